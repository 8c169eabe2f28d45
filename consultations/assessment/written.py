"""What the staff wrote and everybody reads, or will: answers, short versions, themes, the case itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import HEADINGS, Plan
from consultations.points.assessment import Assessment
from consultations.points.point import Point, cited
from consultations.points.theme import Theme
from consultations.statements.statement import Statement

ASSESSMENT, POINT, THEME, LATE, PLAN = "assessment", "point", "theme", "late", "plan"


@dataclass(frozen=True, slots=True)
class Written:
    """Texts that stand in one place: what it is, its reference, and the number people know it by."""

    kind: str
    ref: str
    number: str
    texts: tuple[str, ...]


def written(hearing: Hearing) -> Iterator[Written]:
    """Everything the staff wrote that becomes public with the hearing's assessments, or is so already."""
    for row in db.session.execute(_streamed(_answers(hearing))):
        yield Written(ASSESSMENT, row.ref, _number(row), (row.text, row.reason, row.change_before, row.change))
    for row in db.session.execute(_streamed(_summaries(hearing))):
        yield Written(POINT, row.ref, _number(row), (row.summary,))
    named = db.select(Theme.id, Theme.name, Theme.synthesis).where(Theme.hearing_id == hearing.id)
    for theme_id, *texts in db.session.execute(named):
        yield Written(THEME, str(theme_id), texts[0], tuple(texts))
    late = db.select(Statement.number, Statement.late_reason).where(Statement.hearing_id == hearing.id)
    for number, reason in db.session.execute(late.where(Statement.late_reason != "")):
        yield Written(LATE, str(number), str(number), (reason,))
    yield Written(PLAN, hearing.plan.key, hearing.plan.title, _about(hearing.plan, hearing))


def _answers(hearing: Hearing) -> Select[Any]:
    """Each with the first point it answers."""
    answered = db.select(db.func.min(Point.id)).where(Point.assessment_id == Assessment.id)
    first = answered.correlate(Assessment).scalar_subquery()
    texts = (Assessment.text, Assessment.reason, Assessment.change_before, Assessment.change)
    columns = (Assessment.ref, *texts, *_NUMBERED)
    return db.select(*columns).outerjoin(Point, Point.id == first).where(Assessment.hearing_id == hearing.id)


def _summaries(hearing: Hearing) -> Select[Any]:
    columns = (Point.ref, Point.summary, *_NUMBERED)
    return db.select(*columns).where(Point.hearing_id == hearing.id, Point.summary != "")


_NUMBERED = (Point.number, Point.remark, Point.position, Point.start_at)


def _number(row: Any) -> str:
    return cited(row.number, row.remark, row.position, row.start_at is not None) if row.number else ""


def _about(plan: Plan, hearing: Hearing) -> tuple[str, ...]:
    """The facts of the case; the contact is meant to be found."""
    headings = (str(getattr(plan, name) or "") for name in HEADINGS if not name.startswith("contact_"))
    log = (entry.text for entry in plan.status_log)
    reasons = (extension.reason for extension in hearing.extensions)
    return (*headings, *log, *reasons, hearing.decided_by_body, hearing.decided_case, hearing.period_reason)


def _streamed(query: Select[Any]) -> Select[Any]:
    return query.execution_options(yield_per=1000)
