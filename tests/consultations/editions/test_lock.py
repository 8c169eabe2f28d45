"""From the first decision on what was assessed stands; a body that sends it back, or a named reason, opens it again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import true

from app import clock
from app.accounts import PLANNER
from app.audit import AuditEvent
from app.extensions import db
from consultations.assessment.answering import answer_all, reuse, take_away
from consultations.assessment.late import decide_late
from consultations.editions.order import order_edition
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import (
    AssessmentsLocked,
    CaseClosed,
    NoReasonToReopen,
    NotLocked,
    may_change,
    reopen,
    reopenings,
)
from consultations.outcomes.closing import closing_under_way
from consultations.outcomes.opening import write_opening
from consultations.outcomes.pause import plan_closing
from consultations.outcomes.recording import Minutes, NotReadByThen, correct_decision, record_decision
from consultations.outcomes.settlement import CannotSettle, settle
from consultations.points.assessment import Assessment
from consultations.points.placing import give_theme, give_theme_to_all, place
from consultations.points.point import Point
from consultations.points.splitting import join, split
from consultations.points.theme import Theme, create_theme, rewrite_theme
from consultations.statements.statement import Statement
from tests.consultations.editions.cases import Content, answered, changed, made, released
from tests.consultations.reports.cases import received, signed_in

DESK = "/storvik/arbeid/vurdering/boligsosial-plan/runde/1"


def minutes(hearing: Hearing, body: str, kind: str, result: str = "as_proposed", on: date | None = None) -> Minutes:
    found = hearing.plan.municipality.body(body)
    assert found is not None
    return Minutes(found.id, kind, result, on or clock.today(), "PS 4/27", "Planen vedtas.")


def recommended(hearing: Hearing, result: str = "as_proposed") -> None:
    record_decision(hearing, minutes(hearing, "executive", "recommendation", result))


def with_a_late_one() -> Hearing:
    """Released yesterday with edition 1, and a late statement since."""
    with clock.set_to(clock.now() - timedelta(days=1)):
        hearing = released()
        made(hearing)
        create_theme(hearing, "Lys")
        received(hearing, "Sent.", late=True, received_at=clock.now())
    return hearing


Verb = Callable[[Hearing, list[Point], Assessment, Theme], object]


def versions(points: list[Point]) -> dict[str, int]:
    return {point.ref: point.version for point in points}


VERBS: dict[str, Verb] = {
    "answer": lambda hearing, points, _one, _theme: answered(hearing, points[0].statement),
    "answer_all": lambda hearing, _points, _one, _theme: answer_all(hearing, true(), Content("Takk.", "noted")),
    "reuse": lambda hearing, points, one, _theme: reuse(hearing, points, one, versions(points)),
    "rewrite": lambda hearing, _points, _one, _theme: changed(hearing, 1, text="Nytt."),
    "take_away": lambda hearing, points, _one, _theme: take_away(hearing, points[0], versions(points)),
    "split": lambda hearing, points, _one, _theme: split(hearing, points[0], [5], points[0].version),
    "join": lambda hearing, points, _one, _theme: join(hearing, points[0], points[0].version),
    "place": lambda hearing, points, _one, theme: place(
        hearing, points[0], section_key=None, theme=theme, summary="Kort."
    ),
    "give_theme": lambda hearing, points, _one, theme: give_theme(hearing, points, theme, versions(points)),
    "give_theme_to_all": lambda hearing, _points, _one, theme: give_theme_to_all(hearing, true(), theme),
    "create_theme": lambda hearing, _points, _one, _theme: create_theme(hearing, "Nytt"),
    "rewrite_theme": lambda hearing, _points, _one, theme: rewrite_theme(
        hearing, theme, name="Annet", synthesis="", version=theme.version
    ),
    "decide_late": lambda hearing, points, _one, _theme: decide_late(hearing, points[2].statement, True, "Ja.", None),
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_changes_anything_once_a_body_has_decided(app: Flask, verb: str) -> None:
    with app.app_context():
        hearing = with_a_late_one()
        points = list(db.session.scalars(db.select(Point).order_by(Point.id)))
        theme = db.session.scalars(db.select(Theme)).one()
        assert points[0].assessment is not None
        recommended(hearing)
        db.session.commit()
        assert not may_change(hearing)
        with pytest.raises(AssessmentsLocked):
            VERBS[verb](hearing, points, points[0].assessment, theme)


@pytest.mark.parametrize("result", ["postponed", "returned"])
def test_a_body_that_does_not_decide_gives_the_work_back(app: Flask, result: str) -> None:
    with app.app_context():
        hearing = with_a_late_one()
        recommended(hearing, result)
        assert may_change(hearing)
        changed(hearing, 1, text="Bedre svar.")


def test_a_correction_of_the_result_moves_the_lock(app: Flask) -> None:
    with app.app_context():
        hearing = with_a_late_one()
        said = minutes(hearing, "executive", "recommendation")
        decision = record_decision(hearing, said)
        assert not may_change(hearing)
        correct_decision(decision, replace(said, result="postponed"), decision.version)
        assert may_change(hearing)
        correct_decision(decision, said, decision.version)
        assert not may_change(hearing)


def test_reopening_is_named_dated_and_told_and_asks_for_a_new_edition(app: Flask) -> None:
    with app.app_context():
        hearing = with_a_late_one()
        with pytest.raises(NotLocked):
            reopen(hearing, "Fordi.")
        said = minutes(hearing, "executive", "recommendation")
        first = record_decision(hearing, said)
        late = db.session.scalars(db.select(Statement).where(Statement.late.is_(True))).one()
        db.session.commit()
        with pytest.raises(NoReasonToReopen):
            reopen(hearing, "  ")
        with clock.set_to(clock.now() + timedelta(days=2)):
            reopen(hearing, "Nye tall fra fylket.")
            assert [one.reason for one in reopenings(hearing)] == ["Nye tall fra fylket."]
            actions = set(db.session.scalars(db.select(AuditEvent.action)))
            assert "assessment.reopened" in actions
            changed(hearing, 1, text="Bedre svar.")
            correct_decision(first, replace(said, case_number="PS 5/27"), first.version)
            assert may_change(hearing), "a correction of what came before the reopening locks nothing"
            with pytest.raises(NotReadByThen):
                record_decision(hearing, minutes(hearing, "assembly", "resolution"))
            decide_late(hearing, late, False, "For sent.", None)
            order_edition(hearing)
            made(hearing)
            with pytest.raises(NotReadByThen):
                yesterday = clock.today() - timedelta(days=1)
                record_decision(hearing, minutes(hearing, "assembly", "resolution", on=yesterday))
            resolution = record_decision(hearing, minutes(hearing, "assembly", "resolution"))
            assert not may_change(hearing)
            settle(resolution)
            with pytest.raises(CaseClosed):
                reopen(hearing, "For sent.")


def test_no_case_is_closed_on_what_was_reopened_since(app: Flask) -> None:
    with app.app_context():
        hearing = with_a_late_one()
        resolution = record_decision(hearing, minutes(hearing, "assembly", "resolution"))
        reopen(hearing, "Nye tall fra fylket.")
        with pytest.raises(CannotSettle):
            settle(resolution)


def test_reopening_in_the_pause_stops_the_closing(app: Flask) -> None:
    with app.app_context():
        hearing = with_a_late_one()
        resolution = record_decision(hearing, minutes(hearing, "assembly", "resolution"))
        write_opening(resolution, "Mange ville ha lys. Kommunestyret vedtok planen. Svarene står under.")
        plan_closing(resolution)
        reopen(hearing, "Nye tall fra fylket.")
        assert closing_under_way(hearing) is None
        with pytest.raises(CannotSettle):
            plan_closing(resolution)


def test_nothing_is_decided_before_the_day_the_papers_were_released(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        with pytest.raises(NotReadByThen):
            record_decision(
                hearing, minutes(hearing, "executive", "recommendation", on=clock.today() - timedelta(days=1))
            )
        recommended(hearing)


def test_the_desk_says_that_it_is_locked_keeps_what_was_typed_and_reopens(app: Flask) -> None:
    with app.app_context():
        hearing = with_a_late_one()
        point = db.session.scalars(db.select(Point).order_by(Point.id)).first()
        assert point is not None
        address, hearing_id = f"{DESK}/punkt/{point.ref}", hearing.id
        db.session.commit()
    planner = signed_in(app, PLANNER)
    open_page = planner.get(address)
    with app.app_context():
        recommended(db.session.get_one(Hearing, hearing_id))
        db.session.commit()
    refused = open_page.form("Lagre").send(handling="lagre", text="Skrevet for sent.")
    assert refused.status == 409
    assert "Vurderingene er låst" in refused.text
    assert refused.form("Lagre").values["text"].strip() == "Skrevet for sent."
    assert "Vurderingene er låst" in planner.get(f"{DESK}/").text
    page = planner.get(f"{DESK}/dekning")
    assert page.form("Gjenåpne vurderingene").send(reason="").status == 400
    page = planner.get(f"{DESK}/dekning").form("Gjenåpne vurderingene").send(reason="Nye tall fra fylket.")
    assert "Kari Planner: Nye tall fra fylket." in page.text
    assert planner.get(address).form("Lagre").send(handling="lagre", text="Skrevet nå.").status == 200
