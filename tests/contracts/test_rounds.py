"""A plan with two rounds: every address of either answers for ever, and one without a round finds the right one."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app import clock, published
from app.accounts import PLANNER
from app.extensions import db
from consultations.assessment.answering import AnswerContent, answer
from consultations.editions.order import order_edition
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import AS_PROPOSED, RECOMMENDATION, Decision
from consultations.plans.plan import PLAN
from consultations.points.point import Point
from consultations.points.theme import find_or_create
from consultations.reports.making import make_edition
from tests import factories
from tests.pages import Visitor

PUBLIC = "/storvik/horinger/boligsosial-plan/"
NEEDS_A_PICTURE = {"pages.image"}
OF_AN_EDITION = {"editions.edition", "editions.file"}
FILES = {"reports.download", "editions.file"}
BODIES = {"outcomes", "departures", "closing", "opening", "slips"}  # whose pages are about a decision


@pytest.fixture
def rounds(app: Flask) -> dict[int, dict[str, Any]]:
    """Two rounds, each with a published statement that is answered: the first is decided, the second is open."""
    with app.app_context():
        home = factories.municipality()
        factories.user(home.id, PLANNER)
        plan = factories.plan(home.id)
        first = factories.hearing(plan, factories.version(plan, ("Innledning", "Boliger")), opens_in=-90, days=40)
        second = factories.hearing(plan, factories.version(plan, ("Innledning", "Leiligheter"), number=2), round=2)
        made = {1: _facts(first, "boliger"), 2: _facts(second, "leiligheter")}
        first.closed_case_at = clock.now()
        ordered = order_edition(first).ref
        db.session.commit()
        make_edition(ordered)
        return made


def _facts(hearing: Hearing, section: str) -> dict[str, Any]:
    """One of each noun that an address of the round may name."""
    said = factories.statement(hearing, f"Om {section}.", sections=(section,), received_at=hearing.opens_at)
    point = db.session.scalars(db.select(Point).where(Point.hearing_id == hearing.id)).one()
    written = answer(hearing, [point], AnswerContent("Takk.", "noted"), {point.ref: point.version})
    decided = _decide(hearing) if hearing.takes_late else None
    return {
        "section": section,
        "number": f"{said.number}-1",
        "pages.statement": said.ref,
        "assessment.point": point.ref,
        "assessment.one_answer": written.ref,
        "outcomes.decision": decided.ref if decided else None,
        "theme": find_or_create(hearing, "Boform").id,
    }


def _decide(hearing: Hearing) -> Decision:
    hearing.assessment_started_at = hearing.released_at = clock.now()
    body = hearing.plan.municipality.body("executive")
    assert body is not None
    decided = Decision(
        ref="decision0001",
        hearing_id=hearing.id,
        body_id=body.id,
        kind=RECOMMENDATION,
        result=AS_PROPOSED,
        decided_on=clock.today(),
        case_number="PS 1/26",
        text="Som foreslått.",
        recorded_at=clock.now(),
    )
    db.session.add(decided)
    db.session.flush()
    return decided


def pages_of_a_round(app: Flask) -> list[Rule]:
    """Every address that one may read and that names a hearing."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "hearing" in rule.arguments and rule.endpoint not in NEEDS_A_PICTURE
    ]


def address(rule: Rule, hearing: str, facts: dict[str, Any]) -> str:
    values = facts | {"ref": facts.get(rule.endpoint), "what": "table", "form": "csv", "name": "table.csv"}
    if _of_a_decision(rule):
        values |= {"ref": facts["outcomes.decision"], "statement": facts["pages.statement"]}
    if rule.endpoint in OF_AN_EDITION:
        values["number"] = 1
    path = re.sub(r"<any\([^)]*\):(\w+)>", r"<\1>", rule.rule)
    path = path.replace("<municipality>", "storvik").replace("<hearing:hearing>", hearing)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(values[match[1]]), path)


def _of_a_decision(rule: Rule) -> bool:
    return "ref" in rule.arguments and rule.endpoint.partition(".")[0] in BODIES


def test_every_address_of_both_rounds_answers(app: Flask, rounds: dict[int, dict[str, Any]]) -> None:
    planner = Visitor(app)
    planner.sign_in(f"{PLANNER}@example.no")
    wrong = []
    for rule in pages_of_a_round(app):
        for number, facts in rounds.items():
            path = address(rule, f"boligsosial-plan/runde/{number}", facts)
            page = planner.get(path, lint=rule.endpoint not in FILES)
            page.response.close()
            later = rule.endpoint in {"result.result"} | OF_AN_EDITION or _of_a_decision(rule)
            undecided = number == 2 and later
            if page.status != (404 if undecided else 200):
                wrong.append((path, page.status))
    assert not wrong


def test_an_address_from_before_there_were_rounds_finds_the_one_it_meant(
    app: Flask, rounds: dict[int, dict[str, Any]]
) -> None:
    planner, wrong = Visitor(app), []
    planner.sign_in(f"{PLANNER}@example.no")
    meant = {"pages.section", "pages.statement", "result.remark", "assessment.point", "assessment.one_answer"}
    for rule in pages_of_a_round(app):
        for number, facts in rounds.items():
            if rule.endpoint in meant:
                page = planner.get(address(rule, "boligsosial-plan", facts))
                if page.status != 200 or f"/runde/{number}/" not in page.path:
                    wrong.append((rule.rule, number, page.status, page.path))
    assert not wrong


def test_the_plans_own_page_shows_the_newest_and_leads_to_all(visitor: Visitor, rounds: dict[int, Any]) -> None:
    page = visitor.get(PUBLIC)
    assert page.path == PUBLIC
    assert page.select(".deadline")[0].get("data-state") == "open"
    earlier = page.link("Runde 1: Vanlig høring")
    assert earlier.path == f"{PUBLIC}runde/1/"
    assert "Dette er runde 1" in earlier.text
    assert earlier.link("Gå til runde 2").path == f"{PUBLIC}runde/2/"
    assert page.link("Resultatet av runde 1").path == f"{PUBLIC}runde/1/resultat"


def test_numbers_run_on_through_the_rounds(app: Flask, rounds: dict[int, dict[str, Any]]) -> None:
    assert [facts["number"] for facts in rounds.values()] == ["1-1", "2-1"]
    with app.app_context():
        first, second = db.session.scalars(db.select(Hearing).order_by(Hearing.round))
        late = factories.statement(first, "For sent, til den første.", late=True)
        assert (late.number, first.statements_received, second.statements_received) == (3, 2, 1)


def test_search_and_letters_lead_to_the_round_they_speak_of(app: Flask, rounds: dict[int, dict[str, Any]]) -> None:
    with app.app_context():
        found = [one.url for batch in published.all_documents() for one in batch if one.kind != PLAN]
    assert found and all("/runde/" in url for url in found)
    anybody = Visitor(app)
    assert {url: anybody.get(url).status for url in found} == dict.fromkeys(found, 200)


def test_the_form_of_an_earlier_round_says_where_the_open_one_is(app: Flask, rounds: dict[int, Any]) -> None:
    with app.app_context():
        db.session.execute(db.update(Hearing).values(closed_case_at=None))  # the bodies have yet to decide
        db.session.commit()
    form = Visitor(app).get(f"{PUBLIC}runde/1/svar/")
    assert "Fristen er ute" in form.text
    assert form.link("Si din mening i runde 2").path == f"{PUBLIC}runde/2/svar/"
    assert Visitor(app).get(f"{PUBLIC}svar/").path == f"{PUBLIC}runde/2/svar/"


def test_an_unknown_round_is_not_found(visitor: Visitor, rounds: dict[int, Any]) -> None:
    assert [visitor.get(f"{PUBLIC}runde/{number}/").status for number in ("0", "3", "1000", "x")] == [404] * 4
    assert visitor.get(f"{PUBLIC}runde/2/boliger").status == 404  # a section of the first round
