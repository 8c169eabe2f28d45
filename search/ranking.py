"""Which documents answer a query and in what order, from the postings of any engine.

A clause scores by BM25: rare beats common, a second find adds less than the first, long texts count a little less.
"""

import heapq
import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from search.index import Facets, Filters, Key
from search.query import Clause, Query, Term

MOST_EXPANSIONS = 200
_SATURATION = 1.2
_LENGTH = 0.4


@dataclass(frozen=True, slots=True)
class Card:
    """What an index knows of a document beside its terms."""

    key: Key
    municipality: str
    hearing: str
    sender_type: str
    day: int
    fingerprint: str
    length: int


class Postings(Protocol):
    """Read access to one state of an index. Documents are numbers from 0; texts are not stored."""

    cards: Sequence[Card]
    groups: "Groups"
    average_length: float

    def weights(self, field: str, key: str) -> Mapping[int, float]:
        """In which documents a term stands, and how much of it."""

    def positions(self, field: str, key: str, documents: Collection[int]) -> Mapping[int, Sequence[int]]:
        """Where in the given documents a term stands."""

    def beginning(self, field: str, prefix: str, most: int) -> list[str]:
        """Terms that begin so, at most `most`."""


class Groups:
    """Documents by what they can be limited to: few groups, so that limits and counts touch no single document."""

    def __init__(self, cards: Sequence[Card]) -> None:
        numbers: dict[Group, int] = {}
        self.of = [numbers.setdefault(_group(card), len(numbers)) for card in cards]
        self.all: list[Group] = list(numbers)


Group = tuple[str, str, str, str]


def _group(card: Card) -> Group:
    return card.municipality, card.hearing, card.key[0], card.sender_type


def matches(query: Query, postings: Postings, without: Collection[int] = ()) -> dict[int, float]:
    """The documents that answer a query, with their scores."""
    found: dict[int, float] | None = None
    for clause in query.required:
        scores = _scores(_weights(clause, postings), postings)
        found = scores if found is None else {n: found[n] + scores[n] for n in found.keys() & scores.keys()}
    unwanted = set(without)
    for clause in query.excluded if found else ():
        unwanted.update(_weights(clause, postings))
    return {n: score for n, score in found.items() if n not in unwanted} if unwanted and found else found or {}


def _scores(weights: Mapping[int, float], postings: Postings) -> dict[int, float]:
    cards, average = postings.cards, postings.average_length or 1.0
    rarity = math.log(1 + (len(cards) - len(weights) + 0.5) / (len(weights) + 0.5)) * (_SATURATION + 1)
    base, slope = _SATURATION * (1 - _LENGTH), _SATURATION * _LENGTH / average
    return {n: rarity * weight / (weight + base + slope * cards[n].length) for n, weight in weights.items()}


def _weights(clause: Clause, postings: Postings) -> Mapping[int, float]:
    if clause.phrase:
        return _sum([(1.0, _phrase(field, clause.phrase, postings)) for field in ("text", "title")])
    terms = clause.terms
    if clause.prefix:
        fields = ("text", "title")
        terms = tuple(
            Term(field, key, 1.0)
            for field in fields
            for key in postings.beginning(field, clause.prefix, MOST_EXPANSIONS)
        )
    return _sum([(term.weight, postings.weights(term.field, term.key)) for term in terms])


def _sum(weighted: list[tuple[float, Mapping[int, float]]]) -> Mapping[int, float]:
    total: dict[int, float] = {}
    for factor, weights in sorted(weighted, key=lambda pair: -len(pair[1])):
        if not total:
            total = {n: weight * factor for n, weight in weights.items()}
            continue
        for n, weight in weights.items():
            total[n] = total.get(n, 0.0) + weight * factor
    return total


def _phrase(field: str, stems: Sequence[str], postings: Postings) -> dict[int, float]:
    candidates: set[int] | None = None
    for stem in dict.fromkeys(stems):
        documents = postings.weights(field, stem).keys()
        candidates = set(documents) if candidates is None else candidates & documents
    if not candidates:
        return {}
    places = [postings.positions(field, stem, candidates) for stem in stems]
    return {n: float(count) for n in candidates if (count := _side_by_side([place[n] for place in places]))}


def _side_by_side(places: list[Sequence[int]]) -> int:
    starts = set(places[0])
    for offset, place in enumerate(places[1:], start=1):
        starts &= {position - offset for position in place}
    return len(starts)


def limited(found: Mapping[int, float], postings: Postings, filters: Filters) -> tuple[list[int], Facets]:
    """The documents within the limits, and for each limit the counts that other values of it would give."""
    of = postings.groups.of
    limits = (filters.hearings, filters.kinds, filters.sender_types)
    counts: tuple[Counter[str], Counter[str], Counter[str]] = (Counter(), Counter(), Counter())
    allowed: set[int] = set()
    for group, size in Counter(map(of.__getitem__, found)).items():
        municipality, *values = postings.groups.all[group]
        if filters.municipality and municipality != filters.municipality:
            continue
        failed = [i for i in range(3) if limits[i] and values[i] not in limits[i]]
        if not failed:
            allowed.add(group)
        for i in range(3) if not failed else failed if len(failed) == 1 else ():
            counts[i][values[i]] += size
    return [n for n in found if of[n] in allowed], Facets(*(_named(counter) for counter in counts))


def _named(counter: Counter[str]) -> dict[str, int]:
    return {value: counter[value] for value in sorted(counter) if value}


def best(within: list[int], found: Mapping[int, float], postings: Postings, most: int, newest_first: bool) -> list[int]:
    """Best first, or newest first; of equals the newer."""
    cards = postings.cards
    if newest_first:
        return [n for *_, n in heapq.nlargest(most, [(cards[n].day, found[n], n) for n in within])]
    return [n for *_, n in heapq.nlargest(most, [(found[n], cards[n].day, n) for n in within])]
