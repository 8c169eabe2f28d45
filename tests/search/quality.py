"""How well search finds what people mean: queries over the demo's texts, each with a pattern of what it shall find.

`queries-held-out.tsv` was kept out while lists and rules were tuned on `queries-tuned.tsv`, and is to be kept out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app import published
from app.published import Document
from search.index import Filters, Key, SearchIndex
from search.query import parse
from search.results import find, find_corrected

SETS = {"tuned": "queries-tuned.tsv", "held out": "queries-held-out.tsv"}
A_PAGE = 200


@dataclass(frozen=True, slots=True)
class Measure:
    """Of one query: what it shall find, what it found."""

    query: str
    wanted: frozenset[Key]
    found: frozenset[Key]

    @property
    def recall(self) -> float:
        return len(self.wanted & self.found) / len(self.wanted)

    @property
    def precision(self) -> float:
        return len(self.wanted & self.found) / len(self.found) if self.found else 0.0


def measures(index: SearchIndex, name: str) -> list[Measure]:
    """One for each query of a set, on what is public in the database; those with nothing to find are left out."""
    documents = [document for batch in published.all_documents() for document in batch]
    rows = [
        Measure(query, _wanted(pattern, documents), frozenset(_found(index, query)))
        for query, pattern in _queries(SETS[name])
    ]
    return [row for row in rows if row.wanted]


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _queries(file: str) -> Iterator[tuple[str, str]]:
    for line in (Path(__file__).parent / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            query, pattern = line.split("\t")
            yield query, pattern


def _wanted(pattern: str, documents: list[Document]) -> frozenset[Key]:
    sought = re.compile(pattern, re.IGNORECASE)
    whole = pattern.startswith("^")
    return frozenset((one.kind, one.ref) for one in documents if sought.search(_read(one, whole)))


def _read(document: Document, whole: bool) -> str:
    text = f"{document.title}\n{document.aliases}\n{document.text}"
    if not whole:
        return text
    plan = published.names("hearing", document.municipality, {document.hearing})[document.hearing]
    return f"{document.kind}: {plan}\n{text}"


def _found(index: SearchIndex, query: str) -> Iterator[Key]:
    for number in range(1, 50):
        results = find(index, parse(query), Filters(), number, A_PAGE)
        if number == 1 and not results.items:
            corrected = find_corrected(index, query, Filters(), 1, newest_first=False, waiting=())
            results = corrected[1] if corrected else results
        yield from ((one.document.kind, one.document.ref) for one in results.items)
        if len(results.items) < A_PAGE:
            return
