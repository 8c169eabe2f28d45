"""A decision of a body in the chain: formannskapets innstilling, kommunestyrets vedtak."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, UtcDateTime
from app.municipalities.body import Body
from consultations.hearings.hearing import Hearing

RECOMMENDATION = "recommendation"  # innstilling
RESOLUTION = "resolution"  # vedtak


class Decision(Model):
    """What a body decided in a meeting. `final` decisions close the case and settle the outcome of every point."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("hearing_id", "body_id", "decided_on"),
        CheckConstraint("kind IN ('recommendation', 'resolution')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    kind: Mapped[str] = mapped_column(String(16))
    result: Mapped[str] = mapped_column(String(20))
    decided_on: Mapped[date]
    case_number: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    hearing: Mapped[Hearing] = relationship()
    body: Mapped[Body] = relationship()
