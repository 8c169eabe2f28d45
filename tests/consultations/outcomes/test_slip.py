"""A slip in a decision of a closed case: corrected with a reason, for everybody to see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.accounts import PLANNER
from app.extensions import db
from app.municipalities.body import ASSEMBLY
from consultations.outcomes.correction import CaseOpen, correct_slip, slips
from consultations.outcomes.decision import RESOLUTION, Decision
from consultations.outcomes.recording import Minutes, WrongDate, record_decision
from consultations.plans.correction import ReasonMissing
from tests import factories
from tests.pages import Visitor

PUBLIC = "/storvik/horinger/boligsosial-plan/"


def decided(closed: bool = True) -> Decision:
    home = factories.municipality()
    factories.user(home.id, PLANNER)
    hearing = factories.hearing(
        factories.plan(home.id), opens_in=-90, days=40, released_at=clock.now() - timedelta(days=30)
    )
    body = home.body(ASSEMBLY)
    assert body
    day = clock.today() - timedelta(days=5)
    made = record_decision(hearing, Minutes(body.id, RESOLUTION, "as_proposed", day, "PS 4/27", "Planen vedtas."))
    hearing.closed_case_at = clock.now() if closed else None
    db.session.commit()
    return made


@pytest.fixture
def decision(app: Flask) -> Iterator[Decision]:
    with app.test_request_context("/"):
        yield decided()


def test_the_slip_and_its_reason_are_kept(decision: Decision) -> None:
    before = decision.decided_on
    correct_slip(decision, before - timedelta(days=1), "PS 5/27", "Feil i protokollen", None)
    assert (decision.decided_on, decision.case_number) == (before - timedelta(days=1), "PS 5/27")
    assert next((one.label, one.before, one.after) for one in slips(decision)) == (
        "Kommunestyret, vedtak: Saksnummer",
        "PS 4/27",
        "PS 5/27",
    )


def test_a_slip_takes_a_reason_and_a_day_on_which_the_body_can_have_met(decision: Decision) -> None:
    with pytest.raises(ReasonMissing):
        correct_slip(decision, decision.decided_on, "PS 5/27", " ", None)
    for day in (decision.hearing.last_day, clock.today() + timedelta(days=1)):
        with pytest.raises(WrongDate):
            correct_slip(decision, day, "PS 4/27", "Feil", None)
    assert slips(decision) == []


def test_an_open_case_is_corrected_in_its_own_form(decision: Decision) -> None:
    decision.hearing.closed_case_at = None
    with pytest.raises(CaseOpen):
        correct_slip(decision, decision.decided_on, "PS 5/27", "Feil", None)


def test_a_planner_corrects_it_and_everybody_sees_it(app: Flask) -> None:
    with app.app_context():
        ref = decided().ref
    planner = Visitor(app)
    planner.sign_in(f"{PLANNER}@example.no")
    form = planner.get(f"/storvik/arbeid/vedtak/boligsosial-plan/{ref}").link("Rett dato").form("Lagre rettelsen")
    assert form.send(case_number="PS 9/27").status == 400
    assert "Feil i protokollen" in form.send(case_number="PS 9/27", reason="Feil i protokollen").link("Rett dato").text
    assert "Kommunestyret, vedtak: Saksnummer. Før: PS 4/27 Nå: PS 9/27." in " ".join(
        Visitor(app).get(PUBLIC).text.replace("\xa0", " ").split()
    )
