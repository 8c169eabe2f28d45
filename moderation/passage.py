"""Passages that may have to go: what was found by itself, what was removed before, and words a moderator pastes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from flask_babel import gettext as _

from app import personal_data
from app.text import received
from consultations.statements.public_field import PublicField, public_fields
from consultations.statements.publication import name_stands
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Passage, Removals, distinct, without
from consultations.statements.statement import Statement

OWN_NAME = "own_name"
EARLIER = "earlier"
SHORTEST_NAME = 3
MOST_FOUND = 300  # nobody looks at more one by one


@dataclass(frozen=True, slots=True)
class MarkedFinding:
    """`field.text[start:end]` is of this kind; `certain` as in `app.personal_data`, `reason` what to remove it for."""

    field: PublicField
    start: int
    end: int
    kind: str
    certain: bool = True
    reason: ReasonClass = ReasonClass.PERSONAL_DATA

    @property
    def key(self) -> str:
        """How a form names it: the original never changes, so neither does this."""
        return f"{self.field.name}-{self.start}-{self.end}"

    @property
    def words(self) -> str:
        return self.field.text[self.start : self.end]

    @property
    def may_never_stand(self) -> bool:
        """What no moderator can let out."""
        return self.kind == "national_id" and self.certain

    @property
    def label(self) -> str:
        """What it is and, outside the remarks, where, in the language of the page."""
        place = self.field.label
        return _("%(what)s i %(place)s", what=self._what, place=place) if place else self._what

    @property
    def _what(self) -> str:
        if self.kind == OWN_NAME:
            return _("avsenderens navn")
        if self.kind == EARLIER:
            return _("fjernet tidligere")
        kind: personal_data.Kind = self.kind  # type: ignore[assignment] # the other kinds are those of the shell
        return personal_data.label(kind, self.certain)


@dataclass(frozen=True, slots=True)
class MarkedPiece:
    """A stretch of the original; `found` where it should catch the eye."""

    text: str
    found: MarkedFinding | None = None


def found_in(statement: Statement) -> list[MarkedFinding]:
    """Personal data in every field that can become public, and the sender's name where it will not; in reading order.

    In a flood of them neighbours become one passage, so that a page about it can be read, and made.
    """
    fields = public_fields(statement)
    return _gathered([found for field in fields for found in _in_field(field, statement)])


def left_standing(statement: Statement, removals: Removals, *, with_name: bool) -> bool:
    """Whether a national id would stand in what becomes public."""
    fields = [field for field in public_fields(statement) if with_name or field.name not in ("name", "organisation")]
    shown = (without(field.text, removals.get(field.key, ())) for field in fields)
    return any(found.may_never_stand for text in shown for found in personal_data.find(text))


def removed_from(statement: Statement) -> list[MarkedFinding]:
    """What the last publication removed."""
    fields = {field.key: field for field in public_fields(statement)}
    rows = [(fields.get(one.comment_id or one.field), one) for one in statement.removals]
    return [
        MarkedFinding(field, one.start_at, one.end_at, EARLIER, reason=ReasonClass(one.reason_class))
        for field, one in rows
        if field is not None
    ]


def places(text: str, words: str) -> list[Passage]:
    """Every place where the words stand, whatever white space is between them; overlapping places too."""
    parts = received(words).split()
    if not parts:
        return []
    everywhere = re.compile(f"(?=({_joined(parts)}))")
    return [Passage(*match.span(1)) for match in everywhere.finditer(text)]


def standing_alone(text: str, words: Iterable[str]) -> Iterator[str]:
    """Which of the words stand in the text, in capitals or not, as words of their own."""
    flat = " ".join(text.casefold().split())  # tells most of them apart at a glance
    for some in words:
        parts = received(some).split()
        if parts and " ".join(parts).casefold() in flat and _whole(parts).search(text):
            yield some


def removals(chosen: Iterable[MarkedFinding], statement: Statement, words: Mapping[str, ReasonClass]) -> Removals:
    """What to remove: the chosen findings and every place of the words, each for its reason."""
    gone: dict[int | str, list[Passage]] = defaultdict(list)
    for found in chosen:
        gone[found.field.key].append(Passage(found.start, found.end, found.reason))
    for field in public_fields(statement):
        for line, reason in words.items():
            gone[field.key] += [replace(one, reason=reason) for one in places(field.text, line)]
    return {key: distinct(passages) for key, passages in gone.items() if passages}


def pieces(field: PublicField, found: Iterable[MarkedFinding]) -> Iterator[MarkedPiece]:
    """The original cut where something was found. Nothing is lost: the pieces joined are the text."""
    position = 0
    for one in sorted((one for one in found if one.field.key == field.key), key=lambda one: one.start):
        if one.start < position:
            continue
        yield MarkedPiece(field.text[position : one.start])
        yield MarkedPiece(one.words, one)
        position = one.end
    yield MarkedPiece(field.text[position:])


def _gathered(found: list[MarkedFinding]) -> list[MarkedFinding]:
    """At most MOST_FOUND, and one more a field; what stands between those that became one goes with them."""
    many = -(-len(found) // MOST_FOUND)
    if many <= 1:
        return found
    by_field = [list(group) for _name, group in groupby(found, key=lambda one: one.field.name)]
    heaps = [group[first : first + many] for group in by_field for first in range(0, len(group), many)]
    return [_as_one(heap) for heap in heaps]


def _as_one(heap: list[MarkedFinding]) -> MarkedFinding:
    """One passage over all of them, called by the gravest."""
    gravest = next((one for one in heap if one.may_never_stand), heap[0])
    return replace(gravest, start=heap[0].start, end=heap[-1].end)


def _in_field(field: PublicField, statement: Statement) -> list[MarkedFinding]:
    sure = [MarkedFinding(field, one.start, one.end, one.kind, one.certain) for one in personal_data.find(field.text)]
    names = [MarkedFinding(field, one.start, one.end, OWN_NAME) for one in _own_name(field, statement)]
    free = _beside(names, sure) if sure else names
    return sorted([*sure, *free], key=lambda found: found.start)


def _beside(names: list[MarkedFinding], sure: list[MarkedFinding]) -> list[MarkedFinding]:
    """Names that overlap nothing that was found; both are in reading order and overlap none of their own."""
    ends = [one.end for one in sure]
    after = [bisect_right(ends, name.start) for name in names]
    return [name for name, at in zip(names, after, strict=True) if at == len(sure) or sure[at].start >= name.end]


def _own_name(field: PublicField, statement: Statement) -> list[Passage]:
    """Where a private person signs with a name that the web will not show."""
    name = statement.sender.name.split()
    shown = statement.type.is_organisation or name_stands(statement.sender)
    if field.comment is None or shown or len("".join(name)) < SHORTEST_NAME:
        return []
    return [Passage(*match.span()) for match in _whole(name).finditer(field.text)]


def _whole(parts: list[str]) -> re.Pattern[str]:
    """The words by themselves, in capitals or not."""
    return re.compile(rf"(?<!\w){_joined(parts)}(?!\w)", re.IGNORECASE)


def _joined(parts: list[str]) -> str:
    return r"\s+".join(map(re.escape, parts))
