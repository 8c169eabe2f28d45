"""A plan: what is decided on. It lives for years; hearings and versions come and go."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, UtcDateTime
from app.municipalities.municipality import Municipality


class Plan(Model):
    """The fixed headings of a plan page (*Hva skal vi oppnå? …*) are columns; an empty one is not shown."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("municipality_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    plan_type: Mapped[str] = mapped_column(String(30))
    language: Mapped[str] = mapped_column(String(5), default="nb")
    period_from: Mapped[int | None]
    period_to: Mapped[int | None]
    summary: Mapped[str] = mapped_column(Text, default="")  # one short paragraph in plain language
    purpose: Mapped[str] = mapped_column(Text, default="")  # Hva skal vi oppnå?
    background: Mapped[str] = mapped_column(Text, default="")  # Bakgrunn
    target_group: Mapped[str] = mapped_column(Text, default="")  # Hvem er målgruppen?
    actions: Mapped[str] = mapped_column(Text, default="")  # Hva skal vi gjøre?
    involved: Mapped[str] = mapped_column(Text, default="")  # Hvem er involvert?
    can_influence: Mapped[str] = mapped_column(Text, default="")  # Dette kan du påvirke
    is_fixed: Mapped[str] = mapped_column(Text, default="")  # Dette ligger fast
    legal_basis: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(String(120), default="")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_phone: Mapped[str] = mapped_column(String(30), default="")
    contact_email: Mapped[str] = mapped_column(String(200), default="")
    case_number: Mapped[str] = mapped_column(String(30), default="")
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    municipality: Mapped[Municipality] = relationship()
    status_log: Mapped[list[StatusEntry]] = relationship(order_by="StatusEntry.on_date.desc()", viewonly=True)


class StatusEntry(Model):
    """A dated line of the plan's status log. Lines are added, never changed."""

    __tablename__ = "status_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    on_date: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
