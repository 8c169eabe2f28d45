"""What the demo's bodies decide on the outdoor plan, from the release of the assessments to the end of the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from app.demo.assessments import decision
from app.demo.event import Event
from app.demo.hearings import Story
from consultations.assessment.release import release
from consultations.outcomes.decision import AS_PROPOSED, CHANGED, RECOMMENDATION, RESOLUTION, Minutes, record_decision
from consultations.outcomes.settlement import settle


def decisions(story: Story) -> Iterator[Event]:
    """Release, innstilling, vedtak."""
    yield story.event(story.times.executive - timedelta(days=8), 12, lambda: release(story.hearing))
    yield story.event(story.times.executive, 15, lambda: _recommend(story))
    yield story.event(story.times.assembly, 20, lambda: _resolve(story))


def _recommend(story: Story) -> None:
    minutes = _minutes(story, "executive", RECOMMENDATION, AS_PROPOSED, story.times.executive, decision("innstilling"))
    record_decision(story.hearing, minutes)


def _resolve(story: Story) -> None:
    text = "\n\n".join([decision("vedtak"), decision("votering")])
    minutes = _minutes(story, "assembly", RESOLUTION, CHANGED, story.times.assembly, text)
    settle(record_decision(story.hearing, minutes))


def _minutes(story: Story, kind: str, of: str, result: str, day: date, text: str) -> Minutes:
    body = story.home.municipality.body(kind)
    assert body is not None
    return Minutes(body.id, of, result, day, story.case_number(day), text)
