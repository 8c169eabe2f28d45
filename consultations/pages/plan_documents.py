"""Plan pages as published documents, so that whoever searches for a plan finds the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from app import clock
from app.extensions import db
from app.planner_text import words_of
from app.published import Document
from consultations.hearings.address import plan_path
from consultations.plans.attachment import Attachment
from consultations.plans.plan import PLAN, Plan

# The headings that planners write with lists and links, in the order of the page.
TEXTS = ("can_influence", "is_fixed", "purpose", "background", "target_group", "actions", "involved", "timing")


class Plans:
    """Plans whose page people may see. Their reference is the row's number."""

    kind = PLAN

    def load(self, refs: Sequence[str]) -> dict[str, Document]:
        ids = [int(ref) for ref in refs if ref.isdigit()]
        plans = db.session.scalars(_public_plans().where(Plan.id.in_(ids)).options(joinedload(Plan.municipality))).all()
        files = _titles_of_files([plan.id for plan in plans])
        return {str(plan.id): _document(plan, files.get(plan.id, [])) for plan in plans}

    def refs(self) -> Iterator[str]:
        return (str(one) for one in db.session.scalars(_public_plans().with_only_columns(Plan.id)).all())


def _public_plans() -> Select[Plan]:
    return db.select(Plan).where(Plan.public_since.is_not(None)).order_by(Plan.id)


def _titles_of_files(plan_ids: list[int]) -> dict[int, list[str]]:
    """Titles of the files that count, by plan."""
    query = db.select(Attachment.plan_id, Attachment.title).where(
        Attachment.plan_id.in_(plan_ids), Attachment.replaced_by_id.is_(None), Attachment.taken_down_at.is_(None)
    )
    titles: dict[int, list[str]] = {}
    for plan_id, title in db.session.execute(query.order_by(Attachment.id)):
        titles.setdefault(plan_id, []).append(title)
    return titles


def _document(plan: Plan, files: list[str]) -> Document:
    assert plan.public_since
    facts = (plan.summary, str(plan.type.label), plan.unit, plan.case_number)
    written = (words_of(getattr(plan, name)) for name in TEXTS)
    return Document(
        kind=PLAN,
        ref=str(plan.id),
        municipality=plan.municipality.slug,
        hearing=plan.key,
        title=plan.title,
        text="\n".join(part for part in (*facts, *written, *files) if part),
        url=plan_path(plan),
        date=clock.local(plan.public_since).date(),
        language=plan.language,
        aliases=plan.key.replace("-", " "),
    )


providers = (Plans(),)
