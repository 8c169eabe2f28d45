"""All statements of a hearing as the public sees them, in pages, newest first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select
from sqlalchemy.orm import selectinload

from app.extensions import db
from app.paging import Listing, ListPage, ListPlace, in_order
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.course import Course, courses
from consultations.statements.statement import Publicity, Statement
from consultations.statements.statement_counts import statement_counts

A_PAGE = 20
DECIDED = db.text("statement.publicity <> 'waiting'")  # word for word as the index has it


@dataclass(frozen=True, slots=True)
class StatementList:
    """`places` tells by section key where a remark belongs. Those that wait for a moderator are left out."""

    page: ListPage[Statement]
    courses: dict[int, list[Course]]
    places: dict[str, Section]


def statement_list(hearing: Hearing, at: ListPlace) -> StatementList:
    """Published, withheld and withdrawn statements; those that wait are not told of."""
    count = sum(one.n for one in statement_counts([hearing.id]) if one.publicity != Publicity.WAITING)
    decided = db.select(Statement.id).where(Statement.hearing_id == hearing.id, DECIDED)
    ids = Listing(decided, Statement.ref, (Statement.number,), falling=True).ids(at, A_PAGE)
    found = db.session.scalars(_with_comments(db.select(Statement).where(Statement.id.in_(ids))))
    return _listed(hearing, in_order(ids, found.all()), at.page, count)


def one_statement(hearing: Hearing, ref: str) -> StatementList | None:
    """A single statement whose address was ever shown, if only its tombstone; None for any other."""
    query = db.select(Statement).where(Statement.hearing_id == hearing.id, Statement.ref == ref, Statement.has_address)
    found = list(db.session.scalars(_with_comments(query)))
    return _listed(hearing, found, 1, 1) if found else None


def _listed(hearing: Hearing, statements: list[Statement], number: int, total: int) -> StatementList:
    comments = [comment for statement in statements if statement.was_public for comment in statement.comments]
    ends = (statements[0].ref, statements[-1].ref) if statements else ("", "")
    return StatementList(
        page=ListPage(statements, number, total, A_PAGE, *ends),
        courses=courses(hearing, [comment.id for comment in comments]),
        places=_places(hearing, {comment.section_key for comment in comments if comment.section_key}),
    )


def _with_comments(query: Select[Statement]) -> Select[Statement]:
    return query.options(selectinload(Statement.comments))


def _places(hearing: Hearing, keys: set[str]) -> dict[str, Section]:
    query = db.select(Section).where(Section.version_id == hearing.version_id, Section.key.in_(keys))
    return {section.key: section for section in db.session.scalars(query)}
