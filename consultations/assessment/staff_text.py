"""Staff text is text too: what the administration writes is checked for personal data like what people send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from sqlalchemy import Select

from app import personal_data
from app.extensions import db
from consultations.assessment.assessment import Assessment
from consultations.assessment.point import Point
from consultations.assessment.quote import removed_spans
from consultations.assessment.theme import Theme
from consultations.hearings.hearing import Hearing
from consultations.statements.publication import MARK
from consultations.statements.statement import Comment, Statement

NATIONAL_ID = "national_id"
DIGITS_OF_AN_ID = 11
ENOUGH = 20
REMOVED = "removed"  # words that the web does not show
SHORTEST_QUOTE = 4  # shorter words say nothing about where they come from


@dataclass(frozen=True, slots=True)
class Place:
    """A text that must be mended: what it is (assessment, point, theme, late), its reference, and what stands in it."""

    kind: str
    ref: str
    what: str


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


def to_mend(hearing: Hearing) -> list[Place]:
    """Texts that may not go out: with a national id, or words removed from the remark they are about. At most 20."""
    return list(islice(chain(_with_national_ids(hearing), _with_removed_words(hearing)), ENOUGH))


def quotes_removed_words(assessment: Assessment) -> bool:
    """Whether an answer says what the web does not show of one of its points."""
    mine = _with_removals().where(Point.assessment_id == assessment.id)
    texts = (assessment.text, assessment.reason, assessment.change)
    return any(_quotes(row, *texts) for row in db.session.execute(_streamed(mine)))


def _with_national_ids(hearing: Hearing) -> Iterator[Place]:
    return (Place(kind, ref, NATIONAL_ID) for kind, ref, texts in _texts(hearing) if has_national_id(*texts))


def _with_removed_words(hearing: Hearing) -> Iterator[Place]:
    told: set[str] = set()
    for row in db.session.execute(_streamed(_with_removals().where(Point.hearing_id == hearing.id))):
        if _quotes(row, row.summary):
            yield Place("point", row.point, REMOVED)
        if row.answer not in told and _quotes(row, row.text or "", row.reason or "", row.change or ""):
            told.add(row.answer)
            yield Place("assessment", row.answer, REMOVED)


def _with_removals() -> Select[Any]:
    """Points of remarks that are public in part, with what the staff wrote about them."""
    return (
        db.select(
            Point.ref.label("point"),
            Point.summary,
            Comment.text.label("original"),
            Comment.public_text,
            Assessment.ref.label("answer"),
            Assessment.text,
            Assessment.reason,
            Assessment.change,
        )
        .join(Point.comment)
        .outerjoin(Point.assessment)
        .where(Comment.public_text.contains(MARK))
    )


def _quotes(row: Any, *texts: str) -> bool:
    written = "\n".join(texts).casefold()
    if not written.strip():
        return False
    removed = (row.original[start:end].strip() for start, end in removed_spans(row.original, row.public_text))
    return any(len(words) >= SHORTEST_QUOTE and words.casefold() in written for words in removed)


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
