"""A decision of a body in the chain: formannskapets innstilling, kommunestyrets vedtak."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, contains_eager, mapped_column, relationship

from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.body import Body
from consultations.editions.edition import Edition
from consultations.hearings.hearing import Hearing, SentBack

KIND = "decision"  # of published document

RECOMMENDATION = "recommendation"  # innstilling
RESOLUTION = "resolution"  # vedtak
KINDS = {RECOMMENDATION: _l("Innstilling"), RESOLUTION: _l("Vedtak")}

AS_PROPOSED, CHANGED, REJECTED = "as_proposed", "changed", "rejected"
POSTPONED, RETURNED, NEW_HEARING = SentBack
RESULTS = {
    AS_PROPOSED: _l("Som foreslått"),
    CHANGED: _l("Med endringer"),
    POSTPONED: _l("Utsatt"),
    RETURNED: _l("Sendt tilbake"),
    NEW_HEARING: _l("Ny høring"),
    REJECTED: _l("Ikke vedtatt"),
}
SETTLING = frozenset({AS_PROPOSED, CHANGED, REJECTED})  # results that end the case when the last body gives them

SENTENCES = {
    (RECOMMENDATION, AS_PROPOSED): _l("%(body)s innstilte på å vedta planen som foreslått."),
    (RECOMMENDATION, CHANGED): _l("%(body)s innstilte på å vedta planen med endringer."),
    (RECOMMENDATION, REJECTED): _l("%(body)s innstilte på ikke å vedta planen."),
    (RESOLUTION, AS_PROPOSED): _l("%(body)s vedtok planen som foreslått."),
    (RESOLUTION, CHANGED): _l("%(body)s vedtok planen med endringer."),
    (RESOLUTION, REJECTED): _l("%(body)s vedtok ikke planen."),
    POSTPONED: _l("%(body)s utsatte saken. Den kommer opp igjen."),
    RETURNED: _l("%(body)s sendte saken tilbake. Arbeidet er tatt opp igjen."),
    NEW_HEARING: _l("%(body)s vil ha en ny høring før planen blir vedtatt."),
}


class Decision(Model):
    """What a body decided in a meeting. `final` decisions close the case and settle the outcome of every point."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("hearing_id", "body_id", "decided_on"),
        CheckConstraint("kind IN ('recommendation', 'resolution')", name="kind"),
        CheckConstraint(f"result IN ({', '.join(map(repr, map(str, RESULTS)))})", name="result"),
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
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"), index=True)  # what the body read
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(default=1)

    hearing: Mapped[Hearing] = relationship()
    body: Mapped[Body] = relationship()
    edition: Mapped[Edition | None] = relationship()

    @property
    def settles(self) -> bool:
        """Whether the case can be closed on it."""
        return self.kind == RESOLUTION and self.result in SETTLING

    @property
    def changes(self) -> bool:
        """Whether it decided otherwise than was proposed to it: departures and amendments belong to such a one."""
        return self.result == CHANGED

    @property
    def sends_back(self) -> bool:
        """Whether the work is to be taken up again."""
        return self.result in list(SentBack)

    @property
    def sentence(self) -> str:
        """What the body did, told whole: «Kommunestyret vedtok planen med endringer.»"""
        told = SENTENCES.get((self.kind, self.result)) or SENTENCES[self.result]
        return str(told) % {"body": self.body.name}

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])

    @property
    def result_label(self) -> str:
        return str(RESULTS[self.result])


def decisions(hearing: Hearing) -> list[Decision]:
    """The decisions of the chain, in the order they were made."""
    query = (
        db.select(Decision)
        .join(Decision.body)
        .where(Decision.hearing_id == hearing.id)
        .order_by(Decision.decided_on, Decision.kind, Body.position, Decision.id)
        .options(contains_eager(Decision.body))
    )
    return list(db.session.scalars(query))


def days_decided(hearing: Hearing) -> dict[int, date]:
    """The day on which each body was done with the case, by the body's id."""
    done = [one for one in decisions(hearing) if one.result in SETTLING]
    return {one.body_id: one.decided_on for one in done}


def decision_by_ref(hearing: Hearing, ref: str) -> Decision | None:
    return db.session.scalars(db.select(Decision).where(Decision.hearing_id == hearing.id, Decision.ref == ref)).first()
