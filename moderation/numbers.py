"""What moderation has done, in numbers that everybody may see: no texts, no names, no references."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Select

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing, public_hearings
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Removal
from consultations.statements.statement import Publicity, Statement


@dataclass(slots=True)
class Numbers:
    """One hearing as the web shows it now.

    Statements that wait are not counted: the page changes only when something is decided.
    """

    hearing: Hearing
    published: int = 0
    withdrawn: int = 0
    shortened: dict[ReasonClass, int] = field(default_factory=dict)  # published without some passages
    withheld: dict[ReasonClass, int] = field(default_factory=dict)

    @property
    def decided(self) -> int:
        return self.published + self.withdrawn + sum(self.withheld.values())


def numbers(municipality_id: int) -> list[Numbers]:
    """Hearings in which something has been decided, newest first."""
    shown = {
        hearing.id: Numbers(hearing)
        for hearing in db.session.scalars(public_hearings(municipality_id).where(Hearing.opens_at <= clock.now()))
    }
    for hearing_id, publicity, reason, count in db.session.execute(_counted(municipality_id)):
        if hearing_id in shown:
            _add(shown[hearing_id], publicity, ReasonClass(reason) if reason else None, count)
    for hearing_id, reason, count in db.session.execute(_shortened(municipality_id)):
        if hearing_id in shown:
            shown[hearing_id].shortened[ReasonClass(reason)] = count
    return [one for one in shown.values() if one.decided]


def _add(one: Numbers, publicity: str, reason: ReasonClass | None, count: int) -> None:
    if publicity == Publicity.PUBLISHED:
        one.published += count
    elif publicity == Publicity.WITHHELD and reason:
        one.withheld[reason] = one.withheld.get(reason, 0) + count
    elif publicity in (Publicity.WITHDRAWN, Publicity.NOTED):
        one.withdrawn += count


def _counted(municipality_id: int) -> Select[int, str, str | None, int]:
    kinds = (Statement.hearing_id, Statement.publicity, Statement.withheld_reason)
    counted: Select[int, str, str | None, int] = (
        db.select(*kinds, db.func.count())
        .where(Statement.municipality_id == municipality_id, Statement.publicity != Publicity.WAITING)
        .group_by(*kinds)
    )
    return counted


def _shortened(municipality_id: int) -> Select[int, str, int]:
    """Published statements in which something is removed; one with several reasons counts under each."""
    kinds = (Statement.hearing_id, Removal.reason_class)
    shortened: Select[int, str, int] = (
        db.select(*kinds, db.func.count(Statement.id.distinct()))
        .join(Removal, Removal.statement_id == Statement.id)
        .where(
            Statement.municipality_id == municipality_id,
            Statement.publicity == Publicity.PUBLISHED,
            Removal.in_force,
        )
        .group_by(*kinds)
    )
    return shortened
