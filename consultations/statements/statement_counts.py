"""How many statements and published remarks there are, by all that pages and papers ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.statements.counting import BETWEEN, Tally, cells, key_of
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Removal
from consultations.statements.statement import Comment, Publicity, Statement

IN_TIME, UNDECIDED, LET_IN, LEFT_OUT = "in_time", "undecided", "let_in", "left_out"


def timing() -> ColumnElement[str]:
    """In time, or late with what was decided of it."""
    return db.case(
        (Statement.late.is_(False), IN_TIME),
        (Statement.late_counts.is_(None), UNDECIDED),
        (Statement.late_counts.is_(True), LET_IN),
        else_=LEFT_OUT,
    )


def must_be_answered(publicity: str, timing: str) -> bool:
    """`statement.must_be_answered` of a count."""
    return publicity != Publicity.WITHDRAWN and timing in (IN_TIME, LET_IN)


@dataclass(frozen=True, slots=True)
class StatementCount:
    """`n` statements of one hearing that are alike. `shortened`: the reasons for removals from what is published."""

    hearing_id: int
    publicity: str
    timing: str
    sender_type: str
    was_public: bool
    withheld: str
    shortened: tuple[ReasonClass, ...]
    n: int

    @property
    def is_late(self) -> bool:
        return self.timing != IN_TIME

    @property
    def is_to_be_answered(self) -> bool:
        return must_be_answered(self.publicity, self.timing)


def statement_counts(hearing_ids: Iterable[int], cut_off: datetime | None = None) -> list[StatementCount]:
    """All statements of these hearings; with a cut-off, those received by then."""
    found = []
    for hearing_id, key, n in cells(STATEMENTS, hearing_ids, cut_off):
        publicity, when, sender, public, withheld, shortened = key.split(BETWEEN)
        reasons = tuple(reason for mark, reason in enumerate(ReasonClass) if str(mark) in shortened)
        found.append(StatementCount(hearing_id, publicity, when, sender, public == "1", withheld, reasons, n))
    return found


def counts_by_section(hearing: Hearing) -> dict[str | None, int]:
    """How many published remarks each section has; None counts those about the whole."""
    return {key or None: n for _hearing, key, n in cells(REMARKS, [hearing.id])}


def arrivals(hearing: Hearing, cut_off: datetime | None = None) -> Counter[date]:
    """How many statements came in on each local day, without those withdrawn in time."""
    days: Counter[date] = Counter()
    for _hearing, hour, n in cells(ARRIVALS, [hearing.id], cut_off):
        days[clock.local(datetime.fromisoformat(hour).replace(tzinfo=UTC)).date()] += n
    return days


def _statements() -> Select[Any]:
    was_public = db.case((Statement.was_public, "1"), else_="0")
    key = key_of(
        Statement.publicity, timing(), Statement.sender_type, was_public, Statement.withheld_reason, _shortened()
    )
    return db.select(Statement.hearing_id, key.label("key"))


def _shortened() -> ColumnElement[str]:
    """A digit for each reason that something is removed for from what is published."""
    removed = db.select(Removal.id).where(Removal.statement_id == Statement.id, Removal.in_force)
    some = Statement.publicity == Publicity.PUBLISHED
    digits: ColumnElement[str] = db.literal("")
    for mark, reason in enumerate(ReasonClass):
        there = some & removed.where(Removal.reason_class == reason.value).exists()
        digits = digits.concat(db.case((there, str(mark)), else_=""))
    return db.case((some & removed.exists(), digits), else_="")


def _arrivals() -> Select[Any]:
    """By day and hour of UTC; the hours before 22 are one, since they are on the same day here all the year."""
    if db.engine.dialect.name == "postgresql":
        moment = db.func.to_char(db.func.timezone("UTC", Statement.received_at), "YYYY-MM-DD HH24")
    else:
        moment = db.func.substr(Statement.received_at, 1, 13)
    day, hour = db.func.substr(moment, 1, 10), db.func.substr(moment, 12, 2)
    key = day.concat(" ").concat(db.case((hour < "22", "00"), else_=hour)).label("key")
    return db.select(Statement.hearing_id, key).where(Statement.publicity != Publicity.WITHDRAWN)


def _remarks() -> Select[Any]:
    key = key_of(Comment.section_key).label("key")
    return db.select(Statement.hearing_id, key).join(Comment.statement).where(Comment.published_at.is_not(None))


STATEMENTS = Tally("statements", _statements)
ARRIVALS = Tally("arrivals", _arrivals)
REMARKS = Tally("remarks", _remarks)
