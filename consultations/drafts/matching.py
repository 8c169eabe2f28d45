"""Which section of a new version is which of an earlier one, so that addresses stay where their text is.

Told by title, path of titles, number path and words of the text; never by order of equal titles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher

MOVED_TITLE = 0.5
"""How much of the text must be the same where a repeated title stands under another one."""
NEW_TITLE = 0.6
"""How much of the text must be the same where the title is another."""
SAME_PLACE = 0.3
"""How much where number and parent are the same, too."""
FEW_WORDS = 6
RARE = 20
"""A word that more sections hold tells none from another."""


@dataclass(eq=False)
class Place:
    """A section as it is compared: `key` is known for an earlier one."""

    title: str
    number: str
    text: str
    path: tuple[str, ...] = ()
    parent: Place | None = None
    key: str = ""
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = frozenset(self.text.casefold().split())


def places(sections: Iterable[tuple[int, str, str, str, str]]) -> list[Place]:
    """Of (level, number, title, text, key) in reading order."""
    above: list[tuple[int, Place]] = []
    found = []
    for level, number, title, text, key in sections:
        while above and above[-1][0] >= level:
            above.pop()
        parent = above[-1][1] if above else None
        name = " ".join(title.casefold().split())
        made = Place(name, number, " ".join(text.split()), (*(parent.path if parent else ()), name), parent, key)
        above.append((level, made))
        found.append(made)
    return found


def matched(new: list[Place], earlier: list[Place]) -> dict[Place, Place]:
    """The earlier section of each new one that has one."""
    match = _Match(new, earlier)
    match.by_unchanged_runs()
    match.by_name(lambda place: (place.title, place.text or id(place)))
    match.by_name(lambda place: place.path)
    match.by_title()
    match.by_words()
    match.by_number()
    return match.found


class _Match:
    def __init__(self, new: list[Place], earlier: list[Place]) -> None:
        self._new, self._earlier = new, earlier
        self.found: dict[Place, Place] = {}
        self._taken: set[Place] = set()

    def by_unchanged_runs(self) -> None:
        """Stretches that are word for word the same, the longest first: what is put in front moves nothing."""
        before = [(place.title, place.text) for place in self._earlier]
        after = [(place.title, place.text) for place in self._new]
        for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
            line = before[block.a] if block.size == 1 else ("", "several")
            if line[1] or before.count(line) == after.count(line) == 1:  # a heading alone tells little
                for step in range(block.size):
                    self._tie(self._new[block.b + step], self._earlier[block.a + step])

    def by_name(self, name: Callable[[Place], Hashable]) -> None:
        """The same name on both sides; where several bear it, only those whose words are alike, the closest first."""
        for new, earlier in self._groups(name):
            single = len(new) == len(earlier) == 1
            self._tie_the_closest(new, earlier, _any if single else _are_alike)

    def by_title(self) -> None:
        """The same title elsewhere: enough where it is the only one in both versions, else the words decide."""
        times = Counter(place.title for place in self._new), Counter(place.title for place in self._earlier)
        for new, earlier in self._groups(lambda place: place.title):
            single = times[0][new[0].title] == times[1][new[0].title] == 1
            self._tie_the_closest(new, earlier, _any if single else self._moved)

    def by_words(self) -> None:
        """Another title over nearly the same words."""
        pairs = [
            (one, other)
            for one, other in self._with_rare_words_in_common()
            if _overlap(one, other) >= NEW_TITLE and len(one.words) >= FEW_WORDS
        ]
        self._tie_in_order(pairs)

    def by_number(self) -> None:
        """The same number under the same parent, with something in common."""
        groups = self._groups(lambda place: place.number)
        pairs = [(one, other) for new, earlier in groups if new[0].number for one in new for other in earlier]
        self._tie_in_order([(one, other) for one, other in pairs if self._stands_in_the_same_place(one, other)])

    def _with_rare_words_in_common(self) -> Iterator[tuple[Place, Place]]:
        """Pairs worth comparing: all with all takes too long in a plan of a thousand sections."""
        holders = defaultdict(list)
        for other in self._open(self._earlier, earlier=True):
            for word in other.words:
                holders[word].append(other)
        for one in self._open(self._new):
            common = Counter(
                other for word in one.words if len(holders.get(word, ())) <= RARE for other in holders.get(word, ())
            )
            yield from ((one, other) for other, _times in common.most_common(RARE))

    def _stands_in_the_same_place(self, one: Place, other: Place) -> bool:
        return self._same_parent(one, other) and (_overlap(one, other) >= SAME_PLACE or _alike(one.title, other.title))

    def _moved(self, one: Place, other: Place) -> bool:
        return _overlap(one, other) >= MOVED_TITLE or (one.parent is not None and self._same_parent(one, other))

    def _same_parent(self, one: Place, other: Place) -> bool:
        return (self.found.get(one.parent) if one.parent else None) is other.parent

    def _groups(self, name: Callable[[Place], Hashable]) -> list[tuple[list[Place], list[Place]]]:
        new, earlier = defaultdict(list), defaultdict(list)
        for place in self._open(self._new):
            new[name(place)].append(place)
        for place in self._open(self._earlier, earlier=True):
            earlier[name(place)].append(place)
        return [(group, earlier[key]) for key, group in new.items() if key in earlier]

    def _open(self, all_places: list[Place], earlier: bool = False) -> list[Place]:
        return [place for place in all_places if place not in (self._taken if earlier else self.found)]

    def _tie_the_closest(self, new: list[Place], earlier: list[Place], fits: Callable[[Place, Place], bool]) -> None:
        self._tie_in_order([(one, other) for one in new for other in earlier if fits(one, other)])

    def _tie_in_order(self, pairs: list[tuple[Place, Place]]) -> None:
        """The closest first; among equals those that come first."""
        for one, other in sorted(pairs, key=lambda pair: self._closeness(*pair), reverse=True):
            self._tie(one, other)

    def _closeness(self, one: Place, other: Place) -> tuple[float, bool, bool]:
        return _overlap(one, other), self._same_parent(one, other), one.number == other.number

    def _tie(self, new: Place, earlier: Place) -> None:
        if new not in self.found and earlier not in self._taken:
            self.found[new] = earlier
            self._taken.add(earlier)


def _are_alike(one: Place, other: Place) -> bool:
    return one.text == other.text or _overlap(one, other) >= SAME_PLACE


def _any(_one: Place, _other: Place) -> bool:
    return True


def _overlap(one: Place, other: Place) -> float:
    """The share of all their words that both have; two empty texts have nothing in common."""
    together = len(one.words | other.words)
    return len(one.words & other.words) / together if together else 0.0


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= NEW_TITLE
