"""Points found by the numbers that the papers cite."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_

from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.points.point import Point, letters
from consultations.statements.statement import Comment, Statement

MOST_NUMBERS = 200

_NUMBER = re.compile(r"(\d{1,6})-(\d{1,4})([a-z]{0,2})")
_ALPHABET = {letters(part): part for part in range(1, 703)}


class UnknownNumbers(ValueError):
    """Numbers that no point of the hearing has; `numbers` names them."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(", ".join(numbers))
        self.numbers = numbers


def points_cited(hearing: Hearing, text: str) -> list[int]:
    """Ids of the points cited as «12-2, 14-1b»; a number without a letter is all parts of the remark.

    Raises UnknownNumbers for what is no number of a point.
    """
    words = [word for word in re.split(r"[\s,;]+", text.strip().lower()) if word]
    if len(words) > MOST_NUMBERS:
        raise UnknownNumbers(words[MOST_NUMBERS:][:5])
    found = {word: _ids(hearing, word) for word in dict.fromkeys(words)}
    unknown = [word for word, ids in found.items() if not ids]
    if unknown or not words:
        raise UnknownNumbers(unknown)
    return [point_id for ids in found.values() for point_id in ids]


def these(ids: Iterable[int], same_answer: bool) -> ColumnElement[bool]:
    """The points as a condition; with all points that have the same answers, where asked."""
    chosen = Point.id.in_(list(ids))
    if not same_answer:
        return chosen
    answers = db.select(Point.assessment_id).where(chosen, Point.assessment_id.is_not(None))
    return or_(chosen, Point.assessment_id.in_(answers.scalar_subquery()))


def _ids(hearing: Hearing, number: str) -> list[int]:
    match = _NUMBER.fullmatch(number)
    if match is None:
        return []
    rules = [Statement.number == int(match[1]), Comment.position == int(match[2])]
    if match[3]:
        rules.append(and_(Point.position == _ALPHABET.get(match[3], 0), Point.start_at.is_not(None)))
    query = (
        db.select(Point.id)
        .join(Comment, Comment.id == Point.comment_id)
        .join(Statement, Statement.id == Comment.statement_id)
        .where(Point.hearing_id == hearing.id, *rules)
    )
    return list(db.session.scalars(query))
