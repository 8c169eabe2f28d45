"""The course of a point: what was proposed, what each body made of it, and what stands.

One function answers «what became of this point»; pages, receipts and papers ask it and say it alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app.extensions import db
from app.i18n import date_long
from consultations.assessment.answer import Answer, released_answers
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import Decision, decisions
from consultations.outcomes.departure import DepartedPoint, Departure
from consultations.outcomes.outcome import Outcome
from consultations.outcomes.settlement import settling_decision
from consultations.outcomes.standing import changing
from consultations.points.point import Point, cited
from consultations.points.verdict import label, outcome_label


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence of the draft and the one that stands instead; an empty one: a new sentence, or one that goes out."""

    before: str
    after: str
    section_key: str | None

    def __bool__(self) -> bool:
        return bool(self.before or self.after)


@dataclass(frozen=True, slots=True)
class Treatment:
    """What one body made of the point. No verdict: it went back to what the administration proposed."""

    departure_id: int
    body: str
    kind: str
    on: date
    verdict: str | None
    note: str
    change: Change

    @property
    def title(self) -> str:
        """«Formannskapet, innstilling 24. november 2026»"""
        return f"{self.body}, {self.kind.lower()} {date_long(self.on)}"

    @property
    def label(self) -> str:
        return outcome_label(self.verdict) if self.verdict else _("Som administrasjonen foreslo")


@dataclass(frozen=True, slots=True)
class Course:
    """One point. `answer` is the administration's proposal, None where nobody wrote one.

    `treatments` are the departures of the decisions that stand, in order; `settled` the verdict that the case was
    closed with, `departure` the treatment it comes from where a body decided otherwise.
    """

    point_id: int
    number: str
    administration: str
    answer: Answer | None
    treatments: tuple[Treatment, ...] = ()
    settled: str | None = None
    decided_by: Decision | None = field(default=None, repr=False)
    departure: Treatment | None = None

    @property
    def is_decided(self) -> bool:
        return self.settled is not None

    @property
    def is_overturned(self) -> bool:
        """A body decided otherwise than the administration proposed, and that is what stands."""
        return self.departure is not None

    @property
    def state(self) -> str:
        """Whose word it is: «Forslag fra kommunedirektøren», «Vedtatt av Kommunestyret 9. februar 2027»."""
        if self.decided_by is None:
            return _("Forslag fra %(who)s", who=self.administration)
        moment = {"body": self.decided_by.body.name, "date": date_long(self.decided_by.decided_on)}
        return _("Avgjort av %(body)s %(date)s", **moment)

    @property
    def verdict(self) -> str | None:
        """The code of what stands; of what is proposed as long as nothing is decided."""
        return self.settled or (self.answer.verdict if self.answer else None)

    @property
    def label(self) -> str:
        return outcome_label(self.settled) if self.settled else label(self.verdict)

    @property
    def change(self) -> Change | None:
        """What changes in the plan: proposed until it is decided, then only what was adopted."""
        if self.departure is not None:
            return self.departure.change or None
        if self.answer is None or (self.settled and self.settled != self.answer.verdict):
            return None
        return Change(self.answer.change_before, self.answer.change, self.answer.change_section_key) or None


def courses(hearing: Hearing, comment_ids: Iterable[int]) -> dict[int, list[Course]]:
    """By comment id, the course of each of its points that has one; nothing before the assessments are released.

    Names nothing that is not public, except that the caller may show the comments it asks for, all of this hearing.
    """
    ids = list(comment_ids)
    if hearing.released_at is None or not ids:
        return {}
    proposed = {one.point_id: one for given in released_answers(hearing, ids).values() for one in given}
    treated, settled = _treatments(hearing, ids), _settled(hearing, ids)
    decided_by = settling_decision(hearing)
    found: dict[int, list[Course]] = defaultdict(list)
    for point in _points(ids):
        outcome = settled.get(point.id)
        if outcome or point.id in proposed or point.id in treated:
            course = Course(
                point_id=point.id,
                number=cited(point.number, point.remark, point.position, point.start_at is not None),
                administration=hearing.plan.municipality.administration_title,
                answer=proposed.get(point.id),
                treatments=(treatments := treated.get(point.id, ())),
                settled=outcome[0] if outcome else None,
                decided_by=decided_by if outcome else None,
                departure=_standing(treatments, outcome[1] if outcome else None),
            )
            found[point.comment_id].append(course)
    return dict(found)


def _standing(treatments: Sequence[Treatment], departure_id: int | None) -> Treatment | None:
    return next((one for one in treatments if one.departure_id == departure_id), None)


def _points(comment_ids: list[int]) -> Any:
    columns = (Point.id, Point.comment_id, Point.number, Point.remark, Point.position, Point.start_at)
    query = db.select(*columns).where(Point.comment_id.in_(comment_ids))
    return db.session.execute(query.order_by(Point.comment_id, Point.position))


def _settled(hearing: Hearing, comment_ids: list[int]) -> dict[int, tuple[str, int | None]]:
    """Verdict and departure by point, once the case is closed."""
    if hearing.closed_case_at is None:
        return {}
    query = (
        db.select(Outcome.point_id, Outcome.verdict, Outcome.departure_id)
        .join(Point, Point.id == Outcome.point_id)
        .where(Point.comment_id.in_(comment_ids))
    )
    return {row.point_id: (row.verdict, row.departure_id) for row in db.session.execute(query)}


def _treatments(hearing: Hearing, comment_ids: list[int]) -> dict[int, tuple[Treatment, ...]]:
    """By point, what the bodies whose decisions stand made of it, in the order of the chain."""
    chain = {one.id: one for one in changing(decisions(hearing))}
    query = (
        db.select(DepartedPoint.point_id, Departure)
        .join(Departure, Departure.id == DepartedPoint.departure_id)
        .join(Point, Point.id == DepartedPoint.point_id)
        .where(Point.comment_id.in_(comment_ids), DepartedPoint.decision_id.in_(chain))
    )
    rows = sorted(db.session.execute(query), key=lambda row: list(chain).index(row[1].decision_id))
    found: dict[int, tuple[Treatment, ...]] = {}
    for point_id, departure in rows:
        found[point_id] = (*found.get(point_id, ()), treatment(departure, chain[departure.decision_id]))
    return found


def treatment(departure: Departure, decision: Decision) -> Treatment:
    """What a departure says, with the body that made it."""
    return Treatment(
        departure_id=departure.id,
        body=decision.body.name,
        kind=decision.kind_label,
        on=decision.decided_on,
        verdict=departure.verdict,
        note=departure.note,
        change=Change(departure.text_before, departure.text_after, departure.section_key),
    )
