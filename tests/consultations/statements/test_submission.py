"""The one door: in time or late, once, numbered, whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from app import audit, clock
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.statements import draft_answer, submission
from consultations.statements.channel import Channel
from consultations.statements.content import Content, length
from consultations.statements.draft_answer import DraftAnswer
from consultations.statements.receipt_code import code_shown
from consultations.statements.seal import seal
from consultations.statements.statement import Statement
from consultations.statements.submission import Incomplete, NotOpenYet, submit
from tests import factories
from tests.journeys.answering import ADDRESS, open_hearing, reviewed, stored
from tests.pages import Visitor

MILLISECOND = timedelta(milliseconds=1)
SECOND = timedelta(seconds=1)


def a_hearing() -> Hearing:
    return factories.hearing(factories.plan(factories.municipality().id))


def a_draft(hearing: Hearing, text: str = "Bygg mer.", **typed: object) -> DraftAnswer:
    draft = draft_answer.start(hearing)
    content = Content(**({"sender_type": "private"} | typed))  # type: ignore[arg-type]
    content.write("boliger", text)
    draft_answer.save(draft, content)
    return draft


@pytest.mark.parametrize(
    ("moment", "late"), [(-SECOND, False), (-MILLISECOND, False), (0 * SECOND, True), (MILLISECOND, True)]
)
def test_the_last_millisecond_is_in_time_and_the_next_is_late(app: Flask, moment: timedelta, late: bool) -> None:
    with app.app_context():
        hearing = a_hearing()
        with clock.set_to(hearing.closes_at + moment):
            receipt = submit(a_draft(hearing))
            assert hearing.accepting is not late
            assert hearing.takes_late is late
        assert receipt.statement.late is late
        assert receipt.statement.received_at == hearing.closes_at + moment
        db.session.commit()


@pytest.mark.parametrize(
    ("moment", "late"), [(-SECOND, False), (-MILLISECOND, False), (0 * SECOND, True), (MILLISECOND, True)]
)
def test_page_and_receipt_say_the_same_at_the_deadline(app: Flask, moment: timedelta, late: bool) -> None:
    open_hearing(app)
    with app.app_context():
        closes = db.session.scalars(db.select(Hearing.closes_at)).one()
    visitor = Visitor(app)
    with clock.set_to(closes - timedelta(hours=1)):
        form = reviewed(visitor).form("Send innspillet")
    with clock.set_to(closes + moment):
        assert ("Fristen er ute" in visitor.get(ADDRESS).text) is late
        page = form.send()
    assert page.h1 == "Vi har fått innspillet ditt"
    assert ("For sent innsendt" in page.text) is late
    assert stored(app)[0].late is late


def test_nothing_is_taken_before_the_opening(app: Flask) -> None:
    with app.app_context():
        hearing = a_hearing()
        draft = a_draft(hearing)
        with clock.set_to(hearing.opens_at - MILLISECOND), pytest.raises(NotOpenYet):
            submit(draft)
        with clock.set_to(hearing.opens_at):
            assert not submit(draft).statement.late
        db.session.commit()


def test_a_form_that_was_open_when_the_deadline_moved_is_judged_by_the_new_one(app: Flask) -> None:
    open_hearing(app)
    form = reviewed(Visitor(app)).form("Send innspillet")
    with app.app_context():
        hearing = db.session.scalars(db.select(Hearing)).one()
        old = hearing.closes_at
        hearing.closes_at = old + timedelta(days=7)
        db.session.commit()
    with clock.set_to(old + SECOND):
        form.send()
    assert not stored(app)[0].late


def test_the_deadline_is_midnight_in_norway_on_the_night_the_clocks_change(app: Flask) -> None:
    with app.app_context():
        hearing = a_hearing()
        hearing.last_day = datetime(2027, 3, 28, tzinfo=UTC).date()
        hearing.closes_at = clock.midnight_after(hearing.last_day)
        assert hearing.closes_at == datetime(2027, 3, 28, 22, tzinfo=UTC)
        assert not submit(a_draft(hearing), received_at=datetime(2027, 3, 28, 21, 59, 59, 999000, UTC)).statement.late
        assert submit(a_draft(hearing), received_at=datetime(2027, 3, 28, 22, tzinfo=UTC)).statement.late
        db.session.commit()


def test_a_draft_sent_again_gives_the_same_receipt_and_stores_nothing(app: Flask) -> None:
    with app.app_context():
        draft = a_draft(a_hearing())
        first, second = submit(draft), submit(draft)
        assert (first.statement.id, first.code) == (second.statement.id, second.code)
        db.session.commit()
        assert db.session.scalars(db.select(Hearing.statements_received)).one() == 1


def test_a_failure_on_the_way_leaves_no_trace(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_statement: Statement) -> None:
        raise RuntimeError

    with app.app_context():
        hearing = a_hearing()
        draft = a_draft(hearing)
        db.session.commit()
        monkeypatch.setattr(submission, "received_hooks", [fail])
        with pytest.raises(RuntimeError):
            submit(draft)
        db.session.rollback()
        assert db.session.scalars(db.select(Statement)).all() == []
        assert hearing.statements_received == 0
        monkeypatch.setattr(submission, "received_hooks", [])
        assert submit(draft).statement.number == 1
        db.session.commit()


def test_later_rooms_hear_of_a_statement_in_its_transaction(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[list[str]] = []
    hooks = [lambda statement: heard.append([comment.text for comment in statement.comments])]
    monkeypatch.setattr(submission, "received_hooks", hooks)
    with app.app_context():
        submit(a_draft(a_hearing()))
        assert heard == [["Bygg mer."]]
        db.session.commit()


def test_the_draft_is_emptied_and_the_chain_holds_no_name(app: Flask) -> None:
    with app.app_context():
        hearing = a_hearing()
        draft = a_draft(hearing, name="Kari Nordmann", email="kari@example.no")
        submit(draft)
        db.session.commit()
        assert draft.content == {}
        event = db.session.scalars(
            db.select(audit.AuditEvent).where(audit.AuditEvent.action == "statement.received")
        ).one()
        assert event.data == {"number": 1, "channel": "web", "late": False, "seal": seal(submit(draft).statement)}
        assert list(audit.verify(hearing.municipality_id)) == []


def test_a_letter_has_its_own_day_and_channel(app: Flask) -> None:
    with app.app_context():
        hearing = a_hearing()
        posted = hearing.opens_at + timedelta(days=3)
        with clock.set_to(hearing.closes_at + timedelta(days=2)):
            statement = submit(a_draft(hearing), channel=Channel.LETTER, received_at=posted, language="nn").statement
        assert (statement.channel, statement.language, statement.late) == ("letter", "nn", False)
        assert statement.received_at == posted
        db.session.commit()


def test_only_what_belongs_to_the_kind_of_sender_is_kept(app: Flask) -> None:
    typed = {"organisation": "Fjord AS", "organisation_number": "974760673", "show_name": True, "under_18": True}
    with app.app_context():
        hearing = a_hearing()
        person = submit(a_draft(hearing, name="Kari", email="kari@example.no", **typed)).statement.sender
        firm = submit(a_draft(hearing, name="Kari", **(typed | {"sender_type": "business"}))).statement.sender
        assert (person.organisation, person.organisation_number) == ("", "")
        assert (person.show_name, person.under_18) == (False, True)
        assert (firm.organisation, firm.show_name, firm.under_18) == ("Fjord AS", False, False)
        db.session.commit()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sender_type": ""}, "sender_type"),
        ({"sender_type": "business"}, "organisation"),
        ({"email": "kari"}, "email"),
        ({"no_remarks": True}, "sender_type"),
        ({"chosen": ["finnes-ikke"], "texts": {"finnes-ikke": "Hei."}}, "text:finnes-ikke"),
        ({"chosen": ["boliger"], "texts": {"boliger": "a" * 20_001}}, "text:boliger"),
    ],
)
def test_the_door_checks_by_itself(app: Flask, changes: dict[str, object], field: str) -> None:
    with app.app_context():
        draft = draft_answer.start(a_hearing())
        held = {"sender_type": "private", "chosen": ["boliger"], "texts": {"boliger": "Bygg."}} | changes
        draft_answer.save(draft, Content(**held))  # type: ignore[arg-type]
        with pytest.raises(Incomplete) as refused:
            submit(draft)
        assert [fault.field for fault in refused.value.faults] == [field]
        db.session.commit()


def test_at_most_fifty_sections_in_one_statement(app: Flask) -> None:
    titles = tuple(f"Kapittel {number}" for number in range(51))
    with app.app_context():
        plan = factories.plan(factories.municipality().id)
        hearing = factories.hearing(plan, factories.version(plan, titles))
        content = Content(sender_type="private")
        for number in range(51):
            content.write(f"kapittel-{number}", "Ja.")
        draft = draft_answer.start(hearing)
        draft_answer.save(draft, content)
        with pytest.raises(Incomplete):
            submit(draft)
        content.take_out("kapittel-0")
        draft_answer.save(draft, content)
        assert len(submit(draft).statement.comments) == 50
        db.session.commit()


def test_the_code_is_shown_again_after_our_secret_has_changed(app: Flask) -> None:
    with app.app_context():
        receipt = submit(a_draft(a_hearing()))
        db.session.commit()
        key, kept = receipt.statement.idempotency_key, receipt.statement.code_hash
        old = app.config["SECRET_KEY"]
        app.config.update(SECRET_KEY="n" * 48, SECRET_KEY_FALLBACKS=[old])
        assert code_shown(key, kept) == receipt.code
        app.config.update(SECRET_KEY_FALLBACKS=[])
        assert code_shown(key, kept) is None


@pytest.mark.parametrize(
    ("text", "people_count"),
    [
        ("", 0),
        ("abc", 3),
        ("a\r\nb", 3),
        ("å", 1),
        ("a\u030a", 1),
        ("\N{HOUSE BUILDING}", 1),
        ("\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}", 1),
        ("\N{WAVING HAND SIGN}\U0001f3fd", 1),
        ("\N{HEAVY BLACK HEART}\ufe0f", 1),
    ],
)
def test_length_counts_as_people_do(text: str, people_count: int) -> None:
    assert length(text) == people_count
