"""What was written before: every text and verdict of an assessment, and every answer that a point has had.

Append-only, written by the verbs in the transaction that changes something. Nothing here is ever rewritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, String, Text, UniqueConstraint, and_, or_
from sqlalchemy.orm import InstrumentedAttribute, Mapped, joinedload, mapped_column, relationship

from app import clock
from app.accounts.session import current_user
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from app.word_diff import Piece, compare
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point, cited
from consultations.points.verdict import label

SHOWN = 50  # on a page; the table has them all

Step = tuple[datetime, User | None, "AssessmentText | None"]


class AssessmentText(Model):
    """What an assessment said from `written_at` on, until its next version."""

    __tablename__ = "assessment_text"
    __table_args__ = (UniqueConstraint("assessment_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    verdict: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    change_before: Mapped[str] = mapped_column(Text)
    change: Mapped[str] = mapped_column(Text)
    change_section_key: Mapped[str | None] = mapped_column(String(80))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    written_by: Mapped[User | None] = relationship()

    @property
    def whole(self) -> str:
        """All that was written, as one text to compare."""
        parts = (self.text, self.reason, self.change_before, self.change)
        return "\n\n".join(part.strip() for part in parts if part.strip())


class PointAnswer(Model):
    """The answer that a point was given; without an assessment its answer was taken away."""

    __tablename__ = "point_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"), index=True)
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"), index=True)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    given_by: Mapped[User | None] = relationship()


@dataclass(frozen=True, slots=True)
class Earlier:
    """One step of a history: who, when, the verdict then, and what became of the words since the step before."""

    at: datetime
    by: User | None
    verdict: str
    verdict_before: str | None  # where it was another
    pieces: list[Piece]


def remember_text(assessment: Assessment) -> None:
    """Keep what the assessment says from now on."""
    db.session.add(
        AssessmentText(
            assessment_id=assessment.id,
            version=assessment.version,
            text=assessment.text,
            verdict=assessment.verdict,
            reason=assessment.reason,
            change_before=assessment.change_before,
            change=assessment.change,
            change_section_key=assessment.change_section_key,
            written_at=assessment.updated_at,
            written_by_id=assessment.updated_by_id,
        )
    )


def remember_answer(points: Iterable[Point], assessment: Assessment | None) -> None:
    """Keep which answer these points were given, or that it was taken away."""
    now, user = clock.now(), current_user()
    db.session.add_all(
        PointAnswer(
            point_id=point.id,
            assessment_id=assessment.id if assessment else None,
            given_at=now,
            given_by_id=user.id if user else None,
        )
        for point in points
    )


def remember_answer_of_all(assessment: Assessment) -> None:
    """Keep that every point of a new assessment was given it, however many they are, in one statement."""
    user = current_user()
    given = db.select(
        Point.id,
        Point.assessment_id,
        db.literal(clock.now(), UtcDateTime),
        db.literal(user.id if user else None, db.Integer),
    ).where(Point.assessment_id == assessment.id)
    columns = ["point_id", "assessment_id", "given_at", "given_by_id"]
    db.session.execute(db.insert(PointAnswer).from_select(columns, given))


def leave_to(whole: Point, parts: Sequence[Point]) -> None:
    """Parts that are put together leave the answers they had to the whole."""
    gone = [part.id for part in parts]
    db.session.execute(db.update(PointAnswer).where(PointAnswer.point_id.in_(gone)).values(point_id=whole.id))


def history_of_answer(assessment: Assessment) -> list[Earlier]:
    """The versions of an assessment, newest first; empty where there is only one."""
    return _told([(one.written_at, one.written_by, one) for one in _texts([assessment.id])])


def history_of_point(point: Point) -> list[Earlier]:
    """What the point was answered with, newest first; empty where nothing was ever changed."""
    query = db.select(PointAnswer).where(PointAnswer.point_id == point.id).options(joinedload(PointAnswer.given_by))
    given = list(db.session.scalars(query.order_by(PointAnswer.id.desc()).limit(SHOWN)))[::-1]
    texts = _texts({one.assessment_id for one in given if one.assessment_id})
    steps: list[Step] = []
    for place, one in enumerate(given):
        until = given[place + 1].given_at if place + 1 < len(given) else None
        steps += _while_given(one, texts, until)
    return _told(steps)


def points_changed(hearing: Hearing, since: datetime, until: datetime | None = None) -> list[str]:
    """Numbers of the points whose answer was written anew, given or taken away after an instant, in order."""
    written = db.select(AssessmentText.assessment_id).where(_between(AssessmentText.written_at, since, until))
    given = db.select(PointAnswer.point_id).where(_between(PointAnswer.given_at, since, until))
    query = (
        db.select(Point.number, Point.remark, Point.position, Point.start_at)
        .where(Point.hearing_id == hearing.id, or_(Point.assessment_id.in_(written), Point.id.in_(given)))
        .order_by(Point.number, Point.remark, Point.position)
    )
    return [cited(row.number, row.remark, row.position, row.start_at is not None) for row in db.session.execute(query)]


def _between(at: InstrumentedAttribute[datetime], since: datetime, until: datetime | None) -> ColumnElement[bool]:
    return at > since if until is None else and_(at > since, at <= until)


def _texts(assessment_ids: Iterable[int]) -> list[AssessmentText]:
    query = (
        db.select(AssessmentText)
        .where(AssessmentText.assessment_id.in_(list(assessment_ids)))
        .order_by(AssessmentText.written_at.desc(), AssessmentText.version.desc())
        .options(joinedload(AssessmentText.written_by))
        .limit(SHOWN)
    )
    return list(db.session.scalars(query))[::-1]


def _while_given(given: PointAnswer, texts: list[AssessmentText], until: datetime | None) -> list[Step]:
    """The texts that stood while the point had this answer: the one it was given, and those written since."""
    if given.assessment_id is None:
        return [(given.given_at, given.given_by, None)]
    mine = [one for one in texts if one.assessment_id == given.assessment_id]
    before = [one for one in mine if one.written_at <= given.given_at][-1:]
    since = [one for one in mine if one.written_at > given.given_at and (until is None or one.written_at < until)]
    steps: list[Step] = [(given.given_at, given.given_by, one) for one in before]
    return steps + [(one.written_at, one.written_by, one) for one in since]


def _told(steps: list[Step]) -> list[Earlier]:
    if len(steps) < 2:
        return []
    told = []
    _at, _by, first = steps[0]
    verdict, words = _said(first)
    for at, by, text in steps:
        before, words_before = verdict, words
        verdict, words = _said(text)
        told.append(Earlier(at, by, verdict, before if before != verdict else None, compare(words_before, words)))
    return told[::-1]


def _said(text: AssessmentText | None) -> tuple[str, str]:
    """The verdict in words and all that was written; of a point without an answer that it has none."""
    return (label(text.verdict), text.whole) if text else (label(None), "")
