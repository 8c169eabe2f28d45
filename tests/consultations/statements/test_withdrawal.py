"""After the deadline nothing is rewritten: (before, after, released, decided) × (withdraw, hide the name, submit)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from app import audit, clock, published
from app.extensions import db
from consultations.assessment.coverage import coverage
from consultations.assessment.documents import KIND as ASSESSMENT
from consultations.assessment.release import release, start_assessment
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import AS_PROPOSED, RESOLUTION
from consultations.outcomes.outcome import Outcome, outcome_counts
from consultations.outcomes.recording import Minutes, record_decision
from consultations.outcomes.settlement import settle
from consultations.points.point import Point
from consultations.reports.compilation import summary_of, table_of
from consultations.reports.printing import result_printing
from consultations.reports.row import Row, RowState
from consultations.statements.draft_answer import DraftAnswer
from consultations.statements.publication import COMMENT, hide_name, publish, withdraw, withhold
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Publicity, Statement
from consultations.statements.submission import HearingDecided, submit
from tests import factories
from tests.consultations.reports.cases import answer, received
from tests.consultations.statements.test_submission import a_draft

WORDS, NAME = "Tørrtoalettet må ligge ved kaia.", "Ytterholmen fyr"
STAGES = ("open", "closed", "released", "decided")


def a_case(stage: str) -> tuple[Hearing, Statement]:
    """A hearing at this stage with the statement that will be taken back between two others."""
    hearing = factories.hearing(factories.plan(factories.municipality().id), opens_in=-60, days=40)
    received(hearing, "Bygg mer.", sections=("boliger",))
    facts: dict[str, Any] = {"sender_type": "business", "organisation": NAME, "email": "fyr@example.org"}
    mine = received(hearing, WORDS, sections=("boliger",), **facts)
    received(hearing, "Bygg mindre.", sections=("boliger",))
    if stage in ("released", "decided"):
        start_assessment(hearing)
        answer(mine, change="«Tørrtoalett» blir «Tørrtoalett ved kaia»", theme="Toalett")
        others = db.session.scalars(db.select(Statement).where(Statement.id != mine.id))
        answer(*others, verdict="rejected", change="", reason="Det er ikke råd til det.")
        release(hearing)
    if stage == "decided":
        decide(hearing)
    db.session.flush()
    return hearing, mine


def decide(hearing: Hearing) -> None:
    body = hearing.plan.municipality.body("assembly")
    assert body
    settle(record_decision(hearing, Minutes(body.id, RESOLUTION, AS_PROPOSED, clock.today(), "PS 1/27", "Vedtatt.")))


def moment(hearing: Hearing, stage: str) -> datetime:
    return hearing.closes_at - timedelta(seconds=1) if stage == "open" else clock.now()


def figures(hearing: Hearing) -> dict[str, object]:
    """Every number that a page or paper tells of the case, and what became of every point."""
    summary = summary_of(hearing, result_printing(hearing), by_day=True)
    covered = coverage(hearing)
    outcomes = db.session.execute(db.select(Outcome.point_id, Outcome.verdict).order_by(Outcome.point_id)).all()
    return {
        "key numbers": summary.key_numbers,
        "figures": summary.figures,
        "lead": summary.lead,
        "themes": summary.themes,
        "changes": summary.changes,
        "declined": [(one.reason, one.numbers) for one in summary.declined],
        "coverage": (covered.statements, covered.to_answer, covered.points, covered.unanswered_points),
        "outcomes": (outcome_counts(hearing), [tuple(row) for row in outcomes]),
        "answers": [(row.number, row.assessment, row.verdict, row.change, row.outcome) for row in rows(hearing)],
        "points": db.session.scalars(db.select(Point.ref).order_by(Point.id)).all(),
    }


def rows(hearing: Hearing) -> list[Row]:
    return list(table_of(hearing, result_printing(hearing)).rows)


@pytest.mark.parametrize("stage", STAGES)
def test_what_is_taken_back_after_the_deadline_changes_no_figure_and_no_outcome(app: Flask, stage: str) -> None:
    with app.app_context(), app.test_request_context():
        hearing, mine = a_case(stage)
        before = figures(hearing)
        with clock.set_to(moment(hearing, stage)):
            withdraw(mine)
        db.session.flush()
        assert (figures(hearing) == before) is (stage != "open")
        assert mine.publicity == (Publicity.WITHDRAWN if stage == "open" else Publicity.NOTED)
        assert (coverage(hearing).withdrawn, coverage(hearing).withdrawals_noted) == (
            (1, 0) if stage == "open" else (0, 1)
        )
        db.session.commit()


@pytest.mark.parametrize("stage", STAGES)
def test_words_and_name_are_gone_and_the_original_is_kept(app: Flask, stage: str) -> None:
    with app.app_context(), app.test_request_context():
        hearing, mine = a_case(stage)
        with clock.set_to(moment(hearing, stage)):
            withdraw(mine)
        db.session.flush()
        (row,) = [row for row in rows(hearing) if row.number == "2-1"]
        assert (row.state, row.text, row.sender) == (RowState.WITHDRAWN, "", "Næringsliv nr. 2")
        assert (mine.public_name, mine.comments[0].public_text, mine.comments[0].text) == (None, None, WORDS)
        assert published.load(COMMENT, [mine.comments[0].ref]) == {}
        assert list(audit.verify(hearing.municipality_id)) == []
        db.session.commit()


@pytest.mark.parametrize("stage", ["released", "decided"])
def test_the_answer_to_it_is_still_found(app: Flask, stage: str) -> None:
    with app.app_context(), app.test_request_context():
        _hearing, mine = a_case(stage)
        ref = db.session.scalars(db.select(Point).where(Point.statement_id == mine.id)).one().assessment.ref  # type: ignore[union-attr]
        withdraw(mine)
        db.session.flush()
        assert mine.ref in published.load(ASSESSMENT, [ref])[ref].url
        db.session.commit()


@pytest.mark.parametrize("stage", STAGES)
def test_hiding_the_name_changes_no_figure(app: Flask, stage: str) -> None:
    with app.app_context(), app.test_request_context():
        hearing, _mine = a_case(stage)
        person = db.session.scalars(db.select(Statement).where(Statement.number == 1)).one()
        person.sender.show_name, person.sender.email_confirmed_at = True, clock.now()
        publish(person, {})
        assert person.public_name == "Kari Innbygger"
        before = figures(hearing)
        with clock.set_to(moment(hearing, stage)):
            hide_name(person)
        db.session.flush()
        assert figures(hearing) == before
        assert (person.public_name, person.comments[0].public_text) == (None, "Bygg mer.")
        db.session.commit()


@pytest.mark.parametrize("stage", STAGES)
def test_a_decided_case_takes_no_statement_and_gives_no_number(app: Flask, stage: str) -> None:
    with app.app_context(), app.test_request_context():
        hearing, _mine = a_case(stage)
        draft = a_draft(hearing, "For sent?")
        with clock.set_to(moment(hearing, stage)):
            if stage == "decided":
                with pytest.raises(HearingDecided):
                    submit(draft)
            else:
                assert submit(draft).statement.late is (stage != "open")
        db.session.commit()
        assert hearing.statements_received == (3 if stage == "decided" else 4)
        assert (draft.typed.comments() == [("boliger", "For sent?")]) is (stage == "decided")


def test_a_case_that_was_closed_after_it_was_read_takes_none_either(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        hearing, _mine = a_case("released")
        draft = a_draft(hearing, "Samtidig.")
        db.session.execute(
            db.update(Hearing).values(closed_case_at=clock.now()).execution_options(synchronize_session=False)
        )
        assert not hearing.is_decided
        with pytest.raises(HearingDecided):
            submit(draft)
        db.session.commit()
        db.session.refresh(hearing)
        assert hearing.statements_received == 3


def test_the_last_second_is_before_the_deadline_and_the_next_is_after(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        hearing, mine = a_case("closed")
        other = db.session.scalars(db.select(Statement).where(Statement.number == 1)).one()
        with clock.set_to(hearing.closes_at - timedelta(milliseconds=1)):
            withdraw(other)
        with clock.set_to(hearing.closes_at):
            withdraw(mine)
        assert (other.publicity, mine.publicity) == (Publicity.WITHDRAWN, Publicity.NOTED)
        db.session.commit()


def test_twice_is_the_same(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        _hearing, mine = a_case("decided")
        withdraw(mine)
        first = mine.withdrawn_at
        with clock.set_to(clock.now() + timedelta(days=3)):
            withdraw(mine)
        assert mine.withdrawn_at == first
        query = db.select(audit.AuditEvent).where(audit.AuditEvent.action.startswith("statement.withdraw"))
        assert [event.action for event in db.session.scalars(query)] == ["statement.withdrawal_noted"]
        db.session.commit()


WAYS: dict[str, Callable[[Statement], None]] = {
    "waiting": lambda _one: None,
    "withheld": lambda one: withhold(one, ReasonClass.ABUSE),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_never_public_gets_no_place_on_the_web_by_being_taken_back(app: Flask, way: str) -> None:
    with app.app_context(), app.test_request_context():
        hearing, _mine = a_case("closed")
        hidden = received(hearing, "Skjult.", sections=("boliger",), published=False)
        WAYS[way](hidden)
        before = figures(hearing)
        withdraw(hidden)
        db.session.flush()
        assert figures(hearing) == before
        assert not hidden.was_public
        assert db.session.scalars(db.select(Statement).where(Statement.was_public)).all().count(hidden) == 0
        db.session.commit()


def test_the_rule_and_its_sql_agree(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        hearing, mine = a_case("closed")
        withdraw(mine)
        withdraw(received(hearing, "Venter.", published=False))
        received(hearing, "Venter ennå.", published=False)
        db.session.flush()
        every = db.session.scalars(db.select(Statement)).all()
        public = set(db.session.scalars(db.select(Statement).where(Statement.was_public)))
        assert {one for one in every if one.was_public} == public
        db.session.commit()


def test_a_statement_and_the_closing_of_the_case_at_once_leave_no_point_without_an_outcome(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        hearing, _mine = a_case("released")
        hearing_id, drafts = hearing.id, [a_draft(hearing, f"Nummer {number}.").id for number in range(6)]
        db.session.commit()
    gate = Barrier(len(drafts) + 1)
    with ThreadPoolExecutor(len(drafts) + 1) as pool:
        sent = [pool.submit(_send, app, draft_id, gate) for draft_id in drafts]
        pool.submit(_close, app, hearing_id, gate).result(timeout=60)
        taken = sum(one.result(timeout=60) for one in sent)
    with app.app_context():
        points = db.session.scalars(db.select(Point.id)).all()
        assert len(points) == 3 + taken
        assert set(db.session.scalars(db.select(Outcome.point_id))) == set(points)
        kept = [draft.typed.comments() for draft in db.session.scalars(db.select(DraftAnswer))]
        assert sum(map(bool, kept)) == len(drafts) - taken


def _send(app: Flask, draft_id: int, gate: Barrier) -> bool:
    with app.app_context(), app.test_request_context():
        gate.wait(timeout=60)
        draft = db.session.get(DraftAnswer, draft_id)
        assert draft
        try:
            submit(draft)
        except HearingDecided:
            db.session.rollback()
            return False
        db.session.commit()
        return True


def _close(app: Flask, hearing_id: int, gate: Barrier) -> None:
    with app.app_context(), app.test_request_context():
        gate.wait(timeout=60)
        hearing = db.session.get(Hearing, hearing_id)
        assert hearing
        decide(hearing)
        db.session.commit()
