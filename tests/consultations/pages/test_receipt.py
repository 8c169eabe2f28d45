"""The receipt: opened by its code, it tells what became of a statement; its sender hides the name or withdraws."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock, tasks
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import AS_PROPOSED, RESOLUTION, Decision
from consultations.outcomes.outcome import Outcome
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.statements.publication import publish, withdraw, withhold
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Passage
from consultations.statements.statement import Statement
from tests import factories
from tests.journeys.answering import HEARING, TEXT, code_on, open_hearing, sent, stored
from tests.pages import Page, Visitor

ASK = "/storvik/kvittering"
NAMED = {"name": "Kari Nordmann", "email": "kari@example.no", "show_name": "y"}


@pytest.fixture
def code(app: Flask, visitor: Visitor) -> str:
    open_hearing(app)
    return code_on(sent(visitor, **NAMED))


def opened(app: Flask, code: str) -> Page:
    """The receipt as somebody with the code sees it, in a browser of their own."""
    return Visitor(app).get(ASK).form("Vis innspillet").send(code=code)


def the_statement() -> Statement:
    return db.session.scalars(db.select(Statement)).one()


def publish_it(app: Flask, *removed: Passage) -> None:
    with app.app_context():
        statement = the_statement()
        publish(statement, {statement.comments[0].id: removed})
        db.session.commit()


def letter_link(app: Flask) -> str:
    with app.app_context():
        query = db.select(tasks.Task).where(tasks.Task.kind == "mail", tasks.Task.key.like("show-name:%"))
        body = db.session.scalars(query).one().payload["body"]
    return next(word for word in body.split() if "/navn/" in word).removeprefix("http://localhost")


def test_the_code_opens_a_receipt_without_name_address_or_unpublished_text(app: Flask, code: str) -> None:
    page = opened(app, code.lower().replace("-", " "))
    assert page.h1 == "Innspill nr. 1"
    assert "En medarbeider leser innspillet før det blir lagt ut" in page.text
    for secret in ("Kari", "kari@example.no", TEXT, code):
        assert secret not in page.body


def test_the_code_is_in_no_address(app: Flask, visitor: Visitor, code: str) -> None:
    assert code not in visitor.get("/storvik/kvittering/innspill").path
    assert visitor.get(f"{ASK}/{code}").status == 404
    assert code not in visitor.get(f"{ASK}?code={code}").body


def test_a_published_statement_is_shown_as_everybody_sees_it(app: Flask, code: str) -> None:
    publish_it(app, Passage(0, 4))
    page = opened(app, code)
    assert "Noe av teksten er tatt bort. Grunnen er: Personopplysninger om avsenderen" in page.text
    assert "flere boliger." in page.text
    assert TEXT not in page.text
    assert page.link("Se det på nettsiden").status == 200


def test_a_withheld_statement_says_why_and_what_to_do(app: Flask, code: str) -> None:
    with app.app_context():
        withhold(the_statement(), ReasonClass.THIRD_PARTY, "Ta bort navnet på naboen, så viser vi teksten.")
        db.session.commit()
    page = opened(app, code)
    assert "Opplysninger om andre personer" in page.text
    assert "Ta bort navnet på naboen" in page.text
    assert "be kommunen vurdere det på nytt: Ida Planlegger" in page.text


def test_answer_and_outcome_are_shown_when_they_are_released_and_decided(app: Flask, code: str) -> None:
    with app.app_context():
        statement = the_statement()
        point = _point_of(statement)
        made = Assessment(
            hearing_id=statement.hearing_id,
            ref="answer000001",
            verdict="accepted",
            text="Vi bygger ti til.",
            created_at=clock.now(),
            updated_at=clock.now(),
        )
        point.assessment, made.points = made, 1
        db.session.commit()
    assert "Vi bygger ti til." not in opened(app, code).text
    with app.app_context():
        db.session.scalars(db.select(Hearing)).one().released_at = clock.now()
        db.session.commit()
    page = opened(app, code)
    assert "Vi bygger ti til." in page.text
    assert "Forslag fra kommunedirektøren" in page.text
    with app.app_context():
        _decide(the_statement().hearing)
    page = opened(app, code)
    assert "Tatt til følge" in page.text
    assert "Avgjort av Kommunestyret" in page.text
    assert "Kommunestyret" in page.text


def test_a_late_statement_says_whether_it_counts(app: Flask, visitor: Visitor) -> None:
    open_hearing(app, opens_in=-60, days=40)
    page = sent(visitor)
    assert "Kommunen avgjør om det blir tatt med" in page.text
    with app.app_context():
        statement = the_statement()
        statement.late_counts, statement.late_reason = True, "Posten var forsinket."
        db.session.commit()
    page = opened(app, code_on(page))
    assert "Kommunen har bestemt at det blir tatt med" in page.text
    assert "Posten var forsinket." in page.text


def test_the_name_is_shown_only_after_the_address_has_answered(app: Flask, code: str) -> None:
    publish_it(app)
    public = f"{HEARING}boliger"
    assert "Kari Nordmann" not in Visitor(app).get(public).text
    reader = Visitor(app)
    page = reader.get(letter_link(app))
    assert "Kari Nordmann" not in Visitor(app).get(public).text
    assert page.form("Ja, vis navnet mitt").send().h1 == "Navnet ditt blir vist"
    assert "Kari Nordmann" in Visitor(app).get(public).text


def test_a_confirmed_name_follows_a_statement_that_is_published_later(app: Flask, code: str) -> None:
    Visitor(app).get(letter_link(app)).form("Ja, vis navnet mitt").send()
    publish_it(app)
    assert "Kari Nordmann" in Visitor(app).get(f"{HEARING}boliger").text


def test_a_link_that_was_tampered_with_shows_no_name(app: Flask, code: str) -> None:
    assert Visitor(app).get(letter_link(app) + "x").status == 404


def test_nobody_under_eighteen_is_asked_or_named(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    sent(visitor, **NAMED, under_18="y")
    publish_it(app)
    with app.app_context():
        query = db.select(tasks.Task.key).where(tasks.Task.kind == "mail")
        assert [key.split(":")[0] for key in db.session.scalars(query)] == ["receipt"]
    assert "Kari" not in visitor.get(f"{HEARING}boliger").text


def test_the_sender_takes_the_name_off_the_web(app: Flask, code: str) -> None:
    publish_it(app)
    Visitor(app).get(letter_link(app)).form("Ja, vis navnet mitt").send()
    page = opened(app, code).form("Ta navnet mitt bort").send()
    assert "Kari Nordmann" not in Visitor(app).get(f"{HEARING}boliger").text
    assert "Ta navnet mitt bort" not in page.text
    assert Visitor(app).get(letter_link(app)).status == 404


def test_the_sender_withdraws_with_the_code_once_more(app: Flask, code: str) -> None:
    publish_it(app)
    page = opened(app, code).link("Trekk innspillet")
    assert page.form("Trekk innspillet").send(code="0000-0000-0000-0000").status == 400
    assert TEXT in Visitor(app).get(f"{HEARING}boliger").text
    page = page.form("Trekk innspillet").send(code=code)
    assert "Trukket" in page.text
    assert "Kommunens svar kommer her" not in page.text
    assert TEXT not in Visitor(app).get(f"{HEARING}boliger").text
    (statement,) = stored(app)
    assert statement.comments[0].text == TEXT
    assert statement.comments[0].public_text is None


def test_a_statement_published_while_the_sender_withdraws_does_not_stay_public(app: Flask, code: str) -> None:
    with app.app_context():
        mine = the_statement()
        assert mine.comments[0].public_text is None
        db.session.rollback()
        publish_it(app)
        withdraw(mine)
        db.session.commit()
    (statement,) = stored(app)
    assert statement.comments[0].public_text is None
    assert TEXT not in Visitor(app).get(f"{HEARING}boliger").text


def test_a_closed_receipt_is_gone_from_the_browser(app: Flask, visitor: Visitor, code: str) -> None:
    visitor.get("/storvik/kvittering/innspill").form("Lukk kvitteringen").send()
    assert visitor.get("/storvik/kvittering/innspill").path == ASK


@pytest.mark.parametrize("typed", ["", "ABCD", "0000-0000-0000-0000", "x" * 5000, "' OR 1=1 --", "\N{HOUSE BUILDING}"])
def test_a_wrong_code_is_explained_and_kept(app: Flask, code: str, typed: str) -> None:
    page = opened(app, typed)
    assert page.status == 400
    assert page.select('.ds-error-summary a[href="#code"]')
    assert page.form("Vis innspillet").values["code"] == typed


def test_guessing_is_stopped_and_the_right_code_never_refused(
    app: Flask, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.limits.FAILED_PER_PLACE", 3)
    guesser = Visitor(app)
    form = guesser.get(ASK).form("Vis innspillet")
    assert [form.send(code=f"0000-0000-0000-000{guess}").status for guess in range(3)] == [400, 400, 429]
    assert form.send(code="0000-0000-0000-0009").status == 429
    assert form.send(code=code).h1 == "Innspill nr. 1"
    with clock.set_to(clock.now() + timedelta(minutes=45)):
        assert form.send(code="0000-0000-0000-0009").status == 400


def test_a_code_of_one_municipality_opens_nothing_in_another(app: Flask, code: str) -> None:
    with app.app_context():
        factories.municipality("Nordvik kommune")
        db.session.commit()
    page = Visitor(app).get("/nordvik/kvittering").form("Vis innspillet").send(code=code)
    assert page.status == 400


def _point_of(statement: Statement) -> Point:
    query = db.select(Point).where(Point.comment_id == statement.comments[0].id)
    found = db.session.scalars(query).first()
    if found is None:
        found = Point(
            ref="point0000001",
            hearing_id=statement.hearing_id,
            comment_id=statement.comments[0].id,
            section_key="boliger",
        )
        db.session.add(found)
    return found


def _decide(hearing: Hearing) -> None:
    assembly = hearing.plan.municipality.body("assembly")
    assert assembly is not None
    decision = Decision(
        ref="decision0001",
        hearing_id=hearing.id,
        body_id=assembly.id,
        kind=RESOLUTION,
        result=AS_PROPOSED,
        decided_on=clock.today(),
        case_number="12/26",
        text="Vedtatt.",
        recorded_at=clock.now(),
    )
    db.session.add(decision)
    db.session.flush()
    db.session.add(
        Outcome(point_id=db.session.scalars(db.select(Point.id)).one(), decision_id=decision.id, verdict="accepted")
    )
    hearing.closed_case_at = clock.now()
    db.session.commit()
