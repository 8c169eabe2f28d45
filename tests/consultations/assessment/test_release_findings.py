"""Nothing hidden gets out with the assessments: what was removed, names, and personal data in whatever is written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.accounts import PLANNER
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended
from consultations.assessment.answering import AnswerContent, answer
from consultations.assessment.late import decide_late
from consultations.assessment.release import MustBeConfirmed, release, start_assessment
from consultations.assessment.release_findings import ReleaseFindings, look_over
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import add_status
from consultations.points.hidden_words import Names
from consultations.points.point import Point
from consultations.points.theme import create_theme, rewrite_theme
from consultations.statements.publication import publish
from consultations.statements.removal import Passage
from tests import factories
from tests.pages import Visitor

DESK = "/storvik/arbeid/vurdering/boligsosial-plan/"
NAMES = "Ola, Kari, Per, Lise bor her."
NUMBER = "15507600333"


def case(*removed: Passage, text: str = NAMES, answered: str = "Takk.") -> Hearing:
    """A hearing under assessment with one answered remark of which passages were removed."""
    home = factories.municipality()
    factories.user(home.id, PLANNER)
    hearing = factories.hearing(factories.plan(home.id), opens_in=-50, days=40)
    made = factories.statement(hearing, text, received_at=hearing.opens_at)
    publish(made, {made.comments[0].id: removed})
    start_assessment(hearing)
    point = db.session.scalars(db.select(Point)).one()
    answer(hearing, [point], AnswerContent(answered, "noted"), {point.ref: point.version})
    return hearing


def told(found: ReleaseFindings) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    return {(one.kind, one.what) for one in found.stopping}, {(one.kind, one.words) for one in found.likely}


@pytest.mark.usefixtures("database")
def test_an_answer_that_quotes_several_removed_names_is_found_and_stops_the_release(app: Flask) -> None:
    with app.app_context():
        hearing = case(Passage(0, 3), Passage(5, 14), answered="Som dere skriver, bor Kari, Per der.")
        assert told(look_over(hearing))[0] == {("assessment", "removed")}
        with pytest.raises(TextMustBeMended):
            release(hearing)
        assert hearing.released_at is None


@pytest.mark.usefixtures("database")
def test_words_removed_are_found_however_they_are_spaced_and_where_they_are_withheld_since(app: Flask) -> None:
    with app.app_context():
        hearing = case(Passage(5, 14), answered="Vi har snakket med KARI,\n  Per om dette.")
        assert told(look_over(hearing))[0] == {("assessment", "removed")}
        statement = db.session.scalars(db.select(Point)).one().statement
        publish(statement, {})
        assert told(look_over(hearing))[0] == set()  # restored: everybody may read it


@pytest.mark.usefixtures("database")
def test_short_removed_names_and_names_of_senders_must_be_confirmed_wherever_they_stand(app: Flask) -> None:
    with app.app_context():
        hearing = case(Passage(0, 3), answered="Ola har rett, ola dunk har ikke. Kari Innbyggers forslag er godt.")
        theme = create_theme(hearing, "Ola")
        found = look_over(hearing)
        likely = {("assessment", "Ola"), ("assessment", "Kari Innbyggers"), ("theme", "Ola")}
        assert told(found) == (set(), likely)
        with pytest.raises(MustBeConfirmed):
            release(hearing)
        rewrite_theme(hearing, theme, name="Ola", synthesis="Ring 22 22 55 55.", version=1)
        with pytest.raises(MustBeConfirmed):
            release(hearing, confirmed=found.mark)  # something was written since
        release(hearing, confirmed=look_over(hearing).mark)
        assert hearing.released_at is not None


@pytest.mark.usefixtures("database")
def test_a_national_id_stops_the_release_wherever_it_stands(app: Flask) -> None:
    with app.app_context():
        hearing = case()
        point = db.session.scalars(db.select(Point)).one()
        point.summary = f"Ønsker bolig ({NUMBER})."
        create_theme(hearing, f"Om {NUMBER}")
        add_status(hearing.plan, clock.today(), f"Møte med {NUMBER}")
        late = factories.statement(hearing, received_at=hearing.closes_at + timedelta(days=1), late=True)
        late.late_reason = f"{NUMBER} ringte."
        legacy = factories.statement(hearing, sender_type="association", organisation=f"Velet {NUMBER}")
        legacy.sender.on_behalf_of = f"{NUMBER}"
        assert told(look_over(hearing))[0] == {
            (kind, "national_id") for kind in ("point", "theme", "plan", "late", "statement")
        }
        with pytest.raises(TextMustBeMended):
            release(hearing, "Haster")


@pytest.mark.usefixtures("database")
def test_what_is_public_at_once_takes_no_national_id(app: Flask) -> None:
    with app.app_context():
        hearing = case()
        late = factories.statement(hearing, received_at=hearing.closes_at, late=True)
        with pytest.raises(TextMustBeMended):
            decide_late(hearing, late, True, f"{NUMBER} ringte.", None)
        decide_late(hearing, late, False, "For sent.", None)
        release(hearing)
        with pytest.raises(TextMustBeMended):
            create_theme(hearing, f"Om {NUMBER}")


def test_a_planner_sees_each_place_and_confirms_what_may_stand(app: Flask) -> None:
    with app.app_context():
        hearing = case(answered="Ring servicetorget på 22 22 55 55.")
        ref = db.session.scalars(db.select(Point)).one().assessment.ref  # type: ignore[union-attr]
        db.session.commit()
        assert hearing.released_at is None
    planner = Visitor(app)
    planner.sign_in("planner@example.no")
    page = planner.get(f"{DESK}dekning")
    assert "Svaret på merknad 1-1: telefonnummer («22 22 55 55»)" in page.text
    assert any(link.get("href", "").split("?")[0].endswith(f"/svar/{ref}") for link in page.select("main a"))
    refused = page.form("Frigi").send()
    assert refused.status == 409
    assert "kryss av for at det kan stå" in refused.text
    assert "Vurderingene er frigitt" in refused.form("Frigi").send(confirm="y").text


def test_words_removed_after_the_release_are_told_where_an_answer_still_quotes_them(app: Flask) -> None:
    with app.app_context():
        hearing = case(answered="Som dere skriver, bor Kari, Per der.")
        release(hearing)
        statement = db.session.scalars(db.select(Point)).one().statement
        publish(statement, {statement.comments[0].id: [Passage(5, 14)]})
        db.session.commit()
    planner = Visitor(app)
    planner.sign_in("planner@example.no")
    page = planner.get(f"{DESK}dekning")
    assert "Dette er offentlig og må tas bort" in page.text
    assert "Svaret på merknad 1-1: ord som er fjernet fra nettet" in page.text


def test_names_are_found_as_words_of_their_own() -> None:
    names = Names(["Kari Nordmann", "Per", "Anne-Lise Ås", "", "X"])
    text = "KARI\nNORDMANNS forslag. Per år. Superb per dag. Pers hus. Anne Lise ås. Nordmann."
    assert list(names.find(text)) == ["KARI\nNORDMANNS", "Per", "Pers", "Anne Lise ås"]


def test_ten_thousand_names_are_looked_for_in_one_reading() -> None:
    names = Names([f"Kari Etternavn{number}" for number in range(10_000)])
    text = " ".join(["Kari"] * 20_000) + " Kari Etternavn77"
    assert list(names.find(text)) == ["Kari Etternavn77"]
