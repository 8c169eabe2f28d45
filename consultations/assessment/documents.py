"""Released assessments as published documents: found by search, each with the page where it can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Any

from flask_babel import gettext as _

from app import clock
from app.extensions import db
from app.municipalities.municipality import Municipality
from app.published import OPENING, Document
from consultations.hearings.address import round_path
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import Plan
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.statements.statement import Comment, Statement

KIND = "assessment"


class Assessments:
    """Assessments with a verdict, once they are released, that answer at least one remark with a place on the web."""

    kind = KIND

    def load(self, refs: Sequence[str]) -> dict[str, Document]:
        firsts = _first_points().where(Assessment.ref.in_(refs)).subquery()
        rows = db.session.execute(_documents().join(firsts, firsts.c.point_id == Point.id))
        return {row.ref: _document(row) for row in rows}

    def refs(self) -> Iterator[str]:
        rows = db.session.execute(_first_points().with_only_columns(Assessment.ref).order_by(Assessment.id))
        return (str(row.ref) for row in rows)


def public_refs(hearing: Hearing) -> Iterator[str]:
    """References of the hearing's assessments that can be public: those with a verdict."""
    return iter(
        db.session.scalars(
            db.select(Assessment.ref).where(Assessment.hearing_id == hearing.id, Assessment.verdict.is_not(None))
        )
    )


def _first_points() -> Any:
    """Of each public assessment the first point whose remark has a place on the web."""
    return (
        db.select(Assessment.id, db.func.min(Point.id).label("point_id"))
        .join(Point, Point.assessment_id == Assessment.id)
        .join(Comment, Comment.id == Point.comment_id)
        .join(Statement, Statement.id == Comment.statement_id)
        .join(Hearing, Hearing.id == Assessment.hearing_id)
        .where(
            Hearing.released_at.is_not(None),
            Assessment.verdict.is_not(None),
            Statement.was_public,
        )
        .group_by(Assessment.id, Assessment.ref)
    )


def _documents() -> Any:
    return (
        db.select(
            Assessment.ref,
            Assessment.text,
            Assessment.reason,
            Assessment.change_before,
            Assessment.change,
            Assessment.verdict,
            Point.section_key,
            Comment.position,
            Statement.number,
            Statement.ref.label("statement_ref"),
            Hearing.released_at,
            Hearing.round,
            Plan.key.label("plan"),
            Plan.language,
            Municipality.slug,
        )
        .select_from(Point)
        .join(Assessment, Assessment.id == Point.assessment_id)
        .join(Comment, Comment.id == Point.comment_id)
        .join(Statement, Statement.id == Comment.statement_id)
        .join(Hearing, Hearing.id == Assessment.hearing_id)
        .join(Plan, Plan.id == Hearing.plan_id)
        .join(Municipality, Municipality.id == Hearing.municipality_id)
    )


def _document(row: Any) -> Document:
    text = "\n".join(part for part in (row.text, row.reason, row.change_before, row.change) if part)
    folder = round_path(row.slug, row.plan, row.round)
    return Document(
        kind=KIND,
        ref=row.ref,
        municipality=row.slug,
        hearing=row.plan,
        title=_("Svar på merknad %(number)s", number=f"{row.number}-{row.position}"),
        opening=shorten(text, OPENING, placeholder=" …"),
        aliases=f"innspill {row.number}",
        text=text,
        url=f"{folder}innspill/{row.statement_ref}#merknad-{row.number}-{row.position}",
        date=clock.local(row.released_at).date(),
        language=row.language,
        section=row.section_key or "",
    )


providers = (Assessments(),)
