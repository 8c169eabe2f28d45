"""One plan through two rounds and three bodies: nothing that was mailed or printed on the way ever dies or lies."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import true

from app import clock, mail, worker
from app.accounts import MODERATOR, PLANNER
from app.accounts.user import User
from app.config import Settings
from app.extensions import db
from app.municipalities import body
from app.storage import read
from consultations.assessment.answering import AnswerContent, answer_all
from consultations.assessment.release import release, start_assessment
from consultations.editions.edition import Edition, EditionFile
from consultations.editions.order import order_edition
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import reopen
from consultations.outcomes.decision import Decision
from consultations.outcomes.departure import Wording, depart
from consultations.outcomes.opening import write_opening
from consultations.outcomes.pause import plan_closing
from consultations.outcomes.recording import Minutes, record_decision
from consultations.plans.plan import Plan
from consultations.points.point import Point
from consultations.reports.frozen_rows import ROWS, read_rows
from consultations.statements import draft_answer
from consultations.statements.content import Content as Typed
from consultations.statements.publication import withdraw
from consultations.statements.statement import Statement
from consultations.statements.submission import submit
from moderation.decision import approve
from tests import factories
from tests.pages import Visitor

LINK = re.compile(r"http://localhost(/[^\s\"<>]+)")
PLAN = "/storvik/horinger/boligsosial-plan/"
OPENING = "Dere ville ha flere boliger. Kommunestyret sa ja til noe og nei til noe. Svarene står under."


class Case:
    """The plan, and the days on which things happen to it."""

    def __init__(self, app: Flask) -> None:
        home = factories.municipality()
        body.establish(home.id, body.COMMITTEE, "Hovedutvalg for bolig", 4)
        self.app, self.home = app, home
        self.moderator: User = factories.user(home.id, MODERATOR)
        factories.user(home.id, PLANNER)
        self.plan: Plan = factories.plan(home.id)

    def hearing(self, number: int, titles: tuple[str, ...], opens_in: int) -> Hearing:
        return factories.hearing(
            self.plan, factories.version(self.plan, titles, number=number), opens_in=opens_in, round=number
        )

    def said(self, hearing: Hearing, name: str, section: str, at: datetime) -> Statement:
        """Somebody answers, a moderator lets it out, and both letters are sent."""
        with clock.set_to(at):
            draft = draft_answer.start(hearing)
            content = Typed(sender_type="private", name=name, email=f"{name.lower()}@example.no")
            content.write(section, f"{name} vil ha flere {section}.")
            draft_answer.save(draft, content)
            statement = submit(draft, channel="web", language="nb").statement
            approve(statement, statement.version, {}, self.moderator)
            db.session.commit()
        return statement

    def decided(self, hearing: Hearing, kind: str, what: str, result: str, days_ago: int) -> Decision:
        found = self.home.body(kind)
        assert found is not None
        day = clock.today() - timedelta(days=days_ago)
        with clock.set_to(clock.now() - timedelta(days=days_ago)):
            made = record_decision(hearing, Minutes(found.id, what, result, day, f"PS {days_ago}/26", "Slik ble det."))
            db.session.commit()
        return made

    def work(self, days_ago: int) -> None:
        """The worker does what waits."""
        db.session.commit()
        with clock.set_to(clock.now() - timedelta(days=days_ago) + timedelta(minutes=1)):
            worker.work(self.app, until_empty=True)


def first_round(case: Case) -> Statement:
    """Heard, assessed with one answer to all, postponed, taken up again with a second edition, decided otherwise."""
    hearing = case.hearing(1, ("Innledning", "Boliger"), opens_in=-200)
    early = hearing.opens_at + timedelta(days=2)
    ola = case.said(hearing, "Ola", "boliger", early)
    case.said(hearing, "Kari", "boliger", early + timedelta(days=1))
    with clock.set_to(clock.now() - timedelta(days=120)):
        start_assessment(hearing)
        answer_all(
            hearing, true(), AnswerContent("Det er det ikke penger til.", "rejected", reason="Budsjettet er lagt.")
        )
        release(hearing)
    case.work(120)
    case.decided(hearing, body.COMMITTEE, "recommendation", "as_proposed", 110)
    case.decided(hearing, body.EXECUTIVE, "recommendation", "postponed", 100)
    with clock.set_to(clock.now() - timedelta(days=95)):
        order_edition(hearing)
    case.work(95)
    case.decided(hearing, body.EXECUTIVE, "recommendation", "as_proposed", 90)
    with clock.set_to(clock.now() - timedelta(days=85)):
        reopen(hearing, "Et tall i svaret var feil.")
        order_edition(hearing)
    case.work(85)
    last = case.decided(hearing, body.ASSEMBLY, "resolution", "changed", 80)
    with clock.set_to(clock.now() - timedelta(days=80)):
        said = Wording("accepted", "Kommunestyret fant pengene.", "boliger", "To boliger.", "Ti boliger.")
        assert depart(last, Point.hearing_id == hearing.id, said) == 2
        write_opening(last, OPENING)
        plan_closing(last)
    case.work(79)
    with clock.set_to(clock.now() - timedelta(days=70)):
        withdraw(ola)
    case.work(69)
    return ola


@pytest.fixture
def case(app: Flask) -> Case:
    """The story up to today: the first round is decided and one of its senders has left, the second is open."""
    with app.app_context():
        told = Case(app)
        first_round(told)
        second = told.hearing(2, ("Innledning", "Leiligheter"), opens_in=-10)
        told.said(second, "Per", "leiligheter", clock.now() - timedelta(days=5))
        told.work(4)
    return told


def test_every_link_that_was_mailed_or_printed_answers_for_ever(app: Flask, settings: Settings, case: Case) -> None:
    with app.app_context():
        letters = list(mail.written(settings, 1))
        mailed = {link for letter in letters for link in LINK.findall(letter.body)}
        rows = [read(file.stored) for file in db.session.scalars(db.select(EditionFile)) if file.paper == ROWS]
        printed = {f"{PLAN}merknad/{row.number}" for one in rows for row in read_rows(one.splitlines())}
    assert len(letters) >= 8  # three receipts, three that it was published, two outcomes
    assert any("/runde/1/resultat" in link for link in mailed)
    assert any("/runde/2/" in link for link in mailed)
    assert printed == {f"{PLAN}merknad/1-1", f"{PLAN}merknad/2-1"}
    anybody = Visitor(app)
    dead = {link: page.status for link in mailed | printed if (page := anybody.get(link, lint=False)).status != 200}
    assert not dead


def test_what_the_links_tell_is_what_was_decided(app: Flask, case: Case) -> None:
    anybody = Visitor(app)
    result = anybody.get(f"{PLAN}runde/1/resultat")
    assert "Kommunestyret fant pengene." in result.text and "Ti boliger." in result.text
    assert OPENING in result.text
    assert "Ola" not in result.text
    taken_back = anybody.get(f"{PLAN}merknad/1-1")
    assert "trukket" in taken_back.text and "Ola vil ha" not in taken_back.text
    newest = anybody.get(PLAN)
    assert newest.select(".deadline")[0].get("data-state") == "open"
    assert "Kommunestyret fant pengene." not in newest.text


def test_the_bytes_that_the_bodies_read_are_the_bytes_they_read(app: Flask, case: Case) -> None:
    with app.app_context():
        editions = db.session.scalars(db.select(Edition).order_by(Edition.number)).all()
        assert [edition.number for edition in editions] == [1, 2, 3]
        for file in (file for edition in editions for file in edition.files):
            assert hashlib.sha256(read(file.stored)).hexdigest() == file.stored.sha256
        first = b"".join(read(file.stored) for file in editions[0].files if file.form == "html")
    assert "Kommunestyret fant pengene." not in first.decode()
    assert "Det er det ikke penger til." in first.decode()


def test_numbers_and_figures_stand_when_a_sender_has_left(app: Flask, case: Case) -> None:
    with app.app_context():
        assert list(db.session.scalars(db.select(Statement.number).order_by(Statement.id))) == [1, 2, 3]
        received = db.session.scalars(db.select(Hearing.statements_received).order_by(Hearing.round)).all()
    assert list(received) == [2, 1]
    assert Visitor(app).get(f"{PLAN}merknad/3-1").path.startswith(f"{PLAN}runde/2/")
