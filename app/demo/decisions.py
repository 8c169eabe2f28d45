"""What the demo's bodies decide on the outdoor plan, from the release of the assessments to the end of the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from app.demo.assessments import decision
from app.demo.event import Event
from app.demo.hearings import Story
from app.extensions import db
from consultations.assessment.point import Point
from consultations.assessment.release import release
from consultations.outcomes.amendment import amend
from consultations.outcomes.closing import closing_under_way
from consultations.outcomes.decision import CHANGED, RECOMMENDATION, RESOLUTION, Decision, Minutes, record_decision
from consultations.outcomes.decision import decisions as decisions_of
from consultations.outcomes.departure import Wording, depart
from consultations.outcomes.opening import write_opening
from consultations.outcomes.pause import carry_out, plan_closing
from consultations.statements.statement import Sender


def decisions(story: Story) -> Iterator[Event]:
    """Release, innstilling, vedtak."""
    yield story.event(story.times.executive - timedelta(days=8), 12, lambda: release(story.hearing))
    yield story.event(story.times.executive, 15, lambda: _recommend(story))
    yield story.event(story.times.assembly, 20, lambda: _resolve(story))
    yield story.event(story.times.assembly + timedelta(days=1), 9, lambda: _close(story))
    yield story.event(story.times.assembly + timedelta(days=1), 9, lambda: _carry_out(story), minute=30)


def _recommend(story: Story) -> None:
    minutes = _minutes(story, "executive", RECOMMENDATION, CHANGED, story.times.executive, decision("innstilling"))
    _amend(story, record_decision(story.hearing, minutes), "innstilling endring")


def _resolve(story: Story) -> None:
    text = "\n\n".join([decision("vedtak"), decision("votering")])
    minutes = _minutes(story, "assembly", RESOLUTION, CHANGED, story.times.assembly, text)
    made = record_decision(story.hearing, minutes)
    _amend(story, made, "vedtak endring")
    sender, verdict, note, section, before, after = decision("vedtak avvik").split("|")
    theirs = db.select(Sender.statement_id).where(Sender.organisation == sender)
    depart(made, Point.statement_id.in_(theirs), Wording(verdict, note, story.keys[section], before, after))


def _close(story: Story) -> None:
    last = decisions_of(story.hearing)[-1]
    write_opening(last, decision("innledning"))
    plan_closing(last)


def _carry_out(story: Story) -> None:
    closing = closing_under_way(story.hearing)
    assert closing is not None
    carry_out(closing)


def _amend(story: Story, made: Decision, kind: str) -> None:
    """A sentence of the draft and the one that the body put in its place."""
    section, before, after, note = decision(kind).split("|")
    amend(made, section_key=story.keys[section], text_before=before, text_after=after, note=note)


def _minutes(story: Story, kind: str, of: str, result: str, day: date, text: str) -> Minutes:
    body = story.home.municipality.body(kind)
    assert body is not None
    return Minutes(body.id, of, result, day, story.case_number(day), text)
