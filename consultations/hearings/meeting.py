"""A meeting: one body of a hearing's chain, what it does there, and when it is planned to meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model
from app.municipalities.body import ASSEMBLY, COMMITTEE, COUNCIL, KINDS, Body
from app.partial_date import PartialDate, Precision


class BodyRole(StrEnum):
    """What a body does in a case."""

    CONSULTED = "consulted"
    RECOMMENDING = "recommending"
    DECIDING = "deciding"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]

    @property
    def is_political(self) -> bool:
        """Whether the case is before the body itself, with all remarks: those meet after the deadline."""
        return self is not BodyRole.CONSULTED


_LABELS = {
    BodyRole.CONSULTED: _l("uttaler seg"),
    BodyRole.RECOMMENDING: _l("innstiller"),
    BodyRole.DECIDING: _l("vedtar"),
}


class Meeting(Model):
    """Rows of one hearing stand in the order of the chain. The day is the first of the period that is planned."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("hearing_id", "body_id"),
        CheckConstraint("part IN ('consulted', 'recommending', 'deciding')", name="part"),
        CheckConstraint("precision IN ('day', 'week', 'month', 'season')", name="precision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    position: Mapped[int]
    part: Mapped[str] = mapped_column(String(12))
    planned_from: Mapped[date | None]
    precision: Mapped[str] = mapped_column(String(6), default=Precision.DAY.value)

    body: Mapped[Body] = relationship()

    @property
    def planned(self) -> PlannedMeeting:
        return PlannedMeeting(self.body, BodyRole(self.part), self._when)

    @property
    def _when(self) -> PartialDate | None:
        return PartialDate(self.planned_from, Precision(self.precision)) if self.planned_from else None


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A body of the chain as a planner gives it; `when` is None while it is not known."""

    body: Body
    part: BodyRole
    when: PartialDate | None = None

    @property
    def is_political(self) -> bool:
        return self.part.is_political


Chain = tuple[PlannedMeeting, ...]


def rows(chain: Chain) -> list[Meeting]:
    """The chain as it is stored."""
    return [
        Meeting(
            body_id=planned.body.id,
            position=position,
            part=planned.part.value,
            planned_from=planned.when.first if planned.when else None,
            precision=planned.when.precision.value if planned.when else Precision.DAY.value,
        )
        for position, planned in enumerate(chain, 1)
    ]


def usual_part(body: Body) -> BodyRole:
    """What a body of its kind does in most cases."""
    return {COUNCIL: BodyRole.CONSULTED, ASSEMBLY: BodyRole.DECIDING}.get(body.kind, BodyRole.RECOMMENDING)


def usual_chain(bodies: list[Body]) -> Chain:
    """The bodies that meet on most cases, without dates: committees are chosen case by case."""
    order = list(KINDS)
    usual = sorted((body for body in bodies if body.kind != COMMITTEE), key=lambda body: order.index(body.kind))
    return tuple(PlannedMeeting(body, usual_part(body)) for body in usual)


def political(chain: Chain) -> Chain:
    """The bodies that recommend and decide, in their order."""
    return tuple(planned for planned in chain if planned.is_political)


def first_political_date(chain: Chain) -> PartialDate | None:
    """When the case comes before a body for the first time, as far as it is known."""
    return next((planned.when for planned in chain if planned.is_political and planned.when), None)
