"""What a searcher sees: hits loaded from the database again, compared, and shown with the words that were found.

The index may be behind: what it holds of withdrawn or changed documents is neither shown nor counted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from app import published
from app.published import Document
from search.highlight import Segment, Snippet, answers, marked, snippets
from search.index import Facets, Filters, Hit, Hits, Key, SearchIndex, fingerprint
from search.query import Query, parse
from search.spelling import corrections

PER_PAGE = 20
MOST_CORRECTIONS = 4
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Found:
    """One document as a result."""

    document: Document
    title: tuple[Segment, ...]
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results, and how much there is. Degraded: say that the search is limited at the moment."""

    items: tuple[Found, ...]
    total: int
    facets: Facets
    degraded: bool


def find(
    index: SearchIndex,
    query: Query,
    filters: Filters,
    page: int = 1,
    per_page: int = PER_PAGE,
    *,
    newest_first: bool = False,
    waiting: Collection[Key] = (),
) -> Results:
    """Search, and believe only the database. `waiting` are changes not yet taken in (`app.published.waiting`)."""
    hidden = _no_answer(waiting, query)
    for _ in range(_TRIES):
        hits = index.search(query, filters, page, per_page, newest_first=newest_first, without=hidden)
        documents = _load((hit.kind, hit.ref) for hit in hits.items)
        wrong = {(hit.kind, hit.ref) for hit in hits.items if not _holds(hit, documents, query)}
        if not wrong:
            break
        hidden |= wrong
    return _results(
        hits, [documents[hit.kind, hit.ref] for hit in hits.items if (hit.kind, hit.ref) not in wrong], query
    )


def find_corrected(
    index: SearchIndex, text: str, filters: Filters, page: int, *, newest_first: bool, waiting: Collection[Key]
) -> tuple[str, Results] | None:
    """What is found by the likeliest other spelling that finds anything. None where no other does."""
    for other in islice(corrections(text, index), MOST_CORRECTIONS):
        results = find(index, parse(other), filters, page, newest_first=newest_first, waiting=waiting)
        if results.items:
            return other, results
    return None


def _no_answer(keys: Collection[Key], query: Query) -> set[Key]:
    """Which of the documents may not be counted: gone, or without the words that are sought."""
    documents = _load(keys) if keys else {}
    return {key for key in keys if key not in documents or not _answers(documents[key], query)}


def _holds(hit: Hit, documents: dict[Key, Document], query: Query) -> bool:
    document = documents.get((hit.kind, hit.ref))
    return document is not None and (fingerprint(document) == hit.fingerprint or _answers(document, query))


def _answers(document: Document, query: Query) -> bool:
    return answers(document.text, f"{document.title}\n{document.aliases}", query)


def _load(keys: Iterable[Key]) -> dict[Key, Document]:
    refs: dict[str, list[str]] = {}
    for kind, ref in keys:
        refs.setdefault(kind, []).append(ref)
    return {
        (kind, ref): document for kind, some in refs.items() for ref, document in published.load(kind, some).items()
    }


def _results(hits: Hits, documents: list[Document], query: Query) -> Results:
    items = tuple(Found(d, marked(d.title, query), snippets(d.text, query)) for d in documents)
    return Results(items, hits.total - (len(hits.items) - len(documents)), hits.facets, hits.degraded)
