"""Answering: one assessment for one or many points. Two planners never overwrite each other.

Whoever writes says which version was read; a row that has changed since is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement

from app import audit, clock, published
from app.accounts.session import current_user
from app.extensions import db
from app.municipalities.municipality import touch
from app.personal_data.staff_text import TextMustBeMended, has_national_id
from app.references import new_reference
from app.rows import ChangedMeanwhile, hold, hold_all
from consultations.assessment.documents import KIND
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import ensure_open
from consultations.points.assessment import Assessment
from consultations.points.hidden_words import quotes_removed_words
from consultations.points.history import remember_answer, remember_answer_of_all, remember_text
from consultations.points.point import Point
from consultations.points.point_counts import change_points
from consultations.points.use import count_answered
from consultations.points.verdict import missing

Versions = Mapping[str, int]  # of points, by reference, as the writer read them


class AnswerIncomplete(ValueError):
    """The verdict asks for more than was written."""


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """What a planner writes. Without a verdict it is a beginning, and its points count as unanswered."""

    text: str
    verdict: str | None
    reason: str = ""
    change: str = ""
    change_section_key: str | None = None
    change_before: str = ""


def answer(hearing: Hearing, points: Sequence[Point], content: AnswerContent, versions: Versions) -> Assessment:
    """Write one new answer to these points; an answer they had stays in the list of answers.

    Raises ChangedMeanwhile (nothing is written), AnswerIncomplete, CaseClosed (AssessmentsLocked) or TextMustBeMended.
    """
    _check(hearing, content)
    _hold(points, versions)
    assessment = _new(hearing, content)
    _attach(hearing, points, assessment)
    return assessment


def answer_all(hearing: Hearing, chosen: ColumnElement[bool], content: AnswerContent) -> tuple[Assessment, int]:
    """Write one new answer to every point of the choice (a condition on Point) that has none yet. Returns how many."""
    _check(hearing, content)
    assessment = _new(hearing, content)
    unanswered = (Point.hearing_id == hearing.id) & Point.assessment_id.is_(None) & chosen
    change_points(unanswered)
    result: Any = db.session.execute(
        db.update(Point)
        .where(unanswered)
        .values(assessment_id=assessment.id, version=Point.version + 1)
        .execution_options(synchronize_session=False)
    )
    remember_answer_of_all(assessment)
    count_answered([assessment.id])
    _record(hearing, assessment, "assessment.written", points=result.rowcount)
    return assessment, int(result.rowcount)


def reuse(hearing: Hearing, points: Sequence[Point], assessment: Assessment, versions: Versions) -> None:
    """Let an answer that exists answer these points too. Raises ChangedMeanwhile or CaseClosed."""
    ensure_open(hearing)
    _hold(points, versions)
    _attach(hearing, points, assessment)


def rewrite(hearing: Hearing, assessment: Assessment, content: AnswerContent, version: int) -> None:
    """Change an answer for all its points. Raises as answer does."""
    _check(hearing, content)
    change_points(Point.assessment_id == assessment.id)
    hold(assessment)
    if assessment.version != version:
        raise ChangedMeanwhile
    if content == content_of(assessment):
        return
    _write(assessment, content)
    assessment.version += 1
    remember_text(assessment)
    _record(hearing, assessment, "assessment.rewritten")


def take_away(hearing: Hearing, point: Point, versions: Versions) -> None:
    """The point is unanswered again; the answer stays in the list. Raises ChangedMeanwhile or CaseClosed."""
    ensure_open(hearing)
    _hold([point], versions)
    assessment = point.assessment
    if assessment is not None:
        change_points(Point.id == point.id)
        point.assessment = None
        point.version += 1
        remember_answer([point], None)
        count_answered([assessment.id])
        _record(hearing, assessment, "assessment.taken_away", points=[point.ref])


def content_of(assessment: Assessment) -> AnswerContent:
    """What stands in an assessment now."""
    return AnswerContent(
        assessment.text,
        assessment.verdict,
        assessment.reason,
        assessment.change,
        assessment.change_section_key,
        assessment.change_before,
    )


def _check(hearing: Hearing, content: AnswerContent) -> None:
    ensure_open(hearing)
    lacking = content.verdict and missing(
        content.verdict,
        reason=content.reason,
        change=content.change or content.change_before,
        place=content.change_section_key,
    )
    if lacking:
        raise AnswerIncomplete
    if hearing.released_at and has_national_id(content.text, content.reason, content.change, content.change_before):
        raise TextMustBeMended


def _hold(points: Sequence[Point], versions: Versions) -> None:
    """Lock the points and compare them with what the writer read."""
    hold_all(points)
    if any(versions.get(point.ref) != point.version for point in points):
        raise ChangedMeanwhile


def _new(hearing: Hearing, content: AnswerContent) -> Assessment:
    assessment = Assessment(hearing_id=hearing.id, ref=new_reference(), created_at=clock.now(), version=1)
    _write(assessment, content)
    db.session.add(assessment)
    db.session.flush()
    remember_text(assessment)
    return assessment


def _write(assessment: Assessment, content: AnswerContent) -> None:
    user = current_user()
    for name, value in asdict(content).items():
        setattr(assessment, name, value)
    assessment.updated_at = clock.now()
    assessment.updated_by_id = user.id if user else None


def _attach(hearing: Hearing, points: Sequence[Point], assessment: Assessment) -> None:
    before = {point.assessment.id: point.assessment.ref for point in points if point.assessment}
    before.pop(assessment.id, None)
    change_points(Point.id.in_([point.id for point in points]))
    for point in points:
        point.assessment = assessment
        point.version += 1
    remember_answer(points, assessment)
    count_answered([assessment.id, *before])
    _record(hearing, assessment, "assessment.written", points=[point.ref for point in points])
    if hearing.released_at:
        published.changed(KIND, before.values(), hearing.municipality_id)


def _record(hearing: Hearing, assessment: Assessment, action: str, points: list[str] | int | None = None) -> None:
    data = {"verdict": assessment.verdict, "version": assessment.version}
    audit.record(
        hearing.municipality_id,
        action,
        f"assessment:{assessment.ref}",
        data | ({} if points is None else {"points": points}),
    )
    if hearing.released_at:
        db.session.flush()
        if quotes_removed_words(assessment):
            raise TextMustBeMended
        published.changed(KIND, [assessment.ref], hearing.municipality_id)
        touch(hearing.municipality_id)
