"""An outcome: what the bodies made of a point. It follows the proposed verdict unless the body decided otherwise."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model


class Outcome(Model):
    """A departure from, or confirmation of, the proposal for one point, by one decision."""

    __tablename__ = "outcome"

    point_id: Mapped[int] = mapped_column(ForeignKey("point.id"), primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")
