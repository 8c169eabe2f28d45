"""The start page's shelves: hearings open now, upcoming and finished; plans under way and adopted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from app import clock
from app.extensions import db
from app.paging import page_count
from consultations.hearings.hearing import Hearing, Stage, public_hearings
from consultations.plans.plan import Plan

ENDED_A_PAGE = 20
PLANS_AT_FIRST = 5
PLANS_A_PAGE = 30

UNDER_WAY, ADOPTED = "arbeid", "vedtatt"  # as addresses call the shelves


@dataclass(frozen=True, slots=True)
class PlanShelf:
    """Some of the plans of one kind. `total` counts all of them."""

    name: str
    plans: list[Plan]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Shelves:
    """Hearings as people look for them. Ended ones come in pages; of the plans the newest are here."""

    open: list[Hearing]
    upcoming: list[Hearing]
    ended: list[Hearing]
    page: int
    pages: int
    plans: list[PlanShelf]


def shelves(municipality_id: int, page: int) -> Shelves:
    """The hearings of a municipality; `page` counts pages of ended hearings from 1.

    The ended hearings of a plan that was adopted are found with the plan.
    """
    now = clock.now()
    every = public_hearings(municipality_id)
    ended = every.where(Hearing.closes_at <= now, Hearing.plan.has(Plan.adopted_on.is_(None)))
    current = db.session.scalars(every.where(Hearing.closes_at > now)).all()
    return Shelves(
        open=sorted((one for one in current if one.stage is Stage.OPEN), key=lambda one: one.closes_at),
        upcoming=sorted((one for one in current if one.stage is not Stage.OPEN), key=lambda one: one.opens_at),
        ended=list(db.session.scalars(ended.limit(ENDED_A_PAGE).offset((page - 1) * ENDED_A_PAGE))),
        page=page,
        pages=page_count(_count(ended), ENDED_A_PAGE),
        plans=[plan_shelf(municipality_id, name, 1, PLANS_AT_FIRST) for name in (UNDER_WAY, ADOPTED)],
    )


def plan_shelf(municipality_id: int, name: str, page: int, a_page: int = PLANS_A_PAGE) -> PlanShelf:
    """A page of the plans that people may know of: those without any hearing yet, or those that are adopted."""
    every = db.select(Plan).where(Plan.municipality_id == municipality_id, Plan.public_since.is_not(None))
    if name == ADOPTED:
        every = every.where(Plan.adopted_on.is_not(None)).order_by(Plan.adopted_on.desc(), Plan.id.desc())
    else:
        heard = db.select(Hearing.id).where(Hearing.plan_id == Plan.id, Hearing.ready_at.is_not(None))
        every = every.where(Plan.adopted_on.is_(None), ~heard.exists())
        every = every.order_by(Plan.public_since.desc(), Plan.id.desc())
    total = _count(every)
    plans = list(db.session.scalars(every.limit(a_page).offset((page - 1) * a_page)))
    return PlanShelf(name, plans, total, page, page_count(total, a_page))


def _count(query: Select[Any]) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(query.order_by(None).subquery())) or 0
