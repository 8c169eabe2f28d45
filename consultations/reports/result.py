"""What became of it all: changes, overturned points and refusals – proposed until the case is closed, then decided.

A decided case is told from its outcomes, which nothing that comes later changes; before that from the proposals.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_
from sqlalchemy.orm import aliased

from app.extensions import db
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.amendment import amendments
from consultations.outcomes.decision import REJECTED, Decision, decisions
from consultations.outcomes.departure import Departure, last_departures
from consultations.outcomes.outcome import Outcome
from consultations.outcomes.settlement import expected, settling_decision
from consultations.outcomes.standing import changing
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.points.verdict import label, outcome_label
from consultations.reports.summary import ChangedText, Declined, Overturned

from .citation import cited_by
from .findings import change_of, changes, declined, unseen, wished
from .proposed import Followed, proposals
from .wording import spoken


@dataclass(frozen=True, slots=True)
class Result:
    """The parts of a summary that tell what is proposed, or what was decided.

    `overturned_points` counts the points of `overturned`; `decided_on_plan` is False where the plan was not adopted.
    """

    decided: bool
    changes: tuple[ChangedText, ...] = ()
    overturned: tuple[Overturned, ...] = ()
    declined: tuple[Declined, ...] = ()
    overturned_points: int = 0
    decided_on_plan: bool = True


def result_of(hearing: Hearing, places: dict[str, Section], cut_off: datetime | None) -> Result:
    """What stands today; what is proposed, on what was received by the cut-off."""
    decision = settling_decision(hearing)
    if decision is not None:
        return decided_by(decision, places)
    chain = changing(decisions(hearing))
    departed, followed = _departed(last_departures(chain)), proposals(hearing, cut_off)
    return Result(
        decided=False,
        changes=changes(hearing, followed, places),
        overturned=_overturned(departed, places),
        declined=declined(hearing, followed, places),
    )


def decided_by(decision: Decision, places: dict[str, Section]) -> Result:
    """What a decision makes of it all: as it was settled, or as it will be when the case is closed on it."""
    if decision.result == REJECTED:
        return Result(decided=True, decided_on_plan=False)
    hearing, chain = decision.hearing, changing(decisions(decision.hearing))
    ended = (_settled() if hearing.closed_case_at else expected(decision)).subquery()
    of_points = db.select(Point.id).join(ended, ended.c.point_id == Point.id).where(Point.hearing_id == hearing.id)
    proposed = aliased(Assessment)
    as_proposed = (
        of_points.join(proposed, proposed.id == Point.assessment_id)
        .where(ended.c.departure_id.is_(None), ended.c.verdict == proposed.verdict)
        .add_columns(Point.assessment_id.label("key"))
    )
    followed = Followed(as_proposed, Assessment.id.in_(as_proposed.with_only_columns(Point.assessment_id)))
    departed = of_points.where(ended.c.departure_id.is_not(None)).add_columns(ended.c.departure_id.label("key"))
    return Result(
        decided=True,
        changes=changes(hearing, followed, places, *_own(departed, chain, places)),
        overturned=_overturned(departed, places),
        declined=declined(hearing, followed, places),
        overturned_points=db.session.scalar(db.select(db.func.count()).select_from(departed.subquery())) or 0,
    )


def _settled() -> Select[Any]:
    return db.select(Outcome.point_id, Outcome.verdict, Outcome.departure_id)


def _departed(last: Select[Any]) -> Select[Any]:
    """Points on which a body wants something else, by departure, before anything is settled."""
    found = last.subquery()
    return (
        db.select(found.c.point_id.label("id"), found.c.departure_id.label("key"))
        .join(Departure, Departure.id == found.c.departure_id)
        .where(Departure.verdict.is_not(None))
    )


def _own(departed: Select[Any], chain: list[Decision], places: dict[str, Section]) -> list[ChangedText]:
    """Changes that the bodies made: instead of what was proposed, and by themselves."""
    cited = cited_by(departed)
    query = db.select(Departure).where(
        Departure.id.in_(cited), or_(Departure.text_before != "", Departure.text_after != "")
    )
    told = [
        change_of(
            places,
            one.section_key,
            one.text_before,
            one.text_after,
            cited[one.id].listed(),
            by=one.decision.body.name,
            note=one.note,
        )
        for one in db.session.scalars(query.order_by(Departure.id))
    ]
    return told + [
        change_of(places, one.section_key, one.text_before, one.text_after, by=one.decision.body.name, note=one.note)
        for one in amendments(chain)
        if one.dropped_by_id is None
    ]


def _overturned(departed: Select[Any], places: dict[str, Section]) -> tuple[Overturned, ...]:
    """Each departure with what was asked for, proposed and decided; those with most points first."""
    cited, wishes, proposed = cited_by(departed), wished(departed, places), _proposed(departed)
    found = db.session.scalars(db.select(Departure).where(Departure.id.in_(cited)).order_by(Departure.id))
    return tuple(
        Overturned(
            wish=wishes.get(one.id, unseen()),
            proposed=", ".join(proposed.get(one.id, ())),
            decided=outcome_label(one.verdict or ""),
            by=one.decision.body.name,
            reason=spoken(one.note.strip()),
            numbers=cited[one.id].listed(),
        )
        for one in sorted(found, key=lambda one: (-cited[one.id].total, one.id))
    )


def _proposed(departed: Select[Any]) -> dict[int, list[str]]:
    """By departure, the verdicts that the administration proposed for its points."""
    chosen = departed.subquery()
    query = (
        db.select(chosen.c.key, Assessment.verdict)
        .join(Point, Point.id == chosen.c.id)
        .join(Assessment, Assessment.id == Point.assessment_id)
        .where(Assessment.verdict.is_not(None))
        .distinct()
        .order_by(chosen.c.key, Assessment.verdict)
    )
    found: dict[int, list[str]] = {}
    for key, verdict in db.session.execute(query):
        found.setdefault(key, []).append(label(verdict))
    return found
