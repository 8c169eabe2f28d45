"""Staff text is text too: what the administration writes is checked for personal data like what people send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from app import personal_data
from app.extensions import db
from consultations.assessment.assessment import Assessment
from consultations.assessment.point import Point
from consultations.assessment.theme import Theme
from consultations.hearings.hearing import Hearing
from consultations.statements.statement import Statement

NATIONAL_ID = "national_id"
DIGITS_OF_AN_ID = 11
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A text that must be mended: what it is (assessment, point, theme, late) and its reference there."""

    kind: str
    ref: str


def warnings(*texts: str) -> list[str]:
    """The words for what was found, each kind once («fødselsnummer», «telefonnummer» …)."""
    kinds = {finding.kind for text in texts for finding in personal_data.find(text)}
    return sorted(personal_data.label(kind) for kind in kinds)


def has_national_id(*texts: str) -> bool:
    """Whether a national id stands in one of the texts."""
    return any(
        finding.kind == NATIONAL_ID and finding.certain
        for text in texts
        if sum(character.isdigit() for character in text) >= DIGITS_OF_AN_ID
        for finding in personal_data.find(text)
    )


def national_ids(hearing: Hearing) -> list[Place]:
    """Where national ids stand in what the staff wrote about this hearing; at most 20 places."""
    found = []
    for kind, ref, texts in _texts(hearing):
        if has_national_id(*texts):
            found.append(Place(kind, ref))
        if len(found) >= ENOUGH:
            break
    return found


def _texts(hearing: Hearing) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    assessments = db.select(Assessment.ref, Assessment.text, Assessment.reason, Assessment.change)
    for ref, *texts in db.session.execute(_streamed(assessments.where(Assessment.hearing_id == hearing.id))):
        yield "assessment", ref, tuple(texts)
    points = db.select(Point.ref, Point.summary).where(Point.hearing_id == hearing.id, Point.summary != "")
    for ref, summary in db.session.execute(_streamed(points)):
        yield "point", ref, (summary,)
    themes = db.select(Theme.id, Theme.name, Theme.synthesis).where(Theme.hearing_id == hearing.id)
    for theme_id, *texts in db.session.execute(themes):
        yield "theme", str(theme_id), tuple(texts)
    late = db.select(Statement.number, Statement.late_reason)
    for number, reason in db.session.execute(late.where(Statement.hearing_id == hearing.id, Statement.late.is_(True))):
        yield "late", str(number), (reason,)


def _streamed(query: Select[Any]) -> Select[Any]:
    return query.execution_options(yield_per=1000)
