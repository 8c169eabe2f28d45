"""A round whose case a body sent back says what happened to it, wherever its stage is told."""

from __future__ import annotations

import pytest
from flask import Flask

from app.extensions import db
from consultations.hearings.hearing import SentBack
from consultations.outcomes.decision import decisions
from consultations.outcomes.office import cases_before_the_bodies
from tests import factories
from tests.consultations.outcomes.cases import decided, released_case
from tests.pages import Visitor

ROUND = "/storvik/horinger/boligsosial-plan/runde/1/"
WORDS = {SentBack.POSTPONED: "Utsatt", SentBack.RETURNED: "Sendt tilbake", SentBack.NEW_HEARING: "Ført til ny høring"}
BEFORE_THE_BODIES = "Til politisk behandling"


@pytest.mark.parametrize("result", list(SentBack))
def test_the_tag_tells_it_until_the_case_goes_on(app: Flask, result: SentBack) -> None:
    with app.app_context():
        hearing = released_case()
        decided(hearing, "executive", "recommendation", result, days_ago=2)
        db.session.commit()
    for path in (ROUND, f"{ROUND}resultat", "/storvik/"):
        page = Visitor(app).get(path)
        assert WORDS[result] in page.text
        assert BEFORE_THE_BODIES not in page.text
    with app.app_context():
        decided(db.session.get_one(type(hearing), 1), "executive", "recommendation", "as_proposed", days_ago=1)
        db.session.commit()
    assert BEFORE_THE_BODIES in Visitor(app).get(ROUND).text


def test_a_round_that_led_to_a_new_one_waits_for_nobody(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        home = hearing.plan.municipality
        hearing.meetings = factories.meetings((home.body("executive"), None), (home.body("assembly"), None))
        assert cases_before_the_bodies(home.id) == 1
        decided(hearing, "executive", "recommendation", SentBack.NEW_HEARING, days_ago=2)
        assert cases_before_the_bodies(home.id) == 0
        assert [one.sentence for one in decisions(hearing)] == [
            "Formannskapet vil ha en ny høring før planen blir vedtatt."
        ]
        draft = factories.version(hearing.plan, ("Leiligheter",), number=2)
        factories.hearing(hearing.plan, draft, opens_in=-2, round=2, kind="new")
        db.session.commit()
    page = Visitor(app).get(ROUND)
    assert "Kommunestyret" not in " ".join(step.text_content() for step in page.select(".timeline .title"))
    assert WORDS[SentBack.NEW_HEARING] in page.text
    rounds = Visitor(app).get("/storvik/horinger/boligsosial-plan/").select(".rounds li")
    assert any(WORDS[SentBack.NEW_HEARING] in one.text_content() for one in rounds)
