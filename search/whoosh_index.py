"""The index on Whoosh: pure Python, needs no server and no compiler. One process writes, any number read."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import fields, query, sorting
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader
from whoosh.writing import NO_MERGE

from app.published import Document
from search.entry import entry, identity
from search.index import MOST_PER_PAGE, Filters, Hit, Hits, Key, counted
from search.index_files import IndexFiles
from search.open_index import OpenIndex
from search.query import Clause, Query
from search.spelling import most_wrong

LAYOUT = "whoosh-2.7"
LARGEST_SEGMENT, REBUILD_SEGMENT = 1_500, 1_000
LIMITS = ("hearing", "kind", "sender_type")


class WhooshIndex:
    """See `SearchIndex`. May be shared by the threads of a process; they search one after the other."""

    def __init__(self, root: Path) -> None:
        self._files = IndexFiles(root, LAYOUT)
        self._reading = OpenIndex(self._files, lambda folder: _opened(folder).searcher())

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
        size = min(max(1, per_page), MOST_PER_PAGE)
        first = (max(1, page) - 1) * size

        def answer(searcher: Any) -> Hits:
            order = sorting.FieldFacet("day", reverse=True) if newest_first else None
            asked = _asked(query, Filters(filters.municipality), without)
            found = searcher.search(asked, limit=first + size, sortedby=order, groupedby="place", maptype=sorting.Count)
            total, facets = counted(found.groups(), filters)
            if any(filters.limits):
                found = searcher.search(_asked(query, filters, without), limit=first + size, sortedby=order)
            items = found[first : first + size]
            return Hits(
                tuple(Hit(one["kind"], one["ref"], one["mark"], one.score or 0.0) for one in items), total, facets
            )

        return self._reading.ask(lambda searcher: Hits() if query.is_empty else answer(searcher), Hits(degraded=True))

    def words_like(self, word: str, most: int) -> Sequence[str]:
        def answer(searcher: Any) -> Sequence[str]:
            return tuple(searcher.corrector("words").suggest(word, limit=most, maxdist=most_wrong(word), prefix=1))

        return self._reading.ask(answer, ())

    def fingerprints(self) -> Iterator[tuple[Key, str]]:
        self._files.check()
        with _opened(self._files.current()).searcher() as searcher:
            held = [((one["kind"], one["ref"]), one["mark"]) for one in searcher.reader().all_stored_fields()]
        return iter(held)

    def is_sound(self) -> bool:
        return self._files.is_sound()

    def rebuild(self, batches: Iterable[Sequence[Document]], progress: Callable[[int], None]) -> int:
        with self._files.writing(), self._files.replacing() as folder:
            return _write_all(folder, batches, progress)

    def close(self) -> None:
        self._reading.close()

    def _change(self, gone: Collection[Key], documents: Iterable[Document]) -> None:
        rows = [entry(document).fields() for document in documents]
        with self._files.writing(), self._files.changing() as folder, _committing(_opened(folder), _rewrite) as writer:
            for kind, ref in gone:
                writer.delete_by_term("id", identity(kind, ref))
            for row in rows:
                writer.add_document(**row)


def _schema() -> Any:
    cut = SpaceSeparatedTokenizer()
    return fields.Schema(
        id=fields.ID(),
        kind=fields.ID(stored=True),
        ref=fields.STORED(),
        municipality=fields.ID(),
        hearing=fields.ID(),
        sender_type=fields.ID(),
        place=fields.ID(sortable=True),
        day=fields.NUMERIC(sortable=True),
        mark=fields.STORED(),
        title=fields.TEXT(analyzer=cut),
        text=fields.TEXT(analyzer=cut),
        loose=fields.TEXT(analyzer=cut, phrase=False),
        words=fields.TEXT(analyzer=cut, phrase=False),
    )


def _opened(folder: Path) -> Any:
    return FileStorage(str(folder), supports_mmap=False).open_index()  # a file cut off under a map kills the process


@contextmanager
def _committing(index: Any, merge: Callable[[Any, Sequence[Any]], list[Any]]) -> Iterator[Any]:
    writer = index.writer(limitmb=256, compound=False)
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit(mergetype=merge)


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
        with SegmentReader(writer.storage, writer.schema, segment) as reader:
            if count:
                writer.add_reader(reader)
    return kept


def _write_all(folder: Path, batches: Iterable[Sequence[Document]], progress: Callable[[int], None]) -> int:
    index = FileStorage(str(folder), supports_mmap=False).create_index(_schema())
    done = 0
    for portion in _portions(batches):
        with _committing(index, NO_MERGE) as writer:
            for documents in portion:
                for document in documents:
                    writer.add_document(**entry(document).fields())
                done += len(documents)
                progress(done)
    return done


def _portions(batches: Iterable[Sequence[Document]]) -> Iterator[Iterator[Sequence[Document]]]:
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


def _asked(sought: Query, filters: Filters, without: Collection[Key]) -> Any:
    """Limits ask for documents as words do, and weigh nothing."""
    parts = [_clause(clause) for clause in sought.required]
    if filters.municipality:
        parts.append(query.Term("municipality", filters.municipality, boost=0.0))
    for field, values in zip(LIMITS, filters.limits, strict=True):
        if values:
            parts.append(query.Or([query.Term(field, value, boost=0.0) for value in sorted(values)]))
    unwanted = [_clause(clause) for clause in sought.excluded] + [query.Term("id", identity(*key)) for key in without]
    return query.AndNot(query.And(parts), query.Or(unwanted)) if unwanted else query.And(parts)


def _clause(clause: Clause) -> Any:
    if clause.phrase:
        return query.Or([query.Phrase(field, list(clause.phrase)) for field in ("text", "title")])
    if clause.prefix:
        return query.Or([query.Prefix(field, clause.prefix) for field in ("text", "title")])
    return query.Or([query.Term(term.field, term.key, boost=term.weight) for term in clause.terms])
