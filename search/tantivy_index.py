"""The index on tantivy (the extra `tantivy`): a compiled engine for many remarks; small, and fast among 100 000.

Its deletions are marks, and its merges cannot be ordered. So whatever takes words away writes the rest anew into a new
folder, from the cut words that each document keeps, and the old folder is deleted: no byte of it stays.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Occur
from tantivy import Query as Asked

from app.published import Document
from search.entry import IndexEntry, entry, identity
from search.index import MOST_PER_PAGE, DamagedIndex, Filters, Hit, Hits, Key, counted
from search.index_files import IndexFiles
from search.open_index import OpenIndex
from search.query import Clause, Query
from search.spelling import nearest

LAYOUT = "tantivy-0.27"
MEMORY = 50_000_000
MOST_PLACES, MOST_EXPANSIONS = 10_000, 200
LIMITS = ("hearing", "kind", "sender_type")
CUT = ("title", "text", "loose", "words")


class TantivyIndex:
    """See `SearchIndex`. May be shared by the threads of a process."""

    def __init__(self, root: Path) -> None:
        self._files = IndexFiles(root, LAYOUT)
        self._reading = OpenIndex(self._files, lambda folder: tantivy.Index.open(str(folder)).searcher())

    def put(self, documents: Sequence[Document]) -> None:
        latest = {identity(one.kind, one.ref): entry(one) for one in documents}
        if latest:
            self._change(latest.keys(), latest.values())

    def remove(self, kind: str, refs: Collection[str]) -> None:
        if refs:
            self._change({identity(kind, ref) for ref in refs}, ())

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
        first = min((max(1, page) - 1) * size, 1_000_000)

        def answer(searcher: Any) -> Hits:
            asked = _asked(searcher, query, filters, without)
            order = {"order_by_field": "day"} if newest_first else {}
            found = searcher.search(asked, limit=size, offset=first, count=False, **order)
            items = tuple(_hit(searcher, score, place) for score, place in found.hits)
            return Hits(items, *counted(_places(searcher, query, filters, without), filters))

        return self._reading.ask(lambda searcher: Hits() if query.is_empty else answer(searcher), Hits(degraded=True))

    def words_like(self, word: str, most: int) -> Sequence[str]:
        return self._reading.ask(
            lambda searcher: nearest(word, searcher.terms_with_prefix("words", word[:1]), most), ()
        )

    def fingerprints(self) -> Iterator[tuple[Key, str]]:
        self._files.check()
        held = _all(tantivy.Index.open(str(self._files.current())))
        return iter([((one.kind, one.ref), one.mark) for one in held])

    def is_sound(self) -> bool:
        return self._files.is_sound()

    def rebuild(self, batches: Iterable[Sequence[Document]], progress: Callable[[int], None]) -> int:
        done = 0

        def told() -> Iterator[IndexEntry]:
            nonlocal done
            for documents in batches:
                yield from map(entry, documents)
                done += len(documents)
                progress(done)

        with self._files.writing(), self._files.replacing() as folder:
            _write(folder, told())
        return done

    def close(self) -> None:
        self._reading.close()

    def _change(self, gone: Collection[str], entries: Iterable[IndexEntry]) -> None:
        """Only add where nothing goes; otherwise write what stays anew."""
        with self._files.writing():
            index = self._opened()
            searcher = index.searcher()
            if any(searcher.doc_freq("id", one) for one in gone):
                stays = (one for one in _all(index) if one.id not in gone)
                with self._files.replacing() as folder:
                    _write(folder, chain(stays, entries))
            else:
                with self._files.changing() as folder:
                    _write(folder, entries)

    def _opened(self) -> Any:
        self._files.check()
        try:
            return tantivy.Index.open(str(self._files.current()))
        except ValueError as damage:
            raise DamagedIndex("it cannot be opened") from damage


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "municipality", "place", *LIMITS):
        builder.add_text_field(name, stored=True, fast=name == "place", tokenizer_name="raw", index_option="basic")
    for name in ("ref", "mark"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("day", stored=True, fast=True)
    for name in CUT:
        builder.add_text_field(name, stored=True, tokenizer_name="whitespace", index_option=_kept_of(name))
    return builder.build()


def _kept_of(name: str) -> str:
    return {"loose": "freq", "words": "basic"}.get(name, "position")


SCHEMA = _schema()


def _write(folder: Path, entries: Iterable[IndexEntry]) -> None:
    """Add entries, in a segment that is there whole when this returns: nothing merges behind the caller's back."""
    index = tantivy.Index(SCHEMA, path=str(folder))
    writer = index.writer(MEMORY, 1)
    try:
        for one in entries:
            writer.add_document(tantivy.Document.from_dict(dict(one.fields()), SCHEMA))
        writer.commit()
        writer.garbage_collect_files()
    finally:
        writer.wait_merging_threads()


def _all(index: Any) -> Iterator[IndexEntry]:
    searcher = index.searcher()
    places = searcher.search(Asked.all_query(), limit=max(1, searcher.num_docs), count=False).hits
    for _score, place in places:
        held = searcher.doc(place).to_dict()
        yield IndexEntry(**{name: values[0] for name, values in held.items()})


def _hit(searcher: Any, score: object, place: Any) -> Hit:
    held = searcher.doc(place)
    kind, ref, mark = (held.get_first(name) for name in ("kind", "ref", "mark"))
    return Hit(kind, ref, mark, score if isinstance(score, float) else 0.0)


def _places(searcher: Any, sought: Query, filters: Filters, without: Collection[Key]) -> dict[str, int]:
    asked = _asked(searcher, sought, Filters(filters.municipality), without)
    counts = searcher.aggregate(asked, {"of": {"terms": {"field": "place", "size": MOST_PLACES}}})["of"]["buckets"]
    return {str(one["key"]): int(one["doc_count"]) for one in counts}


def _asked(searcher: Any, sought: Query, filters: Filters, without: Collection[Key]) -> Any:
    parts = [(Occur.Must, _clause(searcher, clause)) for clause in sought.required]
    parts += [(Occur.MustNot, _clause(searcher, clause)) for clause in sought.excluded]
    if filters.municipality:
        parts.append((Occur.Must, _limit("municipality", {filters.municipality})))
    limits = zip(LIMITS, filters.limits, strict=True)
    parts += [(Occur.Must, _limit(field, values)) for field, values in limits if values]
    if without:
        parts.append((Occur.MustNot, Asked.term_set_query(SCHEMA, "id", [identity(*key) for key in without])))
    return Asked.boolean_query(parts)


def _limit(field: str, values: Collection[str]) -> Any:
    return Asked.const_score_query(Asked.term_set_query(SCHEMA, field, sorted(values)), 0.0)


def _clause(searcher: Any, clause: Clause) -> Any:
    if clause.phrase:
        any_of = [Asked.phrase_query(SCHEMA, field, list(clause.phrase)) for field in ("text", "title")]
    elif clause.prefix:
        any_of = [_beginning(searcher, field, clause.prefix) for field in ("text", "title")]
    else:
        any_of = [
            Asked.boost_query(Asked.term_query(SCHEMA, term.field, term.key), term.weight) for term in clause.terms
        ]
    return Asked.boolean_query([(Occur.Should, one) for one in any_of])


def _beginning(searcher: Any, field: str, prefix: str) -> Any:
    terms = searcher.terms_with_prefix(field, prefix, limit=MOST_EXPANSIONS)
    return Asked.term_set_query(SCHEMA, field, [term for term, _count in terms])
