"""What people have read is corrected for everybody to see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from app import clock
from app.extensions import db
from consultations.hearings.dates import DatesRefused
from consultations.hearings.decision_to_hear import DecisionToHear, NotAnnounced, correct_decision_to_hear
from consultations.hearings.hearing import Hearing
from consultations.plans.correction import ReasonMissing
from consultations.plans.editing import change_plan
from consultations.plans.plan import make_public
from consultations.plans.status_log import log_of
from tests import factories
from tests.pages import Visitor

TODAY = date(2026, 11, 2)
PLAN = "/storvik/arbeid/planer/boligsosial-plan/"
PUBLIC = "/storvik/horinger/boligsosial-plan/"


@pytest.fixture
def hearing(app: Flask) -> Iterator[Hearing]:
    with clock.set_to(clock.at_local(TODAY)), app.test_request_context("/"):
        home = factories.municipality()
        made = factories.hearing(factories.plan(home.id, summary="Kort."), opens_in=-3)
        db.session.commit()
        yield made


@pytest.fixture
def planner(app: Flask) -> Iterator[Visitor]:
    with clock.set_to(clock.at_local(TODAY)):
        with app.app_context():
            home = factories.municipality()
            factories.user(home.id, "planner")
            factories.hearing(factories.plan(home.id, summary="Kort."), opens_in=-3)
            db.session.commit()
        visitor = Visitor(app)
        visitor.sign_in("planner@example.no")
        yield visitor


def words(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


def test_a_plan_that_nobody_knows_of_is_simply_changed(hearing: Hearing) -> None:
    draft = factories.plan(hearing.municipality_id, "Ny plan")
    change_plan(draft, purpose="Bedre boliger")
    assert log_of(draft) == []


def test_before_anything_is_announced_only_what_people_cite_is_corrected(hearing: Hearing) -> None:
    shown = factories.plan(hearing.municipality_id, "Klimaplan", purpose="Kutte utslipp")
    make_public(shown)
    change_plan(shown, purpose="Kutte utslippene", contact_name="Nils Ny", case_number="2026/12")
    assert log_of(shown) == []
    with pytest.raises(ReasonMissing):
        change_plan(shown, case_number="2026/21")
    change_plan(shown, None, "Tastefeil", purpose="Mindre utslipp", case_number="2026/21")
    assert [line.correction.label for line in log_of(shown) if line.correction] == ["Saksnummer"]


def test_what_is_announced_is_corrected_word_by_word(hearing: Hearing) -> None:
    with pytest.raises(ReasonMissing):
        change_plan(hearing.plan, purpose="Bedre boliger")


def test_a_correction_says_what_stood_there_and_why(hearing: Hearing) -> None:
    change_plan(hearing.plan, None, "Skrivefeil", title="Boligsosial handlingsplan", plan_type="annet")
    lines = [line.correction for line in log_of(hearing.plan)]
    assert [(one.label, one.before, one.after, one.reason, one.on_date) for one in lines if one] == [
        ("Tittel", "Boligsosial plan", "Boligsosial handlingsplan", "Skrivefeil", TODAY),
        ("Plantype", "Temaplan, fagplan eller strategi", "Annen høring", "Skrivefeil", TODAY),
        ("Hjemmel", "", "Kommunens eget vedtak", "Skrivefeil", TODAY),
    ]


def test_no_correction_without_a_reason(hearing: Hearing) -> None:
    with pytest.raises(ReasonMissing):
        change_plan(hearing.plan, None, "  ", title="Noe annet")
    assert hearing.plan.title == "Boligsosial plan"
    change_plan(hearing.plan, None, "", title="Boligsosial plan")  # nothing is changed
    assert log_of(hearing.plan) == []


def test_a_planner_corrects_the_page_and_everybody_sees_it(planner: Visitor) -> None:
    form = planner.get(f"{PLAN}rediger").form("Lagre")
    refused = form.send(title="Boligsosial handlingsplan")
    assert refused.status == 400
    assert "Skriv hvorfor det rettes." in refused.select("#reason-feil")[0].text_content()
    assert refused.form("Lagre").values["title"] == "Boligsosial handlingsplan"
    refused.form("Lagre").send(reason="Planen har skiftet navn.")
    public = words(planner.get(PUBLIC).text)
    assert "2. november 2026 Rettet: Tittel. Før: Boligsosial plan Nå: Boligsosial handlingsplan." in public
    assert "Grunn: Planen har skiftet navn. (Kari Planner)" in public
    assert "Rettet: Tittel." in words(planner.get(PLAN).text)


def test_a_long_text_is_kept_as_it_was(planner: Visitor) -> None:
    long, longer = "Kommunen trenger boliger. " * 10, "Kommunen trenger mange boliger. " * 10
    planner.get(f"{PLAN}rediger").form("Lagre").send(background=long, reason="Mer om bakgrunnen")
    planner.get(f"{PLAN}rediger").form("Lagre").send(background=longer, reason="Feil tall")
    (earlier,) = planner.get(PUBLIC).select(".status-log details")
    assert long.strip() in words(earlier.text_content())


def test_a_type_that_does_not_do_is_refused_at_its_field(planner: Visitor) -> None:
    page = planner.get(f"{PLAN}rediger").form("Lagre").send(plan_type="reguleringsplan", reason="Feil type")
    assert page.status == 409
    assert "Runde 1 er kunngjort" in page.select("#plan_type-feil")[0].text_content()


def test_the_decision_to_hear_is_corrected_with_its_date_and_case(planner: Visitor) -> None:
    page = planner.get(PLAN).link("Rett vedtaket")
    values = {"decided_on": "13.10.2026", "decided_case": "PS 13/26", "reason": "Feil møte"}
    page.form("Lagre rettelsen").send(**values)
    public = words(planner.get(PUBLIC).text)
    assert "Rettet: Vedtak om høring: Dato." in public
    assert "Nå: 13. oktober 2026." in public
    assert "Rettet: Vedtak om høring: Saksnummer. Før: PS 12/26 Nå: PS 13/26." in public
    assert "sak PS 13/26" in public
    again = planner.get(f"{PLAN}horing/1/vedtak")
    assert "Rettet tidligere" in again.text
    assert again.form("Lagre rettelsen").send(reason="").status == 400


def test_a_decision_is_not_corrected_to_after_the_opening(hearing: Hearing) -> None:
    wanted = DecisionToHear("Formannskapet", TODAY, "PS 12/26")
    with pytest.raises(DatesRefused):
        correct_decision_to_hear(hearing, wanted, "Feil dato", None)


def test_before_the_announcement_the_dates_are_changed_instead(hearing: Hearing) -> None:
    hearing.ready_at = None
    with pytest.raises(NotAnnounced):
        correct_decision_to_hear(hearing, DecisionToHear("Formannskapet", None, ""), "Feil", None)
