"""A claim: a moderator is reading a statement, so that two do not read the same. It lapses and binds nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app import audit, clock
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from consultations.statements.statement import Statement

LENGTH = timedelta(minutes=10)


class Claim(Model):
    """At most one a statement; one whose time is over counts for nothing."""

    __tablename__ = "claim"

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    until: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()


def take(statement: Statement, by: User) -> None:
    """Claim the statement for ten minutes, whoever held it before."""
    held = db.session.get(Claim, statement.id)
    before = held.user_id if held and held.until > clock.now() else None
    if held is None:
        held = Claim(statement_id=statement.id)
        db.session.add(held)
    held.user_id, held.until = by.id, clock.now() + LENGTH
    db.session.flush()
    if before != by.id:
        audit.record(statement.municipality_id, "moderation.claimed", f"statement:{statement.ref}")


def release(statement: Statement) -> None:
    """Nobody looks at it any more."""
    db.session.execute(db.delete(Claim).where(Claim.statement_id == statement.id))


def live(statements: Iterable[Statement]) -> dict[int, Claim]:
    """Claims that hold now, by the statement's id."""
    ids = [statement.id for statement in statements]
    query = db.select(Claim).where(Claim.statement_id.in_(ids), Claim.until > clock.now())
    return {claim.statement_id: claim for claim in db.session.scalars(query.options(joinedload(Claim.user)))}
