"""The steps of a hearing, as they stand at each stage."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from consultations.hearings.timeline import timeline
from tests import factories


@pytest.mark.parametrize(
    ("opens_in", "now"),
    [(9, "Utkast blir publisert"), (-3, "Høringen er åpen"), (-60, "Innspillene blir vurdert")],
)
def test_one_step_is_now(app: Flask, opens_in: int, now: str) -> None:
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id), opens_in=opens_in)
        assert [step.title for step in timeline(hearing) if step.state == "now"] == [now]


def test_released_assessments_are_done_with_their_date(app: Flask) -> None:
    with app.app_context():
        facts = {"released_at": clock.now() - timedelta(days=1), "executive_on": clock.today() + timedelta(days=3)}
        hearing = factories.hearing(factories.plan(factories.municipality().id), opens_in=-60, **facts)
        steps = timeline(hearing)
    assert [(step.title, step.state) for step in steps[-2:]] == [
        ("Innspillene er vurdert", "done"),
        ("Formannskapet", "planned"),
    ]


def test_a_closed_case_waits_for_no_meeting(app: Flask) -> None:
    with app.app_context():
        facts = {"released_at": clock.now(), "closed_case_at": clock.now(), "councils_on": clock.today()}
        later = {"assembly_on": clock.today() + timedelta(days=9)}
        hearing = factories.hearing(factories.plan(factories.municipality().id), opens_in=-60, **facts, **later)
        steps = timeline(hearing)
    assert [(step.title, step.state) for step in steps[-2:]] == [
        ("Innspillene er vurdert", "done"),
        ("Råd og utvalg", "done"),
    ]
