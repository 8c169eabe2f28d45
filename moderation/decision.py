"""A moderator's decision on one statement. The passages it removes stand beside the statement, by its version."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import audit, clock
from app.accounts.user import User
from app.database import Model, UtcDateTime, one_of
from app.extensions import db
from app.rows import ChangedMeanwhile, hold_all
from consultations.statements import publication
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Removals
from consultations.statements.statement import Publicity, Statement
from moderation import claim, letter
from moderation.impartiality import OwnHearing, may_decide
from moderation.passage import left_standing


class Ruling(StrEnum):
    APPROVED = "approved"
    WITHHELD = "withheld"


class Again(StrEnum):
    """Why a statement is decided once more."""

    OVERLOOKED = "overlooked"
    ASKED = "asked"
    MISTAKE = "mistake"

    @property
    def label(self) -> LazyString:
        return {
            Again.OVERLOOKED: _l("Noe ble oversett første gang"),
            Again.ASKED: _l("Avsenderen eller noen andre har bedt om det"),
            Again.MISTAKE: _l("Avgjørelsen var feil"),
        }[self]


class AlreadyDecided(Exception):
    """Somebody else was first: `who` decided `what` and `when`."""

    def __init__(self, who: str, what: Ruling, when: datetime) -> None:
        super().__init__(f"{what} by another moderator")
        self.who, self.what, self.when = who, what, when


class NationalIdLeft(ValueError):
    """A national id would become public; nobody can let that happen."""


class ModerationDecision(Model):
    """One decision a version of the statement: the second of two moderators finds the place taken."""

    __tablename__ = "moderation_decision"
    __table_args__ = (
        UniqueConstraint("statement_id", "statement_version"),
        CheckConstraint(one_of("verdict", Ruling), name="verdict"),
        CheckConstraint(one_of("reason_class", ReasonClass), name="reason_class"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    statement_version: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(10))
    reason_class: Mapped[str | None] = mapped_column(String(30))  # of a withholding; removals have their own
    again: Mapped[str | None] = mapped_column(String(20))  # None for the first decision
    note: Mapped[str] = mapped_column(Text, default="")  # to the sender
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    statement: Mapped[Statement] = relationship()
    decided_by: Mapped[User] = relationship()


def approve(
    statement: Statement,
    version: int,
    removals: Removals,
    by: User,
    *,
    with_name: bool = True,
    note: str = "",
    again: Again | None = None,
) -> ModerationDecision:
    """Make the statement public without the removed passages, and tell its sender.

    `version` is the one the moderator saw. A statement that is decided already needs a reason to be decided `again`.
    Raises AlreadyDecided, ChangedMeanwhile, OwnHearing, NationalIdLeft, and ValueError for a passage outside the text.
    """
    _hold(statement, version, by, again)
    if left_standing(statement, removals, with_name=with_name):
        raise NationalIdLeft
    decision = _decision(statement, Ruling.APPROVED, by, note, again)
    publication.publish(statement, removals, with_name=with_name, note=note)
    removed = sum(len(passages) for passages in removals.values())
    _conclude(decision, {"removals": removed, "name_shown": statement.public_name is not None})
    return decision


def withhold(
    statement: Statement,
    version: int,
    reason: ReasonClass,
    note: str,
    by: User,
    *,
    again: Again | None = None,
) -> ModerationDecision:
    """Keep the statement off the web, for a reason that stands on its tombstone; `note` is to the sender alone.

    Raises like `approve`.
    """
    _hold(statement, version, by, again)
    decision = _decision(statement, Ruling.WITHHELD, by, note, again)
    decision.reason_class = reason
    publication.withhold(statement, reason, note)
    _conclude(decision, {})
    return decision


def decisions_on(statement: Statement) -> list[ModerationDecision]:
    """Every decision on a statement, the last one first."""
    query = db.select(ModerationDecision).where(ModerationDecision.statement_id == statement.id)
    return list(db.session.scalars(query.order_by(ModerationDecision.id.desc())))


def _hold(statement: Statement, version: int, by: User, again: Again | None) -> None:
    """Lock the statement and make sure that it is still what the moderator saw."""
    hold_all([statement])
    waits = statement.publicity == Publicity.WAITING
    if statement.version != version or not (waits or again) or statement.is_withdrawn:
        last = next(iter(decisions_on(statement)), None)
        if last and (last.statement_version >= version or not again):
            raise AlreadyDecided(last.decided_by.name, Ruling(last.verdict), last.decided_at)
        raise ChangedMeanwhile
    if not may_decide(by, statement.hearing):
        raise OwnHearing


def _decision(statement: Statement, verdict: Ruling, by: User, note: str, again: Again | None) -> ModerationDecision:
    first = statement.publicity == Publicity.WAITING
    return ModerationDecision(
        statement=statement,
        statement_version=statement.version,
        verdict=verdict,
        again=None if first else again,
        note=note,
        decided_at=clock.now(),
        decided_by_id=by.id,
    )


def _conclude(decision: ModerationDecision, data: dict[str, object]) -> None:
    statement = decision.statement
    db.session.add(decision)
    db.session.flush()
    data |= {"version": decision.statement_version, "reason": decision.reason_class, "again": decision.again}
    audit.record(statement.municipality_id, f"moderation.{decision.verdict}", f"statement:{statement.ref}", data)
    claim.release(statement)
    letter.tell_sender(statement, decision.statement_version)
