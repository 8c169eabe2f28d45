"""Passages that may have to go: what was found by itself, what was removed before, and words a moderator pastes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from flask_babel import gettext as _

from app import personal_data
from app.text import received
from consultations.statements.publication import Passage, distinct, public_name
from consultations.statements.statement import Comment, Statement

OWN_NAME = "own_name"
EARLIER = "earlier"
SHORTEST_NAME = 3
MOST_FOUND = 300  # nobody looks at more one by one


@dataclass(frozen=True, slots=True)
class Found:
    """`comment.text[start:end]` is of this kind; `certain` as in `app.personal_data`."""

    comment: Comment
    start: int
    end: int
    kind: str
    certain: bool = True

    @property
    def key(self) -> str:
        """How a form names it: the original never changes, so neither does this."""
        return f"{self.comment.position}-{self.start}-{self.end}"

    @property
    def words(self) -> str:
        return self.comment.text[self.start : self.end]

    @property
    def passage(self) -> Passage:
        return Passage(self.start, self.end)

    @property
    def label(self) -> str:
        """What it is, in the language of the page."""
        if self.kind == OWN_NAME:
            return _("avsenderens navn")
        if self.kind == EARLIER:
            return _("fjernet tidligere")
        kind: personal_data.Kind = self.kind  # type: ignore[assignment] # the other kinds are those of the shell
        return personal_data.label(kind, self.certain)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the original; `found` where it should catch the eye."""

    text: str
    found: Found | None = None


def found_in(statement: Statement) -> list[Found]:
    """Personal data in the statement, and its sender's name where that will not stand on the web; in reading order.

    In a flood of them neighbours become one passage, so that a page about it can be read, and made.
    """
    return _gathered([found for comment in statement.comments for found in _in_comment(comment)])


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


def removals(chosen: Iterable[Found], statement: Statement, words: Sequence[str]) -> dict[int, list[Passage]]:
    """What to remove, by comment id: the chosen findings and every place of the words."""
    gone: dict[int, list[Passage]] = {}
    for found in chosen:
        gone.setdefault(found.comment.id, []).append(found.passage)
    for comment in statement.comments:
        for line in words:
            gone.setdefault(comment.id, []).extend(places(comment.text, line))
    return {comment_id: distinct(passages) for comment_id, passages in gone.items() if passages}


def pieces(comment: Comment, found: Iterable[Found]) -> Iterator[Piece]:
    """The original cut where something was found. Nothing is lost: the pieces joined are the text."""
    position = 0
    for one in sorted((one for one in found if one.comment is comment), key=lambda one: one.start):
        if one.start < position:
            continue
        yield Piece(comment.text[position : one.start])
        yield Piece(one.words, one)
        position = one.end
    yield Piece(comment.text[position:])


def _gathered(found: list[Found]) -> list[Found]:
    """At most MOST_FOUND, and one more a comment; what stands between those that became one goes with them."""
    many = -(-len(found) // MOST_FOUND)
    if many <= 1:
        return found
    by_comment = [list(group) for _position, group in groupby(found, key=lambda one: one.comment.position)]
    heaps = [group[first : first + many] for group in by_comment for first in range(0, len(group), many)]
    return [replace(heap[0], end=heap[-1].end, certain=all(one.certain for one in heap)) for heap in heaps]


def _in_comment(comment: Comment) -> list[Found]:
    sure = [Found(comment, one.start, one.end, one.kind, one.certain) for one in personal_data.find(comment.text)]
    names = [Found(comment, one.start, one.end, OWN_NAME) for one in _own_name(comment)]
    free = [name for name in names if not any(name.start < one.end and one.start < name.end for one in sure)]
    return sorted([*sure, *free], key=lambda found: found.start)


def _own_name(comment: Comment) -> list[Passage]:
    """Where a private person signs with a name that the web will not show."""
    statement = comment.statement
    name = statement.sender.name.split()
    shown = statement.type.is_organisation or public_name(statement.sender) is not None
    if shown or len("".join(name)) < SHORTEST_NAME:
        return []
    return [Passage(*match.span()) for match in _whole(name).finditer(comment.text)]


def _whole(parts: list[str]) -> re.Pattern[str]:
    """The words by themselves, in capitals or not."""
    return re.compile(rf"(?<!\w){_joined(parts)}(?!\w)", re.IGNORECASE)


def _joined(parts: list[str]) -> str:
    return r"\s+".join(map(re.escape, parts))
