"""A moderator's decision on one statement, and the passages it removes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, UtcDateTime
from consultations.statements.statement import Comment, Statement


class ModerationDecision(Model):
    """One decision a version of the statement: the second of two moderators finds the place taken."""

    __tablename__ = "moderation_decision"
    __table_args__ = (
        UniqueConstraint("statement_id", "statement_version"),
        CheckConstraint("verdict IN ('approved', 'withheld')", name="verdict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    statement_version: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(10))
    reason_class: Mapped[str | None] = mapped_column(String(30))
    note: Mapped[str] = mapped_column(Text, default="")  # to the sender
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))

    statement: Mapped[Statement] = relationship()
    removals: Mapped[list[Removal]] = relationship()


class Removal(Model):
    """A passage [start, end) of a comment's original text that the web does not show, in code points."""

    __tablename__ = "removal"
    __table_args__ = (CheckConstraint("start_at >= 0 AND end_at > start_at", name="passage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decision.id"), index=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    start_at: Mapped[int]
    end_at: Mapped[int]
    reason_class: Mapped[str] = mapped_column(String(30))

    comment: Mapped[Comment] = relationship()


class Claim(Model):
    """A moderator is looking at a statement; it lapses by itself."""

    __tablename__ = "claim"

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
