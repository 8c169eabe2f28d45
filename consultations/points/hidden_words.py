"""Words that the web does not show: what was removed from remarks, and names of senders that are not public.

What stands in an answer to the very remark it was removed from is quoted from there. Anywhere else the same words may
be somebody else's, so people must judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement

from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point, cited
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Passage, Removal, passages_of
from consultations.statements.statement import Comment, Sender, Statement

SHORTEST_QUOTE = 4  # shorter words say nothing about where they come from
SHORTEST_NAME = 3
LONGEST_NAME = 6  # words
AT_A_TIME = 200
_WORD = re.compile(r"\w+")
_OF_PEOPLE = frozenset({ReasonClass.PERSONAL_DATA, ReasonClass.THIRD_PARTY})


class Names:
    """Names to look for in a text, as words of their own. A single word counts only as it is written («Per», «per»)."""

    def __init__(self, names: Iterable[str]) -> None:
        self._whole: set[tuple[str, ...]] = set()
        self._single: set[str] = set()
        for name in names:
            words = _WORD.findall(name)
            if len(words) == 1 and len(words[0]) >= SHORTEST_NAME:
                self._single.add(words[0])
            elif 1 < len(words) <= LONGEST_NAME:
                self._whole.add(tuple(word.casefold() for word in words))
        self._lengths = sorted({len(words) for words in self._whole}, reverse=True)

    def find(self, text: str) -> Iterator[str]:
        """The names that stand in the text, also in the genitive, as they are written there."""
        found = list(_WORD.finditer(text)) if self._single or self._whole else []
        folded = [match[0].casefold() for match in found]
        for place, match in enumerate(found):
            length = self._length_at(folded, place)
            if length or {match[0], match[0].removesuffix("s")} & self._single:
                yield text[match.start() : found[place + max(length, 1) - 1].end()]

    def _length_at(self, words: Sequence[str], place: int) -> int:
        for length in self._lengths:
            some = tuple(words[place : place + length])
            if some in self._whole or (*some[:-1], some[-1].removesuffix("s")) in self._whole:
                return length
        return 0


def hidden_names(hearing: Hearing) -> Names:
    """Names of senders that are not public, and short passages about people that were removed from remarks."""
    query = db.select(Sender.name).join(Sender.statement).where(Statement.hearing_id == hearing.id, Sender.name != "")
    senders = query.where(Statement.public_name.is_(None) | (Statement.public_name != Sender.name))
    removed = (
        text[one.start : one.end]
        for _comment, text, passages in _shortened(Comment.hearing_id == hearing.id)
        for one in passages
        if one.reason in _OF_PEOPLE
    )
    return Names([*db.session.scalars(senders), *(words for words in removed if any(map(str.isalpha, words)))])


def quoting(hearing: Hearing) -> Iterator[tuple[str, str, str]]:
    """Kind, reference and number of what is written about a remark with words that were removed from it."""
    removed = _removed_words(Comment.hearing_id == hearing.id)
    told: set[str] = set()
    for row in _written_about(Point.hearing_id == hearing.id, removed) if removed else ():
        words = removed[row.comment_id]
        if _quotes(words, row.summary):
            yield "point", row.point, _number(row)
        if (
            row.answer
            and row.answer not in told
            and _quotes(words, row.text, row.reason, row.change_before, row.change)
        ):
            told.add(row.answer)
            yield "assessment", row.answer, _number(row)


def quotes_removed_words(assessment: Assessment) -> bool:
    """Whether an answer says what the web does not show of one of its points."""
    answered = db.select(Point.comment_id).where(Point.assessment_id == assessment.id)
    texts = (assessment.text, assessment.reason, assessment.change_before, assessment.change)
    return says_removed_words(Comment.id.in_(answered), *texts)


def says_removed_words(comments: ColumnElement[bool], *texts: str) -> bool:
    """Whether texts about these remarks (a condition on Comment) say what the web does not show of one of them."""
    return any(_quotes(words, *texts) for words in _removed_words(comments).values())


def summary_quotes_removed_words(point: Point, summary: str) -> bool:
    """Whether a short version of a point says what the web does not show of its remark."""
    removed = _removed_words(Comment.id == point.comment_id)
    return _quotes(removed.get(point.comment_id, set()), summary)


def _written_about(mine: ColumnElement[bool], removed: dict[int, set[str]]) -> Iterator[Any]:
    columns = (Point.ref.label("point"), Point.comment_id, Point.summary, Assessment.ref.label("answer"))
    numbers = (Point.number, Point.remark, Point.position, Point.start_at)
    texts = (Assessment.text, Assessment.reason, Assessment.change_before, Assessment.change)
    query = (
        db.select(*columns, *numbers, *texts).outerjoin(Point.assessment).where(mine, _is_shortened(Point.comment_id))
    )
    rows = db.session.execute(query.execution_options(yield_per=AT_A_TIME))
    return (row for row in rows if row.comment_id in removed)


def _removed_words(mine: ColumnElement[bool]) -> dict[int, set[str]]:
    """What was removed from each comment, folded, each once; too short words are left out."""
    removed = {}
    for comment_id, text, passages in _shortened(mine):
        words = {_folded(text[one.start : one.end]) for one in passages}
        removed[comment_id] = {some for some in words if len(some) >= SHORTEST_QUOTE}
    return removed


def _shortened(mine: ColumnElement[bool]) -> Iterator[tuple[int, str, list[Passage]]]:
    """Comments that are public in part: id, sealed text, what was removed."""
    query = db.select(Comment.id, Comment.text).where(mine, _is_shortened(Comment.id)).order_by(Comment.id)
    with db.session.execute(query.execution_options(yield_per=AT_A_TIME)) as result:
        for some in result.partitions():
            passages = passages_of(row.id for row in some)
            yield from ((row.id, row.text, passages[row.id]) for row in some)


def _is_shortened(comment_id: Any) -> ColumnElement[bool]:
    return db.exists().where(Removal.comment_id == comment_id, Removal.in_force)


def _number(row: Any) -> str:
    return cited(row.number, row.remark, row.position, row.start_at is not None)


def _quotes(removed: set[str], *texts: str) -> bool:
    written = _folded("\n".join(texts)) if removed else ""
    return bool(written) and any(words in written for words in removed)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
