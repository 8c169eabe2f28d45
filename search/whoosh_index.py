"""The index on Whoosh: needs no server. One process writes, any number read."""

import logging
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import NO_MERGE

from app.published import Document
from search import ranking
from search.index import DamagedIndex, Filters, Hit, Hits, Key
from search.index_files import IndexFiles, State
from search.query import Query
from search.whoosh_schema import identity, row, schema
from search.whoosh_snapshot import INDEX_NAME, Snapshot

log = logging.getLogger(__name__)

LARGEST_SEGMENT = 1_500
REBUILD_SEGMENT = 1_250
MOST_PER_PAGE = 200
_TRIES = 5
_PATIENCE = 5.0
_WRITER_MEMORY_MB = 512


@dataclass(frozen=True, slots=True)
class _Damage:
    """A state that could not be read: not tried again with every search, but after some seconds or when it changes."""

    state: State | None
    until: float = field(default_factory=lambda: time.monotonic() + _PATIENCE)

    def is_known(self, state: State | None) -> bool:
        return state == self.state and time.monotonic() < self.until


class WhooshIndex:
    """See `SearchIndex`. May be shared by the threads of a process."""

    def __init__(self, root: Path) -> None:
        self._files = IndexFiles(root)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._state: State | None = None
        self._damage = _Damage(None, until=0.0)

    def put(self, documents: Sequence[Document]) -> None:
        latest = {(document.kind, document.ref): document for document in documents}
        if latest:
            self._change(latest.keys(), latest.values())

    def remove(self, kind: str, refs: Collection[str]) -> None:
        if refs:
            self._change([(kind, ref) for ref in refs], ())

    def search(
        self,
        query: Query,
        filters: Filters,
        page: int = 1,
        per_page: int = 20,
        *,
        newest_first: bool = False,
        without: Collection[Key] = (),
    ) -> Hits:
        with self._lock:
            snapshot, sound = self._refreshed()
            if snapshot is None or query.is_empty:
                return Hits(degraded=not sound)
            found = ranking.matches(query, snapshot, snapshot.numbers(without))
        within, facets = ranking.limited(found, snapshot, filters)
        size = min(max(1, per_page), MOST_PER_PAGE)
        first = (max(1, page) - 1) * size
        best = ranking.best(within, found, snapshot, first + size, newest_first)[first:]
        items = tuple(Hit(*snapshot.cards[n].key, snapshot.cards[n].fingerprint, found[n]) for n in best)
        return Hits(items, len(within), facets, degraded=not sound)

    def fingerprints(self) -> Iterator[tuple[Key, str]]:
        snapshot = Snapshot(self._files, self._files.check())
        return ((card.key, card.fingerprint) for card in snapshot.cards)

    def is_sound(self) -> bool:
        try:
            self._files.check()
        except DamagedIndex:
            return False
        return True

    def rebuild(self, batches: Iterable[Sequence[Document]], progress: Callable[[int], None]) -> int:
        with self._files.writing():
            folder = self._files.new_folder()
            try:
                done = _write_all(folder, batches, progress)
                self._files.publish(folder)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            self._files.remove_all_but(folder)
        return done

    def close(self) -> None:
        with self._lock:
            self._snapshot = self._state = None

    def _change(self, gone: Collection[Key], documents: Iterable[Document]) -> None:
        rows = [row(document) for document in documents]
        with self._files.writing():
            manifest = self._files.check()
            self._files.sweep(manifest)
            folder = self._files.path(manifest)
            try:
                _write(folder, gone, rows)
                self._files.publish(folder)
            except Exception as error:
                if self.is_sound():
                    raise
                raise DamagedIndex("damaged while writing") from error

    def _refreshed(self) -> tuple[Snapshot | None, bool]:
        """The newest readable state, and whether it is the one that counts. A lost index is served from memory."""
        for _ in range(_TRIES):
            state = self._files.state()
            if self._snapshot is not None and state is not None and state == self._state:
                return self._snapshot, True
            if self._damage.is_known(state):
                break
            try:
                self._snapshot = Snapshot(self._files, self._files.manifest(), self._snapshot)
                self._state = state
            except DamagedIndex as damage:
                if state == self._files.state():
                    self._damage = _Damage(state)
                    log.warning("search index cannot be read: %s", damage)
        return self._snapshot, False


def _open(folder: Path) -> Any:
    return FileIndex(FileStorage(str(folder), supports_mmap=False), schema(), INDEX_NAME)


def _create(folder: Path) -> Any:
    TOC.create(FileStorage(str(folder), supports_mmap=False), schema(), INDEX_NAME)
    return _open(folder)


@contextmanager
def _committing(index: Any, merge: Callable[[Any, Sequence[Any]], list[Any]]) -> Iterator[Any]:
    writer = index.writer(compound=False, limitmb=_WRITER_MEMORY_MB, codec=W3Codec(compression=0))
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=merge)


def _write(folder: Path, gone: Collection[Key], rows: Iterable[Any]) -> None:
    with _committing(_open(folder), _rewrite) as writer:
        for kind, ref in gone:
            writer.delete_by_term("id", identity(kind, ref))
        for fields in rows:
            writer.add_document(**fields)


def _rewrite(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Write anew every segment that lost a document, so that its words leave the disk, and small ones.

    The limit keeps a removal among 100 000 documents as cheap as among 1 500.
    """
    kept = []
    size = max(100, writer.doc_count())
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        count = segment.doc_count()
        grows = count <= size and size + count <= LARGEST_SEGMENT
        if not segment.has_deletions() and not grows:
            kept.append(segment)
            continue
        size += count if grows else 0
        reader = SegmentReader(writer.storage, writer.schema, segment)
        if count:
            writer.add_reader(reader)
        reader.close()
    return kept


def _write_all(folder: Path, batches: Iterable[Sequence[Document]], progress: Callable[[int], None]) -> int:
    index = _create(folder)
    done = 0
    for segment in _segments(batches):
        with _committing(index, NO_MERGE) as writer:
            for documents in segment:
                for document in documents:
                    writer.add_document(**row(document))
                done += len(documents)
                progress(done)
    return done


def _segments(batches: Iterable[Sequence[Document]]) -> Iterator[Iterator[Sequence[Document]]]:
    """The batches in portions that make one segment each, taken as they come."""
    source = iter(batches)
    for first in source:
        yield _portion(first, source)


def _portion(first: Sequence[Document], source: Iterator[Sequence[Document]]) -> Iterator[Sequence[Document]]:
    yield first
    size = len(first)
    while size < REBUILD_SEGMENT and (more := next(source, None)) is not None:
        yield more
        size += len(more)
