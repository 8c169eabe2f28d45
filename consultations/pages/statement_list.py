"""All statements of a hearing as the public sees them, in pages, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from app.extensions import db
from app.paging import page_count
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.course import Course, courses
from consultations.statements.statement import Publicity, Statement

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class StatementList:
    """`places` tells by section key where a remark belongs. `count` leaves out those that wait for a moderator."""

    statements: list[Statement]
    courses: dict[int, list[Course]]
    places: dict[str, Section]
    count: int
    page: int
    pages: int


def statement_list(hearing: Hearing, page: int) -> StatementList:
    """Published, withheld and withdrawn statements; those that wait are not told of."""
    decided = _of(hearing).where(Statement.publicity != Publicity.WAITING)
    count = db.session.scalar(db.select(db.func.count()).select_from(decided.subquery())) or 0
    ordered = decided.order_by(Statement.number.desc()).limit(A_PAGE).offset((page - 1) * A_PAGE)
    return _listed(hearing, list(db.session.scalars(_with_comments(ordered))), count, page)


def one_statement(hearing: Hearing, ref: str) -> StatementList | None:
    """A single statement whose address was ever shown, if only its tombstone; None for any other."""
    query = _of(hearing).where(Statement.ref == ref, Statement.has_address)
    found = list(db.session.scalars(_with_comments(query)))
    return _listed(hearing, found, 1, 1) if found else None


def _listed(hearing: Hearing, statements: list[Statement], count: int, page: int) -> StatementList:
    comments = [comment for statement in statements if statement.was_public for comment in statement.comments]
    return StatementList(
        statements=statements,
        courses=courses(hearing, [comment.id for comment in comments]),
        places=_places(hearing, {comment.section_key for comment in comments if comment.section_key}),
        count=count,
        page=page,
        pages=page_count(count, A_PAGE),
    )


def _of(hearing: Hearing) -> Select[Statement]:
    return db.select(Statement).where(Statement.hearing_id == hearing.id)


def _with_comments(query: Select[Statement]) -> Select[Statement]:
    return query.options(selectinload(Statement.comments))


def _places(hearing: Hearing, keys: set[str]) -> dict[str, Section]:
    query = db.select(Section).where(Section.version_id == hearing.version_id, Section.key.in_(keys))
    return {section.key: section for section in db.session.scalars(query)}
