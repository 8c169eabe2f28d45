"""The released answers to remarks: what section pages, receipts and papers show under what people wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point, cited
from consultations.points.quote import public_quote
from consultations.points.verdict import label
from consultations.statements.removal import Passage, passages_of
from consultations.statements.statement import Comment, Statement


@dataclass(frozen=True, slots=True)
class Answer:
    """The administration's answer to one point. Texts are plain; `quote` is set for a part of a split remark."""

    point_id: int
    number: str
    quote: str | None
    verdict: str
    text: str
    reason: str
    change_before: str
    change: str
    change_section_key: str | None
    ref: str
    shared: bool

    @property
    def label(self) -> str:
        """The verdict in words."""
        return label(self.verdict)


def released_answers(hearing: Hearing, comment_ids: Iterable[int]) -> dict[int, list[Answer]]:
    """Answers by comment id, parts in order; nothing at all before the assessments are released.

    The caller may show the comments it asks for, all of this hearing: a withheld remark has an answer too, for its
    receipt.
    """
    ids = list(comment_ids)
    if hearing.released_at is None or not ids:
        return {}
    answers: dict[int, list[Answer]] = defaultdict(list)
    rows = db.session.execute(_query(ids)).all()
    removed = passages_of({row.comment_id for row in rows if row.start_at is not None})
    for row in rows:
        answers[row.comment_id].append(_answer(row, removed.get(row.comment_id, [])))
    return dict(answers)


def _query(comment_ids: list[int]) -> Any:
    return (
        db.select(
            Point.id,
            Point.comment_id,
            Point.position,
            Point.start_at,
            Point.end_at,
            Comment.position.label("comment_position"),
            Comment.public_text,
            Statement.number,
            Assessment.ref,
            Assessment.verdict,
            Assessment.text,
            Assessment.reason,
            Assessment.change_before,
            Assessment.change,
            Assessment.change_section_key,
            (Assessment.points > 1).label("shared"),
        )
        .join(Comment, Comment.id == Point.comment_id)
        .join(Statement, Statement.id == Comment.statement_id)
        .join(Assessment, Assessment.id == Point.assessment_id)
        .where(Point.comment_id.in_(comment_ids), Assessment.verdict.is_not(None))
        .order_by(Point.comment_id, Point.position)
    )


def _answer(row: Any, removed: list[Passage]) -> Answer:
    is_part = row.start_at is not None
    quote = None
    if is_part and row.public_text is not None:
        quote = public_quote(row.public_text, removed, row.start_at, row.end_at)
    return Answer(
        point_id=row.id,
        number=cited(row.number, row.comment_position, row.position, is_part),
        quote=quote,
        verdict=row.verdict,
        text=row.text,
        reason=row.reason,
        change_before=row.change_before,
        change=row.change,
        change_section_key=row.change_section_key,
        ref=row.ref,
        shared=bool(row.shared),
    )
