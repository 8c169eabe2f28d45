"""A correction of a published fact: what was said, what is said now, when, by whom and why. It is never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from app.i18n import date_long
from consultations.plans.plan_type import PlanType

LANGUAGES = {"nb": _l("Bokmål"), "nn": _l("Nynorsk")}
LONG = 120  # characters; a longer text is told of, and the earlier one can be opened

FACTS = {
    "title": _l("Tittel"),
    "plan_type": _l("Plantype"),
    "language": _l("Språket i planen"),
    "period_from": _l("Gjelder fra år"),
    "period_to": _l("Gjelder til år"),
    "summary": _l("Kort omtale"),
    "purpose": _l("Hva skal vi oppnå?"),
    "background": _l("Bakgrunn"),
    "target_group": _l("Hvem er målgruppen?"),
    "actions": _l("Hva skal vi gjøre?"),
    "involved": _l("Hvem er involvert?"),
    "timing": _l("Når?"),
    "can_influence": _l("Dette kan du påvirke"),
    "is_fixed": _l("Dette ligger fast"),
    "legal_basis": _l("Hjemmel"),
    "unit": _l("Ansvarlig enhet"),
    "contact_name": _l("Kontakt"),
    "contact_phone": _l("Telefon"),
    "contact_email": _l("E-post"),
    "case_number": _l("Saksnummer"),
    "predecessor_id": _l("Plan som den avløser"),
    "predecessor_name": _l("Plan som den avløser"),
    "predecessor_url": _l("Adressen til planen som den avløser"),
    "decided_by_body": _l("Hvem som vedtok det"),
    "decided_on": _l("Dato"),
    "decided_case": _l("Saksnummer"),
}


class ReasonMissing(ValueError):
    """What people have read is corrected with a reason."""


class FactCorrection(Model):
    """`subject` is the thing as the audit chain names it, `about` the same in words, empty for the plan itself."""

    __tablename__ = "fact_correction"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    subject: Mapped[str] = mapped_column(String(120), index=True)
    about: Mapped[str] = mapped_column(String(200), default="")
    fact: Mapped[str] = mapped_column(String(30))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    corrected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    corrected_by: Mapped[User | None] = relationship()

    @property
    def on_date(self) -> date:
        return clock.local(self.corrected_at).date()

    @property
    def label(self) -> str:
        """What was corrected."""
        name = str(FACTS[self.fact])
        return f"{self.about}: {name}" if self.about else name

    @property
    def is_long(self) -> bool:
        return max(len(self.before), len(self.after)) > LONG


@dataclass(frozen=True, slots=True)
class CorrectedFact:
    """One fact as people have read it and as they will read it, both as they stand on the page."""

    fact: str
    before: str
    after: str


def corrected(fact: str, before: str | int | date | None, after: str | int | date | None) -> CorrectedFact:
    """The correction of a fact from one value to another, in words."""
    return CorrectedFact(fact, _as_shown(fact, before), _as_shown(fact, after))


def add_corrections(
    plan_id: int, subject: str, about: str, corrections: Sequence[CorrectedFact], reason: str, by: User | None
) -> None:
    """Note what was corrected, in the transaction that corrects it. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    for one in corrections:
        if one.fact not in FACTS:
            raise KeyError(one.fact)
        db.session.add(
            FactCorrection(
                plan_id=plan_id,
                subject=subject,
                about=about,
                fact=one.fact,
                before=one.before,
                after=one.after,
                reason=reason.strip(),
                corrected_at=clock.now(),
                corrected_by_id=by.id if by else None,
            )
        )
    db.session.flush()


def corrections_of(plan_id: int, subject: str) -> list[FactCorrection]:
    """What was corrected on one thing, the newest first."""
    query = db.select(FactCorrection).where(FactCorrection.plan_id == plan_id, FactCorrection.subject == subject)
    return list(db.session.scalars(query.order_by(FactCorrection.id.desc())))


def _as_shown(fact: str, value: str | int | date | None) -> str:
    if isinstance(value, date):
        return date_long(value)
    if fact == "plan_type":
        return str(PlanType(str(value)).label)
    return str(LANGUAGES.get(str(value), value)) if fact == "language" else str(value or "")
