"""What moderation has done, in numbers that everybody may see: no texts, no names, no references."""

from __future__ import annotations

from dataclasses import dataclass, field

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing, public_hearings
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Publicity
from consultations.statements.statement_counts import StatementCount, statement_counts


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
    for one in statement_counts(shown):
        _add(shown[one.hearing_id], one)
    return [one for one in shown.values() if one.decided]


def _add(to: Numbers, one: StatementCount) -> None:
    """A statement with removals for several reasons counts under each."""
    if one.publicity == Publicity.PUBLISHED:
        to.published += one.n
        for reason in one.shortened:
            to.shortened[reason] = to.shortened.get(reason, 0) + one.n
    elif one.publicity == Publicity.WITHHELD and one.withheld:
        withheld = ReasonClass(one.withheld)
        to.withheld[withheld] = to.withheld.get(withheld, 0) + one.n
    elif one.publicity in (Publicity.WITHDRAWN, Publicity.NOTED):
        to.withdrawn += one.n
