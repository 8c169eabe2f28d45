"""Rounds of hearings as published documents: what is heard until when, by which case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from app import i18n, published
from app.extensions import db
from app.published import Document
from consultations.hearings.address import hearing_path
from consultations.hearings.hearing import HEARING, Hearing
from consultations.hearings.hearing_kind import HearingKind
from consultations.plans.plan import Plan


class Hearings:
    """Every round that people may know of. Its reference is the row's number."""

    kind = HEARING

    def load(self, refs: Sequence[str]) -> dict[str, Document]:
        ids = [int(ref) for ref in refs if ref.isdigit()]
        whole = joinedload(Hearing.plan).joinedload(Plan.municipality)
        rounds = db.session.scalars(_public_rounds().where(Hearing.id.in_(ids)).options(whole))
        return {str(hearing.id): _document(hearing) for hearing in rounds}

    def refs(self) -> Iterator[str]:
        return (str(one) for one in db.session.scalars(_public_rounds().with_only_columns(Hearing.id)).all())


def tell_of_rounds(plan: Plan) -> None:
    """The plan's page has changed: its rounds bear its title and summary."""
    rounds = db.session.scalars(_public_rounds().with_only_columns(Hearing.id).where(Hearing.plan_id == plan.id))
    published.changed(HEARING, [str(one) for one in rounds], plan.municipality_id)


def _public_rounds() -> Select[Hearing]:
    return db.select(Hearing).where(Hearing.ready_at.is_not(None)).order_by(Hearing.id)


def _document(hearing: Hearing) -> Document:
    plan = hearing.plan
    ordinary = HearingKind(hearing.kind) is HearingKind.ORDINARY
    kind = _("Høring") if ordinary else str(hearing.kind_label)
    deadline = _("Frist for å svare er til og med %(day)s.", day=i18n.date_full(hearing.last_day))
    return Document(
        kind=HEARING,
        ref=str(hearing.id),
        municipality=plan.municipality.slug,
        hearing=plan.key,
        title=f"{kind}: {hearing.title}",
        text="\n".join(part for part in (deadline, plan.summary) if part),
        url=hearing_path(hearing),
        date=hearing.first_day,
        language=plan.language,
        aliases=f"{plan.case_number} {hearing.decided_case} runde {hearing.round}",
    )


providers = (Hearings(),)
