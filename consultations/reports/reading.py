"""Reading the rows: every point of a hearing with what was said, answered and decided, as a stream.

A statement without remarks («ingen merknader») has no point, and a row all the same: nothing that came in is left out,
nor what was written to go with it.
Everything the administration wrote is read whether it is released or not: the caller knows who reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, tuple_

from app import clock
from app.extensions import db
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.course import Change
from consultations.outcomes.departure import Departure
from consultations.outcomes.outcome import Outcome
from consultations.points.assessment import Assessment
from consultations.points.point import Point, cited
from consultations.points.point_counts import POINTS
from consultations.points.point_list import PLACE
from consultations.points.quote import public_quote
from consultations.points.theme import Theme
from consultations.points.verdict import label, outcome_label
from consultations.statements.byline import public_byline
from consultations.statements.counting import Tally, cells
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Passage, passages_of
from consultations.statements.sender_type import SenderType
from consultations.statements.statement import Comment, Publicity, Statement
from consultations.statements.tombstone import withdrawn

from .citation import Citation, cited_by
from .findings import places_in, section_label
from .proposed import proposals
from .row import Row, RowState
from .wording import change_text, spoken

AT_A_TIME = 500
OFTEN = 20  # points; citations of answers to so many are kept while the rows go by
STATES = {
    Publicity.PUBLISHED: RowState.SHOWN,
    Publicity.WITHHELD: RowState.WITHHELD,
    Publicity.WITHDRAWN: RowState.WITHDRAWN,
    Publicity.NOTED: RowState.WITHDRAWN,
    Publicity.WAITING: RowState.WAITING,
}


@dataclass(frozen=True, slots=True)
class PaperReading:
    """What the rows of one hearing (received by the cut-off, where there is one) are read with: its sections.

    `often` remembers the citations of answers that many points share.
    """

    hearing: Hearing
    cut_off: datetime | None
    places: dict[str, Section]
    often: dict[int, Citation] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """All points, also of statements that are withheld, withdrawn or too late, in constant memory.

        The database is asked when the first row is. Order: section as in the document (the whole first), statement
        number, remark, part; then those without remarks. An index has that order: nothing is sorted, whatever there is.
        """
        last: tuple[Any, ...] | None = None
        while points := self._points(last, AT_A_TIME):
            yield from self._rows(self._at(points))
            last = tuple(points[-1])[1:]
        with db.session.execute(self._silent().execution_options(yield_per=AT_A_TIME)) as result:
            for some in result.partitions():
                yield from self._rows(some)

    def some_rows(self, start: int, amount: int) -> list[Row]:
        """A page of the same rows. Those before it are passed by in the index."""
        points = self._points(None, amount, start)
        rows = self._at(points)
        if len(points) < amount:
            passed = max(0, start - _count(POINTS, self.hearing))
            rows = [*rows, *db.session.execute(self._silent().limit(amount - len(points)).offset(passed)).all()]
        return list(self._rows(rows))

    def _points(self, after: tuple[Any, ...] | None, amount: int, start: int = 0) -> Sequence[Any]:
        """Ids and places of the next points in order."""
        query = db.select(Point.id, *PLACE).where(Point.hearing_id == self.hearing.id)
        if after is not None:
            query = query.where(tuple_(*PLACE) > tuple_(*map(db.literal, after)))
        return db.session.execute(query.order_by(*PLACE).limit(amount).offset(start)).all()

    def _at(self, points: Sequence[Any]) -> Sequence[Any]:
        mine = _received(self.hearing, self.cut_off)
        query = _query(self.hearing, _of_points).where(mine, Point.id.in_([point.id for point in points]))
        return db.session.execute(query).all() if points else []

    def _silent(self) -> Any:
        """Statements without remarks, with what was written to go with them."""
        mine = _received(self.hearing, self.cut_off)
        return _query(self.hearing, _joined).where(mine, Statement.no_remarks.is_(True), Point.id.is_(None))

    def _rows(self, some: Sequence[Any]) -> Iterator[Row]:
        removed = passages_of({found.comment_id for found in some if found.start_at is not None})
        shared = self._shared(some)
        return (_row(found, removed.get(found.comment_id, []), self.places, shared) for found in some)

    def _shared(self, some: Sequence[Any]) -> dict[int, Citation]:
        """Citations of the answers that these rows share with others."""
        wanted = {found.assessment_id: found.answered for found in some if (found.answered or 0) > 1}
        unknown = [one for one in wanted if one not in self.often]
        found = cited_by(proposals(self.hearing, self.cut_off).of(unknown)) if unknown else {}
        self.often.update({one: citation for one, citation in found.items() if wanted[one] > OFTEN})
        return self.often | found


def reading(hearing: Hearing, cut_off: datetime | None = None) -> PaperReading:
    """Begin to read the rows of a hearing."""
    return PaperReading(hearing, cut_off, places_in(hearing))


def count_rows(hearing: Hearing) -> int:
    """How many rows there are."""
    return _count(ROWS, hearing)


def _count(tally: Tally, hearing: Hearing) -> int:
    return sum(n for _hearing, _key, n in cells(tally, [hearing.id]))


def _received(hearing: Hearing, cut_off: datetime | None) -> ColumnElement[bool]:
    mine = Statement.hearing_id == hearing.id
    return mine if cut_off is None else and_(mine, Statement.received_at <= cut_off)


def _joined(query: Select[Any]) -> Select[Any]:
    """Statements with their points, and those that have none."""
    joined = query.select_from(Statement).outerjoin(Comment, Comment.statement_id == Statement.id)
    whole: Select[Any] = joined.outerjoin(Point, Point.comment_id == Comment.id)
    return whole


def _all_rows() -> Select[Any]:
    return _joined(db.select(Statement.hearing_id, db.literal("").label("key")))


ROWS = Tally("rows", _all_rows)


def _of_points(query: Select[Any]) -> Select[Any]:
    """Points with their statements: the way to few of them."""
    joined = query.select_from(Point).join(Comment, Comment.id == Point.comment_id)
    return joined.join(Statement, Statement.id == Comment.statement_id)


def _query(hearing: Hearing, joined: Callable[[Select[Any]], Select[Any]]) -> Any:
    settled = db.true() if hearing.closed_case_at else db.false()
    return (
        joined(_columns())
        .outerjoin(Section, (Section.key == Point.section_key) & (Section.version_id == Comment.version_id))
        .outerjoin(Theme, Theme.id == Point.theme_id)
        .outerjoin(Assessment, Assessment.id == Point.assessment_id)
        .outerjoin(Outcome, (Outcome.point_id == Point.id) & settled)
        .outerjoin(Departure, Departure.id == Outcome.departure_id)
        .order_by(Point.id.is_(None), Point.place, Statement.number, Comment.position, Point.position)
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
        Assessment.points.label("answered"),
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


_STATEMENT = (
    "number",
    "sender_type",
    "public_name",
    "public_number",
    "public_on_behalf_of",
    "public_co_senders",
    "public_supports",
    "signatories",
    "board_decided_on",
    "received_at",
    "late",
    "late_counts",
    "no_remarks",
    "publicity",
    "withheld_reason",
    "withdrawn_at",
)


def _row(found: Any, removed: list[Passage], places: dict[str, Section], cited: dict[int, Citation]) -> Row:
    number, by = _number(found), public_byline(found, found.number)
    shared = cited.get(found.assessment_id or 0)
    left_out = found.late and not found.late_counts
    return Row(
        number=number,
        sender=by.name,
        sender_category=str(SenderType(found.sender_type).label),
        sender_facts=", ".join(by.facts),
        received_on=clock.local(found.received_at).date(),
        late=found.late,
        section=_section(found, places),
        theme=found.theme or "",
        text=_remark(found, removed),
        assessment=_explained(found) or _no_assessment(found),
        verdict=label(found.verdict) if found.verdict else "",
        change=_change(found, places),
        outcome=outcome_label(found.outcome) if found.outcome else "",
        outcome_note=spoken((found.note or "").strip()),
        departs=found.departure_id is not None,
        shared_with=shared.beside(number) if shared and shared.total > 1 else (),
        state=STATES[Publicity(found.publicity)],
        state_reason=_state_reason(found),
        counts=not left_out and found.publicity != Publicity.WITHDRAWN,
    )


def _number(found: Any) -> str:
    """Of the point; what goes with «ingen merknader» is no point and has the number of its remark."""
    if found.position is None:
        return str(found.number)
    return cited(found.number, found.position, found.part or 1, found.start_at is not None)


def _section(found: Any, places: dict[str, Section]) -> str:
    own = f"{found.section_number or ''} {found.section_title or ''}".strip()
    return own or section_label(places, found.section_key)


def _remark(found: Any, removed: list[Passage]) -> str:
    """The public text, under the planner's short version where there is one; nothing where it is not published."""
    if found.publicity != Publicity.PUBLISHED:
        return ""
    text = spoken(_text(found, removed)).strip()
    if found.no_remarks or not text:
        text = "\n\n".join(filter(None, (_("Ingen merknader."), text)))
    summary = (found.summary or "").strip()
    return _("Kort sagt: %(summary)s", summary=spoken(summary)) + "\n\n" + text if summary else text


def _text(found: Any, removed: list[Passage]) -> str:
    return public_quote(found.public_text, removed, found.start_at, found.end_at) if found.public_text else ""


def _explained(found: Any) -> str:
    """An answer with its reason, without saying the same twice."""
    parts = [(part or "").strip() for part in (found.assessment, found.reason)]
    return spoken("\n\n".join(dict.fromkeys(filter(None, parts))))


def _no_assessment(found: Any) -> str:
    """Why a row that nobody has answered needs no answer; empty where it does."""
    if found.publicity == Publicity.WITHDRAWN:
        return _("Trukket av avsenderen og ikke vurdert.")
    if found.late and found.late_counts is False:
        return _("Kom etter fristen og er ikke tatt med i vurderingen.")
    return _("Det er ingen merknad å vurdere.") if found.id is None else ""


def _change(found: Any, places: dict[str, Section]) -> str:
    """What is to change; once it is decided only what was adopted."""
    departs = found.departure_id is not None
    if found.outcome is not None and not departs and found.outcome != found.verdict:
        return ""
    change = _adopted(found) if departs else _proposed(found)
    told = spoken(change_text(change.before.strip(), change.after.strip()))
    if not change.section_key or not (told or found.verdict == "covered"):
        return told
    place = section_label(places, change.section_key)
    return f"{place}: {told}" if told else _("Se %(place)s", place=place)


def _proposed(found: Any) -> Change:
    return Change(found.change_before or "", found.change or "", found.change_section_key)


def _adopted(found: Any) -> Change:
    return Change(found.text_before or "", found.text_after or "", found.adopted_section_key)


def _state_reason(found: Any) -> str:
    if found.publicity == Publicity.NOTED:
        return withdrawn(found.publicity, found.withdrawn_at)
    if found.publicity != Publicity.WITHHELD or not found.withheld_reason:
        return ""
    named = str(ReasonClass(found.withheld_reason).label)
    return named[:1].lower() + named[1:]
