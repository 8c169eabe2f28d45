"""The rows of the papers: every point of a hearing with what was said, answered and decided, read as a stream.

A statement without remarks («ingen merknader») has no point, and a row all the same: nothing that came in is left out,
nor what was written to go with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_

from app.extensions import db
from consultations.assessment.assessment import Assessment
from consultations.assessment.point import Point, cited
from consultations.assessment.quote import public_quote
from consultations.assessment.theme import Theme
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.course import Change
from consultations.outcomes.departure import Departure
from consultations.outcomes.outcome import Outcome
from consultations.statements.removal import Passage, passages_of
from consultations.statements.statement import Comment, Publicity, Statement

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One point, or a whole statement without remarks. Only public text and public names.

    `text` is None while nobody outside may read it.
    `verdict` and `change` are the proposal, None and empty while there is none; `outcome` is what became of it, None
    until the case is closed. Where a body departed, `outcome_note` says why and `adopted` what it put in the plan.
    Everything the administration wrote is here whether it is released or not: the caller knows who reads.
    """

    point_id: int | None
    number: str
    statement_number: int
    statement_ref: str
    sender_type: str
    public_name: str | None
    public_number: str
    public_on_behalf_of: str | None
    public_co_senders: str
    public_supports: str
    signatories: int | None
    board_decided_on: date | None
    received_at: datetime
    late: bool
    late_counts: bool | None
    no_remarks: bool
    publicity: str
    withheld_reason: str | None
    withdrawn_at: datetime | None
    section_key: str | None
    section_number: str
    section_title: str
    theme: str
    summary: str
    text: str | None
    assessment_id: int | None
    assessment: str
    reason: str
    verdict: str | None
    change: Change
    outcome: str | None
    outcome_note: str
    departs: bool
    adopted: Change


def rows(hearing: Hearing, cut_off: datetime | None = None) -> Iterator[Row]:
    """All points, also of statements that are withheld, withdrawn or too late, in constant memory.

    The database is asked when the first row is. Order: section as in the document (the whole first), statement
    number, remark, part; then those without remarks.
    """
    query = _query(hearing).where(_received(hearing, cut_off)).execution_options(yield_per=AT_A_TIME)
    with db.session.execute(query) as result:
        for some in result.partitions():
            yield from _rows(some)


def some_rows(hearing: Hearing, start: int, amount: int, cut_off: datetime | None = None) -> list[Row]:
    """A page of the same rows."""
    query = _query(hearing).where(_received(hearing, cut_off)).offset(start).limit(amount)
    return list(_rows(db.session.execute(query).all()))


def count_rows(hearing: Hearing, cut_off: datetime | None = None) -> int:
    """How many rows there are."""
    counted = _joined(db.select(db.func.count())).where(_received(hearing, cut_off))
    return db.session.scalar(counted) or 0


def _received(hearing: Hearing, cut_off: datetime | None) -> ColumnElement[bool]:
    mine = Statement.hearing_id == hearing.id
    return mine if cut_off is None else and_(mine, Statement.received_at <= cut_off)


def _joined(query: Select[Any]) -> Select[Any]:
    """Statements with their points, and those that have none."""
    joined = query.select_from(Statement).outerjoin(Comment, Comment.statement_id == Statement.id)
    whole: Select[Any] = joined.outerjoin(Point, Point.comment_id == Comment.id)
    return whole


def _query(hearing: Hearing) -> Any:
    settled = db.true() if hearing.closed_case_at else db.false()
    return (
        _joined(_columns())
        .outerjoin(Section, (Section.key == Point.section_key) & (Section.version_id == Comment.version_id))
        .outerjoin(Theme, Theme.id == Point.theme_id)
        .outerjoin(Assessment, Assessment.id == Point.assessment_id)
        .outerjoin(Outcome, (Outcome.point_id == Point.id) & settled)
        .outerjoin(Departure, Departure.id == Outcome.departure_id)
        .order_by(
            Point.id.is_(None),
            Point.place,
            Statement.number,
            Comment.position,
            Point.position,
        )
    )


def _columns() -> Select[Any]:
    return db.select(
        Point.id,
        Point.position.label("part"),
        Point.start_at,
        Point.end_at,
        Point.section_key,
        Point.summary,
        Comment.position,
        Comment.public_text,
        Comment.id.label("comment_id"),
        *(getattr(Statement, name) for name in _STATEMENT),
        Section.number.label("section_number"),
        Section.title.label("section_title"),
        Theme.name.label("theme"),
        Assessment.id.label("assessment_id"),
        Assessment.text.label("assessment"),
        Assessment.reason,
        Assessment.verdict,
        Assessment.change_before,
        Assessment.change,
        Assessment.change_section_key,
        Outcome.verdict.label("outcome"),
        Departure.id.label("departure_id"),
        Departure.note,
        Departure.text_before,
        Departure.text_after,
        Departure.section_key.label("adopted_section_key"),
    )


_SENDER = (
    "public_name",
    "public_number",
    "public_on_behalf_of",
    "public_co_senders",
    "public_supports",
    "signatories",
    "board_decided_on",
)
_STATEMENT = (
    "number",
    "ref",
    "sender_type",
    *_SENDER,
    "received_at",
    "late",
    "late_counts",
    "no_remarks",
    "publicity",
    "withheld_reason",
    "withdrawn_at",
)


def _rows(some: Sequence[Any]) -> Iterator[Row]:
    removed = passages_of({row.comment_id for row in some if row.start_at is not None})
    return (_row(row, removed.get(row.comment_id, [])) for row in some)


def _row(row: Any, removed: list[Passage]) -> Row:
    shown = row.publicity == Publicity.PUBLISHED
    return Row(
        point_id=row.id,
        number=_number(row),
        statement_number=row.number,
        statement_ref=row.ref,
        sender_type=row.sender_type,
        **{name: getattr(row, name) for name in _SENDER},
        received_at=row.received_at,
        late=row.late,
        late_counts=row.late_counts,
        no_remarks=row.no_remarks,
        publicity=row.publicity,
        withheld_reason=row.withheld_reason,
        withdrawn_at=row.withdrawn_at,
        section_key=row.section_key,
        section_number=row.section_number or "",
        section_title=row.section_title or "",
        theme=row.theme or "",
        summary=row.summary or "",
        text=_text(row, removed) if shown else None,
        assessment_id=row.assessment_id,
        assessment=row.assessment or "",
        reason=row.reason or "",
        verdict=row.verdict,
        change=Change(row.change_before or "", row.change or "", row.change_section_key),
        outcome=row.outcome,
        outcome_note=row.note or "",
        departs=row.departure_id is not None,
        adopted=Change(row.text_before or "", row.text_after or "", row.adopted_section_key),
    )


def _number(row: Any) -> str:
    """Of the point; what goes with «ingen merknader» is no point and has the number of its remark."""
    if row.position is None:
        return str(row.number)
    return cited(row.number, row.position, row.part or 1, row.start_at is not None)


def _text(row: Any, removed: list[Passage]) -> str | None:
    return None if row.public_text is None else public_quote(row.public_text, removed, row.start_at, row.end_at)
