"""Recorded decisions as published documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import joinedload

from app.extensions import db
from app.published import Document
from consultations.hearings.address import hearing_path
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import KIND, Decision
from consultations.plans.plan import Plan


class Decisions:
    """What the bodies decided: public as soon as it is recorded."""

    kind = KIND

    def load(self, refs: Sequence[str]) -> dict[str, Document]:
        whole = joinedload(Decision.hearing).joinedload(Hearing.plan).joinedload(Plan.municipality)
        query = db.select(Decision).where(Decision.ref.in_(refs)).options(whole, joinedload(Decision.body))
        return {decision.ref: _document(decision) for decision in db.session.scalars(query)}

    def refs(self) -> Iterator[str]:
        return iter(db.session.scalars(db.select(Decision.ref).order_by(Decision.id)))


def _document(decision: Decision) -> Document:
    plan = decision.hearing.plan
    return Document(
        kind=KIND,
        ref=decision.ref,
        municipality=plan.municipality.slug,
        hearing=plan.key,
        title=f"{decision.body.name}: {decision.kind_label}",
        opening=decision.result_label,
        aliases=f"{plan.title} {decision.case_number}",
        text=f"{decision.result_label}\n{decision.case_number}\n{decision.text}",
        url=f"{hearing_path(decision.hearing)}resultat",
        date=decision.decided_on,
        language=plan.language,
    )


providers = (Decisions(),)
