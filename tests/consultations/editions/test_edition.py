"""An edition is bytes: whatever happens afterwards, what a body read can be read again."""

from __future__ import annotations

import csv
import io
import json
import threading
from datetime import timedelta

import pytest
from flask import Flask

from app import clock, storage
from app.audit import AuditEvent
from app.extensions import db
from consultations.assessment import coverage as coverage_of
from consultations.assessment.late import decide_late
from consultations.assessment.release import NotCovered, TextMustBeMended, release
from consultations.editions.edition import Edition, can_be_read, edition_read, editions, find_edition, newest_edition
from consultations.editions.faults import edition_faults
from consultations.editions.order import BeingMade, EditionNotReleased, is_being_made, order_edition, order_of
from consultations.hearings.hearing import Hearing
from consultations.reports import making
from consultations.reports.comparison import read_comparison
from consultations.reports.formats import FORMATS
from consultations.reports.frozen_rows import read_rows
from consultations.statements.publication import hide_name, publish, withdraw, withhold
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Passage
from tests.consultations.editions.cases import Content, answered, changed, made, released, work
from tests.consultations.reports.cases import closed_hearing, received, statements_of


def bytes_of(edition: Edition) -> dict[str, bytes]:
    return {file.name: storage.read(file.stored) for file in edition.files}


def compared(edition: Edition) -> dict[tuple[str, str], tuple[str, str]]:
    """What is told to be otherwise, by number and kind."""
    found = edition.file("changes", "json")
    assert found is not None
    with storage.opened(found.stored) as file:
        return {(one.number, one.kind): (one.before, one.after) for one in read_comparison(file).differences}


def test_releasing_makes_edition_1_with_every_paper_in_every_format(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        assert newest_edition(hearing) is None
        assert is_being_made(hearing)
        work()
        edition = newest_edition(hearing)
        assert edition is not None
        assert (edition.number, edition.statements, edition.points, edition.unanswered_points) == (1, 2, 2, 0)
        papers = {f"{paper}.{form}" for paper in ("summary", "table") for form in FORMATS}
        assert {file.name for file in edition.files} == papers | {"rows.jsonl", "changes.json"}
        assert b"UTKAST" not in bytes_of(edition)["summary.html"]
        assert b"Utgave 1, laget" in bytes_of(edition)["summary.html"]
        assert order_of(hearing) is None
        assert not is_being_made(hearing)


def test_whatever_happens_later_an_edition_keeps_its_bytes(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        first = made(hearing)
        before = bytes_of(first)
        private, society = statements_of(hearing)
        changed(hearing, 1, verdict="rejected", text="Likevel ikke.", reason="Det er ikke råd.", change="")
        hide_name(society)
        publish(private, {private.comments[0].id: [Passage(0, 4)]})
        withdraw(society)
        late = received(hearing, "Altfor sent.", late=True, received_at=clock.now())
        decide_late(hearing, late, True, "Det er viktig.", None)
        answered(hearing, late)
        db.session.commit()
        assert bytes_of(first) == before
        second = made(hearing)
        assert second.number == 2
        assert bytes_of(first) == before
        assert bytes_of(second)["table.csv"] != before["table.csv"]
        assert not storage.damaged()
        assert edition_faults() == []


def test_the_next_edition_tells_what_changed_and_repeats_no_word_that_had_to_go(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        with clock.set_to(clock.now() + timedelta(hours=1)):
            late = received(hearing, "Altfor sent.", late=True, received_at=clock.now())
            decide_late(hearing, late, False, "For sent.", None)
            made(hearing)
            made(hearing)
            private, society = statements_of(hearing)[:2]
            changed(hearing, 1, verdict="rejected", text="Likevel ikke.", reason="Ikke råd.", change="")
            publish(private, {private.comments[0].id: [Passage(6, 12)]})
            withhold(society, ReasonClass.THIRD_PARTY)
            decide_late(hearing, late, True, "Det er viktig likevel.", False)
            answered(hearing, late, Content("Takk.", "noted"))
            newcomer = received(hearing, "Sendt i post.", received_at=hearing.opens_at)
            answered(hearing, newcomer, Content("Takk.", "noted"))
        with clock.set_to(clock.now() + timedelta(hours=2)):
            third = made(hearing)
        told = compared(third)
        assert told["1-1", "verdict"] == ("Tas til følge", "Tas ikke til følge")
        assert told["1-1", "assessment"] == ("Vi er enige.", "Likevel ikke.\n\nIkke råd.")
        assert told["1-1", "text"] == ("", "")
        assert told["2-1", "state"] == ("Publisert", "Ikke publisert")
        assert told["3-1", "counts"] == ("Tas ikke med", "Tas med")
        assert ("4-1", "new") in told
        assert ("2-1", "sender") not in told and ("2-1", "text") not in told
        files = bytes_of(third)
        words = files["summary.html"].decode()
        assert "Endret siden utgave 2" in words
        assert "Vi er enige." not in words
        assert "flere" not in files["changes.json"].decode()
        assert "Velforeningen Solsia" not in files["changes.json"].decode()


def test_two_editions_without_a_change_say_so(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        made(hearing)
        second = made(hearing)
        assert json.loads(bytes_of(second)["changes.json"]) == {"counts": {}, "differences": [], "since": 1}
        assert "Ingen punkter er endret." in bytes_of(second)["summary.html"].decode()


def test_all_papers_are_of_one_moment(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody changes a verdict while the files are written: no file knows of it, also on PostgreSQL."""
    with app.app_context():
        hearing = released()
        order = order_of(hearing)
        assert order is not None
        ref, hearing_id = order.ref, hearing.id
        write = making._write

        def disturbed(*arguments: object) -> None:
            def elsewhere() -> None:
                with app.app_context():
                    found = db.session.get_one(Hearing, hearing_id)
                    changed(found, 2, text=f"Endret {clock.now()}")

            if not done:
                thread = threading.Thread(target=elsewhere)
                thread.start()
                thread.join()
                done.append(True)
            write(*arguments)  # type: ignore[arg-type]

        done: list[bool] = []
        monkeypatch.setattr(making, "_write", disturbed)
        db.session.commit()
        making.make_edition(ref)
        edition = newest_edition(hearing)
        assert edition is not None and done
        assert all(b"Endret 20" not in data for data in bytes_of(edition).values())
        rows = list(read_rows(io.BytesIO(bytes_of(edition)["rows.jsonl"])))
        assert [row.assessment for row in rows] == ["Tas opp i budsjettet.", "Vi er enige."]


def test_a_worker_that_dies_in_the_middle_leaves_nothing_that_shows(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        hearing = released()
        order = order_of(hearing)
        assert order is not None
        ref = order.ref
        db.session.commit()

        class Killed(BaseException):
            pass

        for place in ("_write", "_store"):
            with monkeypatch.context() as patched:

                def die(*_arguments: object) -> None:
                    raise Killed

                patched.setattr(making, place, die)
                with pytest.raises(Killed):
                    making.make_edition(ref)
            db.session.rollback()
            assert editions(hearing) == []
            assert is_being_made(hearing)
            db.session.rollback()
        making.make_edition(ref)
        assert [edition.number for edition in editions(hearing)] == [1]
        db.session.commit()
        making.make_edition(ref)
        assert [edition.number for edition in editions(hearing)] == [1]


def test_of_two_planners_at_once_one_orders_and_the_other_is_told(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        made(hearing)
        hearing_id = hearing.id
        db.session.commit()
    told: list[str] = []

    def order() -> None:
        with app.app_context():
            try:
                order_edition(db.session.get_one(Hearing, hearing_id))
                db.session.commit()
                told.append("ordered")
            except BeingMade:
                db.session.rollback()
                told.append("being made")

    threads = [threading.Thread(target=order) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["being made", "ordered"]
    with app.app_context():
        work()
        numbers = [edition.number for edition in editions(db.session.get_one(Hearing, hearing_id))]
        assert numbers == [2, 1]


def test_two_workers_with_one_order_make_one_edition(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        order = order_of(hearing)
        assert order is not None
        ref, hearing_id = order.ref, hearing.id
        db.session.commit()

    def make() -> None:
        with app.app_context():
            making.make_edition(ref)

    threads = [threading.Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        found = editions(db.session.get_one(Hearing, hearing_id))
        assert [(edition.number, len(edition.files)) for edition in found] == [(1, making.FILES)]


def test_there_is_no_edition_of_what_is_not_released_or_not_covered(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        received(hearing, "Uten svar")
        with pytest.raises(EditionNotReleased):
            order_edition(hearing)
        release(hearing, "Formannskapet vil ha saken nå.")
        first = made(hearing)
        assert first.override_reason == "Formannskapet vil ha saken nå."
        words = bytes_of(first)["summary.html"].decode()
        assert "Formannskapet vil ha saken nå." in words and "Uten vurdering: 1-1" in words
        with pytest.raises(NotCovered):
            order_edition(hearing)
        second = made(hearing, "Kommunestyret vil ha den også.")
        assert (second.number, second.unanswered_points) == (2, 1)


def test_what_comes_to_be_missing_after_the_order_stops_it(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        received(hearing, "Kom i posten i tide.", received_at=hearing.opens_at)
        work()
        assert editions(hearing) == []
        order = order_of(hearing)
        assert order is not None and order.refused_at is not None
        assert not is_being_made(hearing)
        answered(hearing, statements_of(hearing)[-1])
        db.session.commit()
        with pytest.raises(NotCovered):
            received(hearing, "Enda et brev.", received_at=hearing.opens_at)
            order_edition(hearing)
        answered(hearing, statements_of(hearing)[-1])
        order_edition(hearing)
        work()
        assert [edition.number for edition in editions(hearing)] == [1]


def test_no_edition_quotes_what_was_removed_since(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        made(hearing)
        changed(hearing, 1, text="Vi bygger flere små boliger.")
        private = statements_of(hearing)[0]
        publish(private, {private.comments[0].id: [Passage(6, 15)]})
        with pytest.raises(TextMustBeMended):
            order_edition(hearing)


def test_a_body_has_read_the_newest_edition_of_its_day(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        first = made(hearing)
        today = first.made_on
        with clock.set_to(clock.now() + timedelta(days=3)):
            second = made(hearing)
        assert edition_read(hearing, today - timedelta(days=1)) is None
        assert edition_read(hearing, today + timedelta(days=1)) == first
        assert edition_read(hearing, today + timedelta(days=3)) == second
        assert not can_be_read(hearing, today - timedelta(days=1), clock.now())
        assert can_be_read(hearing, today, clock.now())


def test_check_names_an_edition_that_was_touched(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        first = made(hearing)
        path = storage._path(first.files[0].stored.sha256)
        path.chmod(0o600)
        path.write_bytes(b"noe annet")
        assert [row.name for row in storage.damaged()] == ["hoeringsoppsummering-boligsosial-plan-utgave-1.docx"]
        assert edition_faults() == []
        other = storage.store(b"noe annet", "x.docx", "application/x", hearing.municipality_id)
        first.files[0].file_id = other.id
        db.session.commit()
        db.session.expire_all()
        assert edition_faults() == ["edition 1 of boligsosial-plan has other files than the log tells"]
        events = db.session.scalars(db.select(AuditEvent.action).order_by(AuditEvent.number)).all()
        assert [action for action in events if action.startswith("edition")] == ["edition.ordered", "edition.made"]


def test_the_table_of_an_edition_holds_what_was_received_by_its_cut_off(app: Flask) -> None:
    with app.app_context():
        hearing = released()
        order = order_of(hearing)
        assert order is not None
        with clock.set_to(order.ordered_at + timedelta(hours=1)):
            received(hearing, "Altfor sent", late=True, received_at=clock.now())
            edition = made(hearing)
        table = bytes_of(edition)["table.csv"].decode("utf-8-sig")
        assert [line["Nr."].strip() for line in csv.DictReader(io.StringIO(table), delimiter=";")] == ["2-1", "1-1"]
        assert coverage_of.coverage(hearing, edition.cut_off).statements == edition.statements == 2
        assert find_edition(hearing, 9) is None
