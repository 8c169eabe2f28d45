"""Withdrawn words are absent from the files on disk, not only from the answers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search import indexer
from search.index import Filters, SearchIndex
from search.query import parse
from tests.search.documents import Shelf, document

pytestmark = pytest.mark.usefixtures("database_at_hand")

SECRET = "hemmeligord"
Opened = Callable[[Path], SearchIndex]


def bytes_on_disk(root: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file())


@pytest.fixture
def root(tmp_path: Path, shelf: Shelf, opened: Opened) -> Path:
    root = tmp_path / "index"
    for n in range(200):
        shelf.put(document(f"{n:03}", f"bolig nummer{n}"))
    shelf.put(document("x", f"bolig med {SECRET} midt i", title=f"Om {SECRET}"))
    indexer.rebuild(opened(root))
    return root


def test_the_word_is_there_to_begin_with(root: Path) -> None:
    assert SECRET.encode() in bytes_on_disk(root)


def test_a_removed_document_leaves_no_word_on_disk(root: Path, shelf: Shelf, opened: Opened) -> None:
    del shelf.documents["x"]
    index = opened(root)
    indexer.index_changed(index, [("comment", ["x"])])
    assert SECRET.encode() not in bytes_on_disk(root)
    assert index.search(parse("bolig"), Filters("lillevik")).total == 200


def test_a_removed_passage_leaves_no_word_on_disk(root: Path, shelf: Shelf, opened: Opened) -> None:
    shelf.put(document("x", "bolig med […] midt i", title="Om"))
    index = opened(root)
    indexer.index_changed(index, [("comment", ["x"])])
    assert SECRET.encode() not in bytes_on_disk(root)
    assert index.search(parse("bolig"), Filters("lillevik")).total == 201


def test_a_removal_in_a_small_new_segment_leaves_no_word_on_disk(root: Path, opened: Opened) -> None:
    index = opened(root)
    index.put([document("y", "annetord"), document("z", "tredjeord")])
    index.remove("comment", ["y"])
    assert b"annetord" not in bytes_on_disk(root)
    assert b"tredjeord" in bytes_on_disk(root)


def test_a_rebuild_leaves_no_old_word_on_disk(root: Path, shelf: Shelf, opened: Opened) -> None:
    del shelf.documents["x"]
    indexer.rebuild(opened(root))
    assert SECRET.encode() not in bytes_on_disk(root)
    assert len(list(root.glob("g-*"))) == 1


def test_what_a_killed_writer_left_is_swept_with_the_next_change(root: Path, opened: Opened) -> None:
    folder = next(root.glob("g-*"))
    (folder / "killed.pst").write_bytes(SECRET.encode() * 9 + b"leftover")
    (folder / "killed.tmp").mkdir(exist_ok=True)
    (folder / "killed.tmp" / "a.run").write_bytes(b"leftover")
    opened(root).put([document("y", "annetord")])
    assert b"leftover" not in bytes_on_disk(root)


def test_the_text_itself_is_not_stored(root: Path, opened: Opened) -> None:
    opened(root).put([document("y", "Ordene står i rekkefølge")])
    assert "står i rekkefølge".encode() not in bytes_on_disk(root)


def test_others_may_not_look_into_the_folder(root: Path) -> None:
    assert root.stat().st_mode & 0o077 == 0
