"""An assessment: the administration's answer to one or many points, a proposal until it is released."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, UtcDateTime

CHANGING = text("change <> '' OR change_before <> ''")


class Assessment(Model):
    """`version` grows with every change, so that two planners never overwrite each other."""

    __tablename__ = "assessment"
    __table_args__ = (
        Index("ix_assessment_use", "hearing_id", "points", "id"),
        Index("ix_assessment_verdict_use", "hearing_id", "verdict", "points", "id"),
        Index("ix_assessment_changing", "hearing_id", "id", sqlite_where=CHANGING, postgresql_where=CHANGING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    text: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    # What changes in the plan: the sentence of the draft, and what stands instead (empty: it goes out).
    change_before: Mapped[str] = mapped_column(Text, default="")
    change: Mapped[str] = mapped_column(Text, default="")
    change_section_key: Mapped[str | None] = mapped_column(String(80))
    points: Mapped[int] = mapped_column(default=0)  # how many it answers: written by use.py alone
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
