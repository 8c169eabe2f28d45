"""Closing a case: looked over, a pause in which it can be stopped, one letter for each sender with a personal link."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from flask import Flask

from app import clock, mail, tasks
from app.extensions import db
from app.references import token_hash
from consultations.hearings.hearing import Hearing
from consultations.outcomes import post
from consultations.outcomes.closing import Closing, ClosingUnderWay, closing_under_way
from consultations.outcomes.departure import Wording, depart
from consultations.outcomes.letter import Letter
from consultations.outcomes.opening import WrongLength, count_sentences, write_opening
from consultations.outcomes.outcome import Outcome
from consultations.outcomes.pause import AlreadyDone, NoOpening, NothingMarked, carry_out, plan_closing, stop_closing
from consultations.statements.publication import withdraw
from consultations.statements.statement import Sender, Statement
from tests import factories
from tests.consultations.outcomes.cases import OPENING, decided, released_case, resolved
from tests.pages import Visitor

CASE = "/storvik/arbeid/vedtak/boligsosial-plan/runde/1/"
LINK = re.compile(r"http://localhost(/storvik/utfall/[0-9a-z-]+)")


def letters(app: Flask) -> list[Path]:
    return sorted((app.config["HORING"].data_dir / "mail").rglob("*.eml"))


def body_of(path: Path) -> str:
    return str(message_from_bytes(path.read_bytes()).get_payload(decode=True).decode())  # type: ignore[union-attr]


def count(model: type) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model)) or 0


def run_after_the_pause() -> None:
    with clock.set_to(clock.now() + timedelta(minutes=31)):
        tasks.run_due()
        tasks.run_due()


def test_nothing_happens_in_the_pause_and_what_is_stopped_stays_open(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        closing = plan_closing(resolved(hearing))
        db.session.commit()
        tasks.run_due()
        assert (count(Outcome), count(Letter), hearing.closed_case_at) == (0, 0, None)
        with pytest.raises(ClosingUnderWay):
            decided(hearing, "executive", "recommendation", days_ago=1)
        stop_closing(closing)
        stop_closing(closing)
        db.session.commit()
        run_after_the_pause()
        assert (count(Outcome), count(Letter), letters(app)) == (0, 0, [])
        assert db.session.scalars(db.select(Hearing)).one().closed_case_at is None


def test_after_a_stop_it_can_be_begun_anew_and_each_sender_gets_one_letter(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        made = resolved(hearing)
        stop_closing(plan_closing(made))
        closing = plan_closing(made)
        db.session.commit()
        run_after_the_pause()
        assert (count(Outcome), count(Letter), len(letters(app))) == (3, 3, 3)
        with pytest.raises(AlreadyDone):
            stop_closing(db.session.get_one(Closing, closing.id))
        carry_out(db.session.get_one(Closing, closing.id))
        run_after_the_pause()
        assert len(letters(app)) == 3


def test_a_letter_carries_numbers_and_links_and_no_text_of_anybody(app: Flask) -> None:
    with app.app_context():
        hearing = released_case()
        made = resolved(hearing, "changed")
        depart(made, db.true(), Wording("noted", "Kommunestyret vil vente."))
        plan_closing(made)
        db.session.commit()
        run_after_the_pause()
        for text in map(body_of, letters(app)):
            assert "Tatt til orientering: 1" in text
            assert "På 1 punkt bestemte politikerne noe annet" in text
            assert "Vedtaket kan ikke påklages." in text
            assert LINK.search(text)
            for secret in ("Haugneset", "Kari", "vil vente", "Det er for dyrt"):
                assert secret not in text


def test_a_worker_that_dies_in_the_middle_sends_each_letter_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        plan_closing(resolved(released_case()))
        db.session.commit()
        accepted: list[str] = []

        def dies(to: str, *texts: str, **options: object) -> None:
            if len(accepted) == 1:
                raise RuntimeError("killed")
            accepted.append(to)
            send(to, *texts, **options)  # type: ignore[arg-type]

        send = mail.send
        monkeypatch.setattr(post.mail, "send", dies)
        run_after_the_pause()
        assert (count(Letter), letters(app)) == (0, [])
        assert db.session.scalars(db.select(Hearing)).one().closed_case_at is not None
        monkeypatch.undo()
        with clock.set_to(clock.now() + timedelta(hours=2)):
            tasks.run_due()
            tasks.run_due()
        first = {message_from_bytes(path.read_bytes())["Message-ID"] for path in letters(app)}
        assert len(first) == 3
        again = db.select(tasks.Task).where(tasks.Task.kind == "mail")
        assert {task.key.partition(":")[0] for task in db.session.scalars(again)} == {"outcome"}


def test_who_left_no_address_is_written_to_and_the_link_opens_the_receipt(app: Flask) -> None:
    with app.app_context():
        hearing = released_case(emails=False)
        plan_closing(resolved(hearing))
        db.session.commit()
        run_after_the_pause()
        assert (count(Letter), letters(app)) == (3, [])
        db.session.commit()
    planner = Visitor(app)
    planner.sign_in("planner@example.no")
    listed = planner.get(CASE).link("Brev til dem som ikke har e-postadresse")
    assert listed.text.count("Kari Innbygger") == 3
    printed = listed.link("Se brevet")
    assert "Vedtaket kan ikke påklages." in printed.text
    address = LINK.search(printed.text)
    assert address is not None
    with app.app_context():
        hashes = set(db.session.scalars(db.select(Letter.token_hash)))
        secret = address[1].rpartition("/")[2]
        assert token_hash(secret) in hashes
        assert len(secret.replace("-", "")) * 5 >= 128


def test_a_personal_link_opens_nothing_before_the_button_is_pressed(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        factories.municipality("Lillevik kommune")
        plan_closing(resolved(released_case(1)))
        db.session.commit()
        run_after_the_pause()
        address = LINK.search(body_of(letters(app)[0]))
        assert address is not None
    page = visitor.get(address[1])
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "Haugneset" not in page.text
    assert visitor.get("/storvik/kvittering/innspill").path == "/storvik/kvittering"
    receipt = page.form("Vis hva som ble bestemt").send()
    assert "La skolen på Haugneset bestå" in receipt.text
    assert "Avgjort av Kommunestyret" in receipt.text
    assert visitor.get(f"{address[1]}x").status == 404
    assert visitor.get(address[1].replace("storvik", "lillevik")).status == 404


def test_changed_without_a_change_asks_and_keeps_who_answered(app: Flask) -> None:
    with app.app_context():
        made = decided(released_case(), "assembly", "resolution", "changed")
        with pytest.raises(NothingMarked):
            plan_closing(made)
        with pytest.raises(NoOpening):
            plan_closing(made, nothing_departs=True)
        db.session.commit()
        ref = made.ref
    planner = Visitor(app)
    planner.sign_in("planner@example.no")
    page = planner.get(CASE).link("Se over og avslutt saken")
    assert "ingen punkter er merket" in page.text
    opening = page.link("Skriv innledningen")
    written = opening.form("Godta innledningen").send(text="Én setning.")
    assert "Nå er det 1." in written.text
    accepted = planner.get(f"{CASE}{ref}/innledning").form("Godta innledningen").send()
    asked = accepted.form("Avslutt saken etter pausen").send()
    assert asked.status == 400
    assert "Svar på dette før saken blir avsluttet." in asked.text
    begun = asked.form("Avslutt saken etter pausen").send(nothing_departs="y")
    assert "Saken blir avsluttet kl." in begun.text
    stopped = begun.form("Stopp avslutningen").send()
    assert "Ingen har fått brev" in stopped.text
    with app.app_context():
        kept = db.session.scalars(db.select(Closing)).one()
        assert kept.nothing_departs
        assert kept.planned_by is not None
        assert closing_under_way(kept.hearing) is None


def test_every_letter_can_be_looked_at_before_it_is_sent(app: Flask) -> None:
    with app.app_context():
        hearing = released_case(3)
        late = factories.statement(hearing, "For sent.", late=True, late_counts=False, late_reason="Nei.")
        factories.statement(hearing, no_remarks=True)
        gone = db.session.scalars(db.select(Statement).where(Statement.number == 2)).one()
        withdraw(gone)
        resolved(hearing)
        db.session.commit()
        assert late.sender.email == ""
    planner = Visitor(app)
    planner.sign_in("planner@example.no")
    page = planner.get(CASE).link("Se over og avslutt saken")
    assert OPENING in page.text
    assert "Innspillet kom etter fristen og ble ikke tatt med" in page.text
    every = page.link("Se hvert brev på e-post")
    assert "Alle (5)" in every.text
    assert "På e-post (3)" in every.text
    assert "(personlig lenke)" in every.link("Se brevet").text
    with app.app_context():
        assert (count(Letter), count(Outcome)) == (0, 0)


def test_the_appeal_stands_where_the_plan_can_be_appealed(app: Flask) -> None:
    with app.app_context():
        plan_closing(resolved(released_case(1, plan_type="reguleringsplan")))
        db.session.commit()
        run_after_the_pause()
        text = body_of(letters(app)[0])
        assert "Fristen er tre uker" in text
        assert "forvaltningsloven § 28" in text


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", 0),
        ("Ja. Nei. Kanskje.", 3),
        ("Kommunestyret vedtok planen 28. oktober 2026 kl. 10. Det kom nr. 12 først", 2),
        ("«Hva nå?» Vi venter!", 2),
    ],
)
def test_sentences_are_counted_as_people_do(text: str, sentences: int) -> None:
    assert count_sentences(text) == sentences


def test_an_opening_has_three_to_five_sentences(app: Flask) -> None:
    with app.app_context():
        made = decided(released_case(1), "assembly", "resolution", "as_proposed")
        for wrong in ("En. To.", "En. To. Tre. Fire. Fem. Seks."):
            with pytest.raises(WrongLength):
                write_opening(made, wrong)
        assert write_opening(made, OPENING).version == 1
        assert count(Sender) == 1
