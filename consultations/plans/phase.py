"""The phases of a plan before there is a draft: what happens, when, and where it stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app import audit
from app.database import Model, one_of
from app.extensions import db
from app.municipalities.municipality import touch
from app.partial_date import PartialDate, Precision, spoken
from app.rows import ChangedMeanwhile, hold
from consultations.plans.plan import Plan

MOST = 12


class PhaseState(StrEnum):
    PLANNED = "planned"
    NOW = "now"
    DONE = "done"


STATES = {PhaseState.PLANNED: _l("Planlagt"), PhaseState.NOW: _l("Nå"), PhaseState.DONE: _l("Ferdig")}


class Phase(Model):
    """A step of the timeline. Its time is a day or a longer period; `words` where an older one is neither."""

    __tablename__ = "plan_phase"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        CheckConstraint(one_of("state", PhaseState), name="state"),
        CheckConstraint(one_of("precision", Precision), name="precision"),
        CheckConstraint("words = '' OR planned_from IS NULL", name="one_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(80))
    planned_from: Mapped[date | None]
    precision: Mapped[str] = mapped_column(String(6), default=Precision.DAY.value)
    words: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[str] = mapped_column(String(10))

    @property
    def period(self) -> PartialDate | None:
        return PartialDate(self.planned_from, Precision(self.precision)) if self.planned_from else None

    @property
    def when(self) -> str:
        """As the timeline says it: «våren 2027»."""
        return spoken(self.period) if self.period else self.words


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase as a planner writes it. `words` are those of an older phase that nobody has given a date."""

    title: str
    when: PartialDate | None
    state: PhaseState
    words: str = ""


class TooManyPhases(ValueError):
    """More than MOST."""


def set_phases(plan: Plan, phases: Sequence[PlannedPhase], seen: str | None = None) -> None:
    """Write the plan's phases anew, in this order. `seen` is the mark of those that the writer had before her.

    Raises TooManyPhases, or ChangedMeanwhile when they are no longer those.
    """
    if len(phases) > MOST:
        raise TooManyPhases
    hold(plan)
    if seen is not None and seen != mark_of(phases_of(plan)):
        raise ChangedMeanwhile
    db.session.execute(db.delete(Phase).where(Phase.plan_id == plan.id))
    for position, phase in enumerate(phases, 1):
        db.session.add(_row(plan, position, phase))
    db.session.flush()
    said = {"phases": [f"{phase.title}: {phase.state}" for phase in phases]}
    audit.record(plan.municipality_id, "plan.phases_set", f"plan:{plan.key}", said)
    touch(plan.municipality_id)


def phases_of(plan: Plan) -> list[Phase]:
    """The plan's phases in their order."""
    return list(db.session.scalars(db.select(Phase).where(Phase.plan_id == plan.id).order_by(Phase.position)))


def mark_of(phases: Sequence[Phase]) -> str:
    """Changes whenever the phases do."""
    said = json.dumps([(one.title, str(one.planned_from), one.precision, one.words, one.state) for one in phases])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _row(plan: Plan, position: int, phase: PlannedPhase) -> Phase:
    return Phase(
        plan_id=plan.id,
        position=position,
        title=phase.title,
        planned_from=phase.when.first if phase.when else None,
        precision=(phase.when.precision if phase.when else Precision.DAY).value,
        words=phase.words,
        state=phase.state,
    )
