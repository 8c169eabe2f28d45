"""The search page, on real sections and remarks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from app import published, tasks
from app.extensions import db
from consultations.drafts.section import SECTION
from search import indexer
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
    assert "2 treff" in page.text
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
    with app.app_context():
        app.extensions.pop("horing.search")
    assert "Søket er under vedlikehold" in visitor.get("/storvik/sok?q=bolig").text
    with app.app_context():
        indexer.rebuild(current_index())
        assert indexer.reconcile(current_index()).is_clean
    assert "2 treff" in visitor.get("/storvik/sok?q=bolig").text
