"""The staff's pages of editions."""

from __future__ import annotations

import hashlib

import pytest
from flask import Flask

from app.accounts import MODERATOR, PLANNER, READER
from app.audit import AuditEvent
from app.extensions import db
from consultations.hearings.hearing import Hearing
from tests.consultations.editions.cases import changed, made, released, work
from tests.consultations.reports.cases import REPORT, download, received, signed_in

EDITIONS = f"{REPORT}/utgaver/"


@pytest.fixture
def hearing(app: Flask) -> int:
    """Released, with edition 1."""
    with app.app_context():
        found = released()
        made(found)
        db.session.commit()
        return found.id


def test_a_planner_orders_the_next_edition_and_sees_what_is_new(app: Flask, hearing: int) -> None:
    planner = signed_in(app, PLANNER)
    page = planner.get(REPORT + "/")
    assert "Utgave 1" in page.text
    with app.app_context():
        changed(db.session.get_one(Hearing, hearing), 2, text="Lys kommer i 2028.", verdict="accepted", change="Lys.")
    page = planner.get(EDITIONS)
    assert "Vurderinger er endret etter utgave 1" in page.text
    ordered = page.form("Lag utgave 2").send()
    assert "En utgave lages nå" in ordered.text
    assert "Utgave 2" not in "".join(cell.text_content() for cell in ordered.select("tbody th"))
    assert planner.get(EDITIONS + "2/").status == 404
    with app.app_context():
        work()
    page = planner.get(EDITIONS).link("Utgave 2")
    assert page.h1 == "Utgave 2 av Boligsosial plan"
    assert "Tas til orientering ble til Tas til følge" in page.text
    assert "2028." in "".join(one.text_content() for one in page.select(".word-diff ins"))
    assert "Vurderinger er endret etter" not in planner.get(EDITIONS).text
    first = planner.get(EDITIONS + "1/")
    assert "Det finnes en nyere utgave." in first.text
    assert "Dette er den første utgaven." in first.text


def test_a_file_is_given_as_it_was_stored_with_its_checksum_shown(app: Flask, hearing: int) -> None:
    reader = signed_in(app, READER)
    page = reader.get(EDITIONS + "1/")
    sums = [code.text_content() for code in page.select(".checksum")]
    files = [link.get("href") for link in page.select("tbody a[download]")]
    assert len(sums) == len(files) == 10
    for address, checksum in zip(files, sums, strict=True):
        first = download(reader, address)
        assert first.status == 200
        assert hashlib.sha256(first.data).hexdigest() == checksum
        assert first.headers["Cache-Control"] == "no-store"
        assert int(first.headers["Content-Length"]) == len(first.data)
    given = download(reader, EDITIONS + "1/summary.docx").headers["Content-Disposition"]
    assert given == "attachment; filename=hoeringsoppsummering-boligsosial-plan-utgave-1.docx"
    with app.app_context():
        events = db.session.scalars(db.select(AuditEvent).where(AuditEvent.action == "report.exported")).all()
        assert {"what": "summary", "form": "docx", "edition": 1} in [event.data for event in events]


def test_an_old_address_of_a_final_paper_leads_to_the_newest_edition(app: Flask, hearing: int) -> None:
    reader = signed_in(app, READER)
    old = reader.get(f"{REPORT}/table.csv?utgave=endelig", follow=False)
    assert (old.status, old.headers["Location"]) == (302, EDITIONS + "1/table.csv")
    with app.app_context():
        made(db.session.get_one(Hearing, hearing))
    old = reader.get(f"{REPORT}/table.csv?utgave=endelig", follow=False)
    assert old.headers["Location"] == EDITIONS + "2/table.csv"
    assert download(reader, EDITIONS + "1/table.csv").status == 200


def test_a_reason_is_asked_for_where_something_is_missing_and_kept_when_refused(app: Flask, hearing: int) -> None:
    with app.app_context():
        found = db.session.get_one(Hearing, hearing)
        received(found, "Kom i posten.", received_at=found.opens_at)
        db.session.commit()
    planner = signed_in(app, PLANNER)
    page = planner.get(EDITIONS)
    assert "Uten vurdering: 3-1" in page.text
    refused = page.form("Lag utgave 2").send(override_reason="")
    assert refused.status == 409
    too_long = page.form("Lag utgave 2").send(override_reason="x" * 2001)
    assert too_long.status == 400
    assert too_long.form("Lag utgave 2").values["override_reason"].strip() == "x" * 2001
    ordered = page.form("Lag utgave 2").send(override_reason="Kommunestyret vil ha saken nå.")
    again = page.form("Lag utgave 2").send(override_reason="En gang til.")
    assert ordered.status == 200
    assert again.status == 409
    assert "En utgave lages alt" in again.text
    with app.app_context():
        work()
    assert "Kommunestyret vil ha saken nå." in planner.get(EDITIONS + "2/").text


def test_who_may_see_and_who_may_make(app: Flask, hearing: int) -> None:
    reader, moderator = signed_in(app, READER), signed_in(app, MODERATOR)
    page = reader.get(EDITIONS)
    assert "Lag utgave" not in page.text
    token = page.form("Logg ut").values["csrf_token"]
    assert reader.post(EDITIONS, {"csrf_token": token}).status == 403
    assert [moderator.get(EDITIONS + path).status for path in ("", "1/", "1/table.csv")] == [403] * 3
    assert [reader.get(EDITIONS + path).status for path in ("7/", "1/hemmelig.docx", "1/x", "7/table.csv")] == [404] * 4
