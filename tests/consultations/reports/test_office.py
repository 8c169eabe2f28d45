"""The staff's pages of numbers and papers."""

from __future__ import annotations

import pytest
from flask import Flask

from app.accounts import MODERATOR, PLANNER, READER
from app.audit import AuditEvent
from app.extensions import db
from tests import factories
from tests.consultations.reports.cases import (
    OFFICE,
    REPORT,
    answer,
    closed_hearing,
    download,
    received,
    signed_in,
)

FORMS = ("docx", "xlsx", "csv", "html")


@pytest.fixture
def hearing(app: Flask) -> int:
    """Two statements, one of them without an answer."""
    with app.app_context():
        made = closed_hearing()
        first = received(made, "Bygg flere små boliger.", sections=("boliger",))
        received(made, "Kortere køer, takk.")
        answer(first, theme="Boliger")
        db.session.commit()
        return made.id


def test_the_overview_counts_charts_and_tells_what_is_missing(app: Flask, hearing: int) -> None:
    page = signed_in(app, PLANNER).get(OFFICE + "/").link("Boligsosial plan")
    assert page.h1 == "Boligsosial plan"
    assert "1 av 2 punkter har svar (50 %)" in page.text
    assert "Uten vurdering: 2-1" in page.text
    for question in ("Hvem svarte?", "Hvilke kapitler", "Hvilke temaer", "Når kom innspillene?"):
        assert question in page.text
    assert len(page.select("table")) == len(page.select(".chart")) == 5


def test_the_papers_can_be_read_as_pages(app: Flask, hearing: int) -> None:
    reader = signed_in(app, READER)
    assert "Vi er enige." in reader.get(f"{REPORT}/merknadstabell").text
    summary = reader.get(f"{REPORT}/oppsummering")
    assert "Dette er et utkast" in summary.text
    assert "«noen» blir «minst tolv»" in summary.text
    assert reader.get(f"{REPORT}/merknadstabell?side=2").status == 404
    assert reader.get(f"{REPORT}/merknadstabell?side=x").status == 404


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", ["summary", "table"])
def test_a_draft_downloads_by_a_sensible_name_and_is_stored_by_nobody(
    app: Flask, hearing: int, what: str, form: str
) -> None:
    page = download(signed_in(app, READER), f"{REPORT}/{what}.{form}")
    assert page.status == 200
    assert page.headers["Cache-Control"] == "no-store"
    name = {"summary": "hoeringsoppsummering", "table": "merknadstabell"}[what]
    assert page.headers["Content-Disposition"] == f"attachment; filename={name}-boligsosial-plan-utkast.{form}"
    assert int(page.headers["Content-Length"]) == len(page.data) > 100


def test_a_download_leaves_a_trace(app: Flask, hearing: int) -> None:
    download(signed_in(app, READER), f"{REPORT}/table.csv")
    with app.app_context():
        events = db.session.scalars(db.select(AuditEvent).where(AuditEvent.action == "report.exported")).all()
        assert [event.data for event in events] == [{"what": "table", "form": "csv", "edition": 0}]
        assert events[0].actor.startswith("user:")


def test_an_old_address_of_a_final_paper_says_what_is_missing_while_there_is_none(app: Flask, hearing: int) -> None:
    page = signed_in(app, PLANNER).get(f"{REPORT}/summary.docx?utgave=endelig")
    assert page.status == 409
    assert page.h1 == "Det er ikke laget noen utgave ennå"
    assert "Uten vurdering: 2-1" in page.text


def test_a_moderator_and_another_municipality_see_none_of_it(app: Flask, hearing: int) -> None:
    with app.app_context():
        other = factories.municipality("Lillevik kommune")
        factories.user(other.id, PLANNER, email="planlegger@lillevik.example.no")
        db.session.commit()
    paths = [REPORT + "/", f"{REPORT}/oppsummering", f"{REPORT}/merknadstabell", f"{REPORT}/table.docx"]
    moderator = signed_in(app, MODERATOR)
    assert [moderator.get(path).status for path in paths] == [403] * 4
    stranger = signed_in(app, PLANNER)
    stranger.sign_in("planlegger@lillevik.example.no")
    assert [stranger.get(path).status for path in paths] == [404] * 4
    assert stranger.get(REPORT.replace("storvik", "lillevik") + "/").status == 404
