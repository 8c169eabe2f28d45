"""The search page, on real sections and remarks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from app import published, tasks
from app.extensions import db
from consultations.drafts.section import SECTION
from consultations.hearings.hearing import HEARING, Hearing
from consultations.statements import publication
from consultations.statements.statement import Comment, Statement
from search import indexer, installation
from search.installation import current_index
from tests import factories
from tests.pages import Visitor


@pytest.fixture(autouse=True)
def _indexed(app: Flask) -> None:
    with app.app_context():
        home = factories.municipality()
        other = factories.municipality("Fjellvik kommune", slug="fjellvik")
        for place in (home, other):
            hearing = factories.hearing(factories.plan(place.id))
            assert hearing.version
            published.changed(SECTION, [str(section.id) for section in hearing.version.sections])
        db.session.commit()
        tasks.run_due()


def test_a_word_finds_the_section_and_marks_it(visitor: Visitor) -> None:
    page = visitor.get("/storvik/sok?q=bustader")
    assert "3 treff" in page.text
    assert page.select("mark")
    assert page.link("2 Boliger").path == "/storvik/horinger/boligsosial-plan/runde/1/boliger"


def test_nothing_found_says_what_to_do(visitor: Visitor) -> None:
    assert "Prøv et annet ord" in visitor.get("/storvik/sok?q=hurtigbåtkai").text


@pytest.mark.parametrize(
    "query",
    [
        "",
        '"',
        "((((",
        "AND OR NOT",
        "*",
        "a:b",
        "-",
        "\x00",
        "ø" * 3000,
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "🏠",
    ],
)
def test_any_input_gives_a_page(visitor: Visitor, query: str) -> None:
    page = visitor.get("/storvik/sok", query_string={"q": query, "horing": query, "slag": "x", "avsender": "\x00"})
    assert page.status == 200
    assert "<script>alert" not in page.body


@pytest.mark.parametrize("side", ["0", "-1", "x", "9" * 30, "51"])
def test_a_page_number_that_is_none_is_not_found(visitor: Visitor, side: str) -> None:
    assert visitor.get(f"/storvik/sok?q=bolig&side={side}").status == 404


def test_a_lost_index_says_so_and_heals(app: Flask, tmp_path: Path, visitor: Visitor) -> None:
    shutil.rmtree(tmp_path / "index")
    installation.close(app)
    assert "Søket er under vedlikehold" in visitor.get("/storvik/sok?q=bolig").text
    with app.app_context():
        indexer.rebuild(current_index())
        assert indexer.reconcile(current_index()).is_clean
    assert "3 treff" in visitor.get("/storvik/sok?q=bolig").text


def _published(text: str) -> Comment:
    """A remark on the section about homes that everybody may read; the index is told of it."""
    hearing = db.session.scalars(db.select(Hearing).order_by(Hearing.id)).first()
    assert hearing
    statement = factories.statement(hearing, text, sections=("boliger",))
    db.session.commit()
    return statement.comments[0]


def test_a_misspelled_word_is_forgiven_and_told(visitor: Visitor) -> None:
    page = visitor.get("/storvik/sok?q=bollig")
    assert "Vi fant ingenting på «bollig». Mente du bolig?" in page.text
    assert page.select("mark")


def test_a_withdrawn_word_is_not_proposed(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        ref = _published("Kari Hemmelighetsen sier nei").statement.ref
        tasks.run_due()
    assert "Mente du hemmelighetsen" in visitor.get("/storvik/sok?q=hemmelighetsn").text
    with app.app_context():
        publication.withdraw(db.session.scalars(db.select(Statement).where(Statement.ref == ref)).one())
        db.session.commit()
    assert "hemmelighetsen" not in visitor.get("/storvik/sok?q=hemmelighetsn").text


def test_a_remark_is_found_by_its_number_and_its_title_tells_where_it_belongs(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        comment = _published("Flere boliger til unge, takk")
        number = comment.cited_as
        tasks.run_due()
    for words in (f"merknad {number}", number, f"innspill {number.split('-')[0]}"):
        titles = [
            " ".join(hit.text_content().split())
            for hit in visitor.get("/storvik/sok", query_string={"q": words}).select("ol.hits h3")
        ]
        assert titles == [
            f"Boligsosial plan: Merknad {number} til 2 Boliger, privatperson: «Flere boliger til unge, takk»"
        ]


def test_every_round_of_a_hearing_is_found(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        hearing = db.session.scalars(db.select(Hearing)).first()
        assert hearing
        hearing.plan.case_number = "2026/77"
        published.changed(HEARING, [str(hearing.id)])
        db.session.commit()
        tasks.run_due()
    page = visitor.get("/storvik/sok?q=2026/77")
    assert page.link("Høring: Boligsosial plan").path == "/storvik/horinger/boligsosial-plan/runde/1/"
