"""The start page's shelves: open now, upcoming, in progress, finished."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing, Stage, public_hearings

ENDED_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Shelves:
    """Hearings as people look for them. Ended ones come in pages."""

    open: list[Hearing]
    upcoming: list[Hearing]
    ended: list[Hearing]
    page: int
    pages: int


def shelves(municipality_id: int, page: int) -> Shelves:
    """The hearings of a municipality; `page` counts pages of ended hearings from 1."""
    now = clock.now()
    every = public_hearings(municipality_id)
    ended = every.where(Hearing.closes_at <= now)
    current = db.session.scalars(every.where(Hearing.closes_at > now)).all()
    return Shelves(
        open=sorted((one for one in current if one.stage is Stage.OPEN), key=lambda one: one.closes_at),
        upcoming=sorted((one for one in current if one.stage is not Stage.OPEN), key=lambda one: one.opens_at),
        ended=list(db.session.scalars(ended.limit(ENDED_A_PAGE).offset((page - 1) * ENDED_A_PAGE))),
        page=page,
        pages=-(-_count(ended) // ENDED_A_PAGE),
    )


def _count(query: Select[Hearing]) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(query.order_by(None).subquery())) or 0
