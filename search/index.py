"""The port to an engine of full text. An index is a hint: it may be behind or lost, and can be rebuilt."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

from app.published import Document
from search.language import ANALYSIS
from search.query import Query

MOST_PER_PAGE = 200

Key = tuple[str, str]
"""Kind and reference of a document."""


class DamagedIndex(Exception):
    """The index is missing, unreadable or of another version; only a rebuild helps."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits of a search; an empty one limits nothing. Within one several values are alternatives."""

    municipality: str = ""
    hearings: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    sender_types: frozenset[str] = frozenset()

    @property
    def limits(self) -> tuple[frozenset[str], ...]:
        """Those that a document's place is held against, in the order of `place`."""
        return self.hearings, self.kinds, self.sender_types


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found. It must be loaded and compared by `fingerprint` before anybody sees it."""

    kind: str
    ref: str
    fingerprint: str
    score: float


@dataclass(frozen=True, slots=True)
class Facets:
    """How many hits each value of a filter would give, the other filters unchanged."""

    hearings: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    sender_types: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hits:
    """One page of what was found, and how much there is. Degraded: the index is out of order, hits are missing."""

    items: tuple[Hit, ...] = ()
    total: int = 0
    facets: Facets = field(default_factory=Facets)
    degraded: bool = False


class SearchIndex(Protocol):
    """One index of published documents. Terms come from `search.language`, so that every engine finds the same."""

    def put(self, documents: Sequence[Document]) -> None:
        """Add or replace. The words of a replaced document are gone from the index's files afterwards.

        Raises DamagedIndex.
        """

    def remove(self, kind: str, refs: Collection[str]) -> None:
        """Take out documents; unknown ones are no error. Their words are gone from the files. Raises DamagedIndex."""

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
        """The best hits, of which `without` are neither shown nor counted. Never raises on account of the index."""

    def words_like(self, word: str, most: int) -> Sequence[str]:
        """Words of the index that are spelled nearly so, the nearest first. Never raises on account of the index."""

    def fingerprints(self) -> Iterator[tuple[Key, str]]:
        """What the index holds, for comparing with what is public. Raises DamagedIndex."""

    def is_sound(self) -> bool:
        """Whether all files of the index are there and as they were written."""

    def rebuild(self, batches: Iterable[Sequence[Document]], progress: Callable[[int], None]) -> int:
        """Write a new index beside the old one and switch over when it is complete. Returns the number of documents."""

    def close(self) -> None:
        """Give back what the index holds in memory."""


def place(document: Document) -> str:
    """What a document can be limited by, in one word: an index counts places, few of them, and not documents."""
    return "\t".join((document.hearing, document.kind, document.sender_type))


def counted(places: Mapping[str, int], filters: Filters) -> tuple[int, Facets]:
    """How many hits are within the limits, and for each limit the counts that other values of it would give.

    `places` are all that answer the query in the municipality, whatever the other limits.
    """
    total = 0
    counts: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
    for one, size in places.items():
        values = one.split("\t")
        failed = [n for n, limit in enumerate(filters.limits) if limit and values[n] not in limit]
        total += 0 if failed else size
        for n in failed if len(failed) == 1 else () if failed else range(len(counts)):
            counts[n][values[n]] += size
    return total, Facets(*({value: counter[value] for value in sorted(counter) if value} for counter in counts))


def fingerprint(document: Document) -> str:
    """Changes whenever what is indexed or shown of a document would change."""
    parts = (
        str(ANALYSIS), document.kind, document.ref, document.municipality, document.hearing, document.title,
        document.aliases, document.text, document.date.isoformat(), document.sender_type,
    )  # fmt: skip
    return sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()[:20]
