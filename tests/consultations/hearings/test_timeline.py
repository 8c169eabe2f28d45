"""The steps of a hearing, as they stand at each stage."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from app import clock
from app.municipalities import body
from app.municipalities.body import ASSEMBLY, COUNCIL, EXECUTIVE, Body
from app.municipalities.municipality import Municipality
from consultations.hearings.hearing import Hearing
from consultations.hearings.timeline import timeline
from tests import factories


@pytest.fixture
def home(app: Flask) -> Iterator[Municipality]:
    with app.app_context():
        yield factories.municipality()


def ours(home: Municipality, kind: str) -> Body:
    held = home.body(kind)
    assert held
    return held


def heard(home: Municipality, *meetings: tuple[str, date | str | None], **facts: object) -> Hearing:
    planned = factories.meetings(*((ours(home, kind), when) for kind, when in meetings))
    return factories.hearing(factories.plan(home.id), meetings=planned, **({"opens_in": -60} | facts))  # type: ignore[arg-type]


def titles(hearing: Hearing) -> list[tuple[str, str]]:
    return [(step.title, step.state) for step in timeline(hearing)]


@pytest.mark.parametrize(
    ("opens_in", "now"), [(9, "Kunngjort"), (-3, "Høringen er åpen"), (-60, "Innspillene blir vurdert")]
)
def test_one_step_is_now(home: Municipality, opens_in: int, now: str) -> None:
    assert [title for title, state in titles(heard(home, opens_in=opens_in)) if state == "now"] == [now]


def test_nothing_that_is_months_ahead_is_now(home: Municipality) -> None:
    steps = timeline(heard(home, (EXECUTIVE, None), opens_in=70))
    (now,) = (step for step in steps if step.state == "now")
    assert now.day == clock.today()


def test_released_assessments_are_done_with_their_date(home: Municipality) -> None:
    soon = clock.today() + timedelta(days=3)
    hearing = heard(home, (EXECUTIVE, soon), released_at=clock.now() - timedelta(days=1))
    assert titles(hearing)[-2:] == [("Innspillene er vurdert", "done"), ("Formannskapet", "planned")]


def test_steps_stand_in_the_order_of_the_calendar(home: Municipality) -> None:
    """The council met after the deadline, and the assessments were released after that."""
    council = clock.today() - timedelta(days=15)
    hearing = heard(home, (COUNCIL, council), released_at=clock.now() - timedelta(days=2))
    assert [title for title, _state in titles(hearing)][-3:] == [
        "Frist for innspill",
        "Eldrerådet",
        "Innspillene er vurdert",
    ]
    days = [step.day for step in timeline(hearing)]
    assert days == sorted(days)


def test_a_closed_case_waits_for_no_meeting(home: Municipality) -> None:
    later = clock.today() + timedelta(days=9)
    facts = {"released_at": clock.now(), "closed_case_at": clock.now()}
    hearing = heard(home, (COUNCIL, clock.today()), (ASSEMBLY, later), **facts)
    assert {title for title, _state in titles(hearing)} >= {"Innspillene er vurdert", "Eldrerådet"}
    assert "Kommunestyret" not in dict(titles(hearing))


def test_a_body_that_decided_stands_on_the_day_it_really_did(home: Municipality) -> None:
    board, met = ours(home, EXECUTIVE), clock.today() - timedelta(days=1)
    hearing = heard(home, (EXECUTIVE, clock.today() - timedelta(days=8)), released_at=clock.now() - timedelta(days=9))
    assert titles(hearing)[-1] == ("Formannskapet", "planned")  # the day has passed, and nothing was decided
    step = timeline(hearing, {board.id: met})[-1]
    assert (step.title, step.state, step.day) == ("Formannskapet", "done", met)


def test_councils_that_meet_together_share_a_step(home: Municipality) -> None:
    youth = body.establish(home.id, COUNCIL, "Ungdomsrådet")
    day = clock.today() + timedelta(days=3)
    planned = factories.meetings((ours(home, COUNCIL), day), (youth, day))
    steps = timeline(factories.hearing(factories.plan(home.id), meetings=planned))
    assert [step.note for step in steps if step.title == "Råd og utvalg"] == ["Eldrerådet, Ungdomsrådet"]


def test_dates_are_told_as_well_as_they_are_known(home: Municipality) -> None:
    with clock.set_to(clock.at_local(date(2026, 11, 2))):
        hearing = heard(home, (COUNCIL, "uke 4 2027"), (EXECUTIVE, "mars 2027"), (ASSEMBLY, "våren 2027"), opens_in=-3)
        told = {step.title: step.when.replace("\xa0", " ") for step in timeline(hearing)}
    assert told["Eldrerådet"] == "uke 4 (25.–31. januar 2027)"
    assert (told["Formannskapet"], told["Kommunestyret"]) == ("mars 2027", "våren 2027")
    assert list(told)[-3:] == ["Innspillene blir vurdert", "Formannskapet", "Kommunestyret"]


def test_a_meeting_without_a_date_says_so(home: Municipality) -> None:
    step = timeline(heard(home, (EXECUTIVE, None), opens_in=-3))[-1]
    assert (step.title, step.when, step.state) == ("Formannskapet", "Datoen er ikke satt", "planned")


def test_a_draft_that_came_late_stands_on_the_day_it_came(home: Municipality) -> None:
    late = clock.now() - timedelta(days=2)
    hearing = heard(home, opens_in=-10, draft_given_at=late)
    (step,) = (step for step in timeline(hearing) if step.title == "Utkast publisert")
    assert step.day == clock.local(late).date()
    assert step.was
