"""Every page and paper that names a sender says for whom it speaks, its number, and that nobody has checked it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from app import clock
from app.accounts import MODERATOR, PLANNER
from app.extensions import db
from consultations.assessment.release import release, start_assessment
from consultations.hearings.hearing import Hearing
from consultations.points.point import Point
from consultations.reports import export
from consultations.reports.formats import FORMATS, SUMMARY, TABLE
from consultations.statements.publication import publish
from consultations.statements.statement import Statement
from tests import factories
from tests.consultations.reports.cases import answer, signed_in
from tests.pages import Visitor

HEARING = "/storvik/horinger/boligsosial-plan/"
OFFICE = "/storvik/arbeid"
FACTS = ("Haugneset vel", "på vegne av Grendelaget", "org.nr. 974 760 673", "ikke bekreftet")
MORE = ("sammen med Ballklubben, Pensjonistlaget", "214 underskrifter", "vedtatt av styret", "støtter innspill nr. 1")
WHOM = "Gamle Olga Nordmann"


@pytest.fixture
def case(app: Flask) -> int:
    """A council that has everything to tell, an organisation that waits, and a person who writes for another."""
    with app.app_context():
        home = factories.municipality()
        for role in (PLANNER, MODERATOR):
            factories.user(home.id, role)
        hearing = factories.hearing(factories.plan(home.id), opens_in=-50, days=40)
        spoken(hearing, "council", late=True)
        spoken(hearing, "association", published=False)
        person = factories.statement(hearing, "Jeg skriver for naboen.", sections=("boliger",), published=False)
        person.sender.on_behalf_of, person.sender.co_senders, person.signatories = WHOM, "Per Nordmann", 2
        publish(person, {})
        start_assessment(hearing)
        answer(*db.session.scalars(db.select(Statement)))
        release(hearing, "Moderator er syk.")
        db.session.commit()
        return hearing.id


def spoken(hearing: Hearing, kind: str, *, published: bool = True, late: bool = False) -> Statement:
    made = factories.statement(
        hearing,
        "Behold skolen.",
        sections=("boliger",),
        sender_type=kind,
        organisation="Haugneset vel",
        published=False,
        late=late,
        late_counts=True if late else None,
        signatories=214,
        board_decided_on=clock.today(),
    )
    made.sender.on_behalf_of, made.sender.organisation_number = "Grendelaget", "974760673"
    made.sender.co_senders, made.sender.supports = "Ballklubben\nPensjonistlaget", "innspill 1"
    if published:
        publish(made, {})
    return made


@pytest.mark.parametrize("path", ["boliger", "innspill/", "innspill/<ref>", "resultat"])
def test_public_pages_name_a_sender_whole(app: Flask, case: int, path: str) -> None:
    with app.app_context():
        ref = db.session.scalars(db.select(Statement.ref).order_by(Statement.number)).first()
    page = Visitor(app).get(HEARING + path.replace("<ref>", str(ref)))
    missing = [fact for fact in (*FACTS, *MORE) if fact not in page.text.replace("\N{NO-BREAK SPACE}", " ")]
    assert missing == []
    assert "Kari Innbygger" not in page.text
    assert WHOM not in page.text


def test_whom_a_private_person_speaks_for_is_told_without_a_name(app: Flask, case: int) -> None:
    text = Visitor(app).get(f"{HEARING}boliger").text
    assert "på vegne av andre" in text
    assert "2 underskrifter" in text
    assert "Per Nordmann" not in text


def test_a_supported_number_leads_to_its_statement(app: Flask, case: int) -> None:
    assert "Innspill nr. 1" in Visitor(app).get(f"{HEARING}boliger").link("Les innspill nr. 1").h1


def test_staff_pages_name_a_sender_whole(app: Flask, case: int) -> None:
    with app.app_context():
        point = db.session.scalars(db.select(Point.ref).order_by(Point.number)).first()
        waits = db.session.scalars(db.select(Statement.ref).where(Statement.number == 2)).one()
    desk, moderator = f"{OFFICE}/vurdering/boligsosial-plan", signed_in(app, MODERATOR)
    planner = signed_in(app, PLANNER)
    pages = [
        planner.get(f"{desk}/"),
        planner.get(f"{desk}/punkt/{point}"),
        planner.get(f"{desk}/").link("1-1"),
        planner.get(f"{desk}/for-sent"),
        planner.get(f"{desk}/svar").link("Vi er enige"),
        planner.get(f"{OFFICE}/rapporter/boligsosial-plan/merknadstabell"),
        planner.get(f"{OFFICE}/rapporter/boligsosial-plan/oppsummering"),
        moderator.get(f"{OFFICE}/moderering/"),
        moderator.get(f"{OFFICE}/moderering/{waits}"),
        moderator.get(f"{OFFICE}/moderering/?vis=publisert"),
        moderator.get(f"{OFFICE}/moderering/{waits}").form("Forhåndsvis").send(("act", "preview")),
    ]
    for page in pages:
        assert page.status == 200
        missing = [fact for fact in FACTS if fact not in page.text.replace("\N{NO-BREAK SPACE}", " ")]
        assert missing == [], page.path


PAPERS = [(what, form) for what in (SUMMARY, TABLE) for form in FORMATS if (what, form) != (SUMMARY, "csv")]


@pytest.mark.parametrize(("what", "form"), PAPERS)  # the summary as csv has numbers only
def test_papers_name_a_sender_whole(app: Flask, case: int, what: str, form: str, tmp_path: Path) -> None:
    with app.app_context():
        hearing = db.session.get(Hearing, case)
        assert hearing
        export.write(hearing, what, form, tmp_path / "paper")
        db.session.rollback()
    data = (tmp_path / "paper").read_bytes()
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            text = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    else:
        text = data.decode()
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    assert [fact for fact in (*FACTS, *MORE) if fact not in text] == []
    assert WHOM not in text


def test_a_moderator_who_hides_the_sender_hides_all_that_tells_who_it_is(app: Flask, case: int) -> None:
    with app.app_context():
        one = db.session.scalars(db.select(Statement).where(Statement.number == 1)).one()
        publish(one, {}, with_name=False)
        db.session.commit()
    text = Visitor(app).get(f"{HEARING}boliger").text
    for fact in (*FACTS, "Ballklubben", "støtter"):
        assert fact not in text
    assert "Råd nr. 1" in text
