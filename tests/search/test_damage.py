"""The files of an index may vanish or be ruined at any moment; searching goes on and a rebuild heals."""

import multiprocessing
import shutil
import threading
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from search import indexer
from search.index import DamagedIndex, Filters, Hits, SearchIndex
from search.query import parse
from tests.search.conftest import ENGINES
from tests.search.documents import Shelf, document

pytestmark = pytest.mark.usefixtures("database_at_hand")

LILLEVIK = Filters("lillevik")
BOLIG = parse("bolig")
ALL = 300
Opened = Callable[[Path], SearchIndex]


@pytest.fixture
def root(tmp_path: Path, shelf: Shelf, opened: Opened) -> Path:
    for n in range(ALL):
        shelf.put(document(f"{n:03}", f"bolig nummer{n} i sentrum"))
    root = tmp_path / "index"
    indexer.rebuild(opened(root))
    return root


def _delete_all(root: Path) -> None:
    shutil.rmtree(root)


def _delete_folder(root: Path) -> None:
    shutil.rmtree(next(root.glob("g-*")))


def _delete_current(root: Path) -> None:
    (root / "CURRENT").unlink()


def _garbage_everywhere(root: Path) -> None:
    for path in root.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00garbage\xff" * 999)


def _truncate_files(root: Path) -> None:
    for path in next(root.glob("g-*")).iterdir():
        with path.open("r+b") as file:
            file.truncate(10)


def _one_byte(root: Path) -> None:
    path = max(next(root.glob("g-*")).iterdir(), key=lambda path: path.stat().st_size)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(bytes(content))


def _other_version(root: Path) -> None:
    (root / "CURRENT").write_text((root / "CURRENT").read_text().replace('"layout": "', '"layout": "0'))


def _strange_json(root: Path) -> None:
    (root / "CURRENT").write_text('["layout", null]')


def _escape(root: Path) -> None:
    (root / "CURRENT").write_text('{"layout": "whoosh-2.7:2", "folder": "../..", "files": {"etc": ["a", {}]}}')


DAMAGE = [
    _delete_all, _delete_folder, _delete_current, _garbage_everywhere, _truncate_files, _one_byte, _other_version,
    _strange_json, _escape,
]  # fmt: skip
IN_PLACE = {_garbage_everywhere, _truncate_files, _one_byte}


def _survivable(engine: str) -> list[Callable[[Path], None]]:
    """Damage under a running search: a file that is cut off under a map kills a process that reads it."""
    return [damage for damage in DAMAGE if engine != "tantivy" or damage not in IN_PLACE]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_new_process_says_that_search_is_limited_and_a_rebuild_heals(
    root: Path, shelf: Shelf, opened: Opened, damage: Callable[[Path], None]
) -> None:
    damage(root)
    index = opened(root)
    assert index.search(BOLIG, LILLEVIK) == Hits(degraded=True)
    assert not index.is_sound()
    assert not indexer.reconcile(index).readable
    assert indexer.heal(index)
    assert index.search(BOLIG, LILLEVIK).total == ALL
    assert not index.search(BOLIG, LILLEVIK).degraded
    assert indexer.reconcile(index).is_clean
    assert not indexer.heal(index)


def test_a_process_that_knew_the_index_answers_or_says_that_search_is_limited(
    root: Path, engine: str, shelf: Shelf, opened: Opened
) -> None:
    index = opened(root)
    for damage in _survivable(engine):
        indexer.rebuild(index)
        assert index.search(BOLIG, LILLEVIK).total == ALL
        damage(root)
        hits = index.search(BOLIG, LILLEVIK)
        assert hits.degraded or {hit.ref for hit in hits.items} <= shelf.documents.keys()


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_a_change_on_a_damaged_index_rebuilds_it(
    root: Path, shelf: Shelf, opened: Opened, damage: Callable[[Path], None]
) -> None:
    index = opened(root)
    damage(root)
    shelf.put(document("new", "kulvert"))
    with pytest.raises(DamagedIndex):
        index.put([shelf.documents["new"]])
    indexer.index_changed(index, [("comment", ["new"])])
    assert index.search(parse("kulvert"), LILLEVIK).total == 1
    assert indexer.reconcile(index).is_clean


def test_no_index_at_all_is_a_limited_search(tmp_path: Path, opened: Opened) -> None:
    index = opened(tmp_path / "never")
    assert index.search(BOLIG, LILLEVIK) == Hits(degraded=True)
    assert not (tmp_path / "never").exists()


def test_damage_is_told_once_and_not_with_every_search(
    tmp_path: Path, opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    index = opened(tmp_path / "never")
    for _ in range(9):
        index.search(BOLIG, LILLEVIK)
    assert len(caplog.records) == 1


def test_threads_search_on_while_the_index_is_ruined_and_rebuilt(
    root: Path, shelf: Shelf, engine: str, opened: Opened
) -> None:
    index = opened(root)
    stop = threading.Event()
    errors: list[BaseException] = []
    threads = [threading.Thread(target=_search_until, args=(index, stop, errors)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for damage in _survivable(engine):
        damage(root)
        indexer.heal(opened(root))
        indexer.index_changed(opened(root), [("comment", ["001", "002"])])
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert index.search(BOLIG, LILLEVIK).total == ALL
    assert not index.search(BOLIG, LILLEVIK).degraded


def _search_until(index: SearchIndex, stop: threading.Event, errors: list[BaseException]) -> None:
    while not stop.wait(0.001):
        try:
            hits = index.search(parse('bolig "i sentrum" sent*'), LILLEVIK)
            assert hits.total <= ALL or hits.degraded
        except BaseException as error:
            errors.append(error)
            return


def test_processes_search_on_while_the_index_is_ruined_and_rebuilt(
    root: Path, shelf: Shelf, engine: str, opened: Opened
) -> None:
    context = multiprocessing.get_context("spawn")
    stop, ready = context.Event(), context.Semaphore(0)
    readers = [context.Process(target=_read_from_elsewhere, args=(engine, root, stop, ready)) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _ in readers:
        assert ready.acquire(timeout=60)
    for damage in set(_survivable(engine)) & {_delete_all, _truncate_files, _garbage_everywhere, _delete_folder}:
        damage(root)
        indexer.heal(opened(root))
        indexer.index_changed(opened(root), [("comment", ["001"])])
    stop.set()
    for reader in readers:
        reader.join(60)
    assert [reader.exitcode for reader in readers] == [0, 0]


def _read_from_elsewhere(engine: str, root: Path, stop: Event, ready: "multiprocessing.synchronize.Semaphore") -> None:
    index = ENGINES[engine](root)
    assert index.search(BOLIG, LILLEVIK).total == ALL
    ready.release()
    while not stop.wait(0.001):
        for one in (ENGINES[engine](root), index):
            hits = one.search(BOLIG, LILLEVIK)
            assert hits.total <= ALL or hits.degraded


def test_two_writers_wait_for_each_other(root: Path, shelf: Shelf, opened: Opened) -> None:
    def write(first: int) -> None:
        index = opened(root)
        for n in range(first, first + 5):
            index.put([document(f"more{n}", "kulvert")])

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 5, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened(root).search(parse("kulvert"), LILLEVIK).total == 15
