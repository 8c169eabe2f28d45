"""What the demo's bodies decide, from the release of the assessments to the end of the case or to another round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from app.demo.assessments import corrected_answer, decision, reopening
from app.demo.event import Event
from app.demo.hearings import Story
from app.extensions import db
from consultations.assessment.answering import content_of, rewrite
from consultations.assessment.release import release
from consultations.editions.order import order_edition, order_of
from consultations.hearings.lock import reopen
from consultations.outcomes.amendment import amend
from consultations.outcomes.closing import closing_under_way
from consultations.outcomes.decision import CHANGED, NEW_HEARING, RECOMMENDATION, RESOLUTION, Decision
from consultations.outcomes.decision import decisions as decisions_of
from consultations.outcomes.departure import Wording, depart
from consultations.outcomes.opening import write_opening
from consultations.outcomes.pause import carry_out, plan_closing
from consultations.outcomes.recording import Minutes, record_decision
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.reports.making import make_edition
from consultations.statements.statement import Sender


def decisions(story: Story) -> Iterator[Event]:
    """Release with edition 1, innstilling, a correction with edition 2, vedtak."""
    yield story.event(story.times.executive - timedelta(days=8), 12, lambda: _release(story))
    yield story.event(story.times.executive, 15, lambda: _recommend(story))
    yield story.event(story.times.executive + timedelta(days=3), 10, lambda: reopen(story.hearing, reopening()))
    yield story.event(story.times.executive + timedelta(days=3), 11, lambda: _correct(story))
    yield story.event(story.times.assembly, 20, lambda: _resolve(story))
    yield story.event(story.times.assembly + timedelta(days=1), 9, lambda: _close(story))
    yield story.event(story.times.assembly + timedelta(days=1), 9, lambda: _carry_out(story), minute=30)


def sent_on_hearing_again(story: Story) -> Iterator[Event]:
    """The first draft of the heritage plan: the assembly wants another one before it decides."""
    yield story.event(story.times.executive - timedelta(days=8), 12, lambda: _release(story))
    yield story.event(story.times.assembly, 20, lambda: _ask_for_another(story))


def _ask_for_another(story: Story) -> None:
    text = decision("vedtak", plan=story.name)
    record_decision(story.hearing, _minutes(story, "assembly", RESOLUTION, NEW_HEARING, story.times.assembly, text))


def _release(story: Story) -> None:
    release(story.hearing)
    _make_what_is_ordered(story)


def _correct(story: Story) -> None:
    """One answer is put right, and the assembly gets an edition that says so."""
    before, after, change = corrected_answer()
    mine = db.select(Assessment).where(Assessment.hearing_id == story.hearing.id, Assessment.text == before)
    wrong = db.session.scalars(mine).one()
    rewrite(story.hearing, wrong, replace(content_of(wrong), text=after, change=change), wrong.version)
    order_edition(story.hearing)
    _make_what_is_ordered(story)


def _make_what_is_ordered(story: Story) -> None:
    """The worker does it at once, that is at this instant of the story."""
    order = order_of(story.hearing)
    assert order is not None
    make_edition(order.ref)


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
