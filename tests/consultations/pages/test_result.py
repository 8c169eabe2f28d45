"""The result page: dette spurte vi om – dette sa dere – dette gjorde vi."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.extensions import db
from app.i18n import date_full
from app.municipalities import body
from consultations.assessment.release import release
from consultations.hearings.hearing import Hearing
from consultations.outcomes.recording import Minutes, record_decision
from consultations.outcomes.settlement import settle
from consultations.statements.publication import withhold
from consultations.statements.reason_class import ReasonClass
from tests import factories
from tests.consultations.reports.cases import RESULT, answer, closed_hearing, received
from tests.pages import Visitor

FRONT = RESULT.removesuffix("resultat")


@pytest.fixture
def hearing(app: Flask) -> int:
    """An answered hearing that is not released yet."""
    with app.app_context():
        made = closed_hearing()
        answer(received(made, "Bygg flere små boliger.", sections=("boliger",)), theme="Boliger")
        asked = received(made, "Bygg badeland.")
        answer(asked, verdict="rejected", reason="Det er ikke råd til det.")
        db.session.commit()
        return made.id


def release_it(app: Flask, hearing_id: int) -> None:
    with app.app_context():
        release(found(hearing_id))
        db.session.commit()


def found(hearing_id: int) -> Hearing:
    hearing = db.session.get(Hearing, hearing_id)
    assert hearing
    return hearing


def test_there_is_no_result_before_the_assessments_are_released(app: Flask, visitor: Visitor, hearing: int) -> None:
    assert visitor.get(RESULT).status == 404
    assert "resultat" not in visitor.get(FRONT).body


def test_after_the_release_everybody_reads_what_was_said_and_is_proposed(
    app: Flask, visitor: Visitor, hearing: int
) -> None:
    visitor.get(FRONT)
    release_it(app, hearing)
    page = visitor.get(FRONT).link("Resultatet av høringen")
    assert page.h1 == "Resultatet av høringen: Boligsosial plan"
    headings = [heading.text_content() for heading in page.select("main h2")]
    assert headings == [
        "Forslag til endringer i planen",
        "Foreslått ikke tatt til følge",
        "Dette sa dere",
        "Dette spurte vi om",
    ]
    for words in (
        "Flere skal få et hjem.",
        "«noen» blir «minst tolv»",
        "«Bygg badeland.»",
        "Det er ikke råd til det.",
        "Ingen har avgjort saken ennå.",
    ):
        assert words in page.text
    assert len(page.select(".chart")) == len(page.select(".chart table")) == 5


def test_what_each_body_decided_stands_with_date_case_and_text(app: Flask, visitor: Visitor, hearing: int) -> None:
    with clock.set_to(clock.now() - timedelta(days=3)):
        release_it(app, hearing)
    with app.app_context():
        case, today = found(hearing), clock.today()
        home = case.plan.municipality
        days = [today - timedelta(days=2), today - timedelta(days=1)]
        for kind, way, day, result in (
            (body.EXECUTIVE, "recommendation", days[0], "as_proposed"),
            (body.ASSEMBLY, "resolution", days[1], "changed"),
        ):
            who = home.body(kind)
            assert who
            last = record_decision(case, Minutes(who.id, way, result, day, "PS 4/27", f"Slik vil {who.name} ha det."))
        settle(last)
        db.session.commit()
        told = [" ".join(date_full(day).split()) for day in days]
    page = visitor.get(RESULT)
    assert "Formannskapet: innstilling" in page.text
    assert f"Formannskapet innstilte på å vedta planen som foreslått. {told[0]} · sak PS 4/27" in page.text
    assert "Kommunestyret: vedtak" in page.text
    assert f"Kommunestyret vedtok planen med endringer. {told[1]} · sak PS 4/27" in page.text
    assert "Slik vil Kommunestyret ha det." in page.text
    assert "Hva ble utfallet?" in page.text
    assert "Dette ble ikke tatt til følge, og hvorfor" in page.text
    assert "foreslår" not in page.text


def test_a_number_leads_to_the_remark_or_its_tombstone(app: Flask, visitor: Visitor, hearing: int) -> None:
    with app.app_context():
        withhold(received(found(hearing), "Skjult"), ReasonClass.ABUSE)
        db.session.commit()
    assert "Bygg badeland." in visitor.get(f"{FRONT}merknad/2-1").text
    assert visitor.get(f"{FRONT}merknad/2-1b", follow=False).headers["Location"].endswith("#merknad-2-1")
    hidden = visitor.get(f"{FRONT}merknad/3-1")
    assert "Skjult" not in hidden.text
    assert str(ReasonClass.ABUSE.tombstone) in hidden.text
    assert [visitor.get(f"{FRONT}merknad/{odd}").status for odd in ("x", "1-1-1", "٣-١", "1" * 30)] == [404] * 4


def test_another_municipality_has_no_such_result(app: Flask, visitor: Visitor, hearing: int) -> None:
    release_it(app, hearing)
    with app.app_context():
        factories.municipality("Lillevik kommune")
        db.session.commit()
    assert visitor.get(RESULT.replace("storvik", "lillevik")).status == 404
