"""A point: what the planner assesses. A comment is one point until it is split."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model
from consultations.assessment.assessment import Assessment
from consultations.assessment.theme import Theme
from consultations.statements.statement import Comment


class Point(Model):
    """Comes into being with its comment. A split holds offsets [start, end) into the sealed original."""

    __tablename__ = "point"
    __table_args__ = (
        UniqueConstraint("comment_id", "position"),
        Index("ix_point_hearing_section", "hearing_id", "section_key"),
        CheckConstraint("(start_at IS NULL) = (end_at IS NULL)", name="passage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    position: Mapped[int] = mapped_column(default=1)
    start_at: Mapped[int | None]
    end_at: Mapped[int | None]
    section_key: Mapped[str | None] = mapped_column(String(80))
    summary: Mapped[str] = mapped_column(Text, default="")  # the planner's short version
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    comment: Mapped[Comment] = relationship()
    theme: Mapped[Theme | None] = relationship()
    assessment: Mapped[Assessment | None] = relationship()
