"""A theme: what several points are about, across sections."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model


class Theme(Model):
    """Named by the planner; `synthesis` is the two or three sentences that the summary prints."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("hearing_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    name: Mapped[str] = mapped_column(String(120))
    synthesis: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
