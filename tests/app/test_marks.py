"""Marks on letters: no pile is composed that is higher than a person writes, so composing is linear."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from flask import Flask

from app import marks
from app.references import slug
from app.sorting import sort_key
from app.storage import safe_name
from app.text import received
from consultations.statements.content import length
from search.language import shown
from tests import factories
from tests.pages import Visitor

ACUTE, CEDILLA = "\u0301", "\u0327"
PILE = "e" + ACUTE * 40 + CEDILLA * 40
NAMES = {
    "composed": marks.composed,
    "received": received,
    "length": lambda text: str(length(text)),
    "shown": shown,
    "slug": slug,
    "sort_key": sort_key,
    "safe_name": safe_name,
}


def highest(text: str) -> int:
    """The highest pile of a text, counted one by one."""
    most = now = 0
    for character in text:
        now = now + 1 if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me") else 0
        most = max(most, now)
    return most


@pytest.mark.parametrize("name", NAMES)
def test_whatever_composes_a_text_composes_no_high_pile(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work grows with the square of the highest pile, and with nothing else."""
    heights: list[int] = []
    real = unicodedata.normalize

    def counting(form: str, text: str) -> str:
        heights.append(highest(text))
        return real(form, text)  # type: ignore[arg-type]

    monkeypatch.setattr(unicodedata, "normalize", counting)
    NAMES[name](f"{PILE}a{PILE}")
    assert max(heights, default=0) <= marks.MOST


def test_what_a_person_writes_stays_as_it_is() -> None:
    for text in ("Åse", "guovža", "e" + ACUTE, "Việt Nam", "क्षत्रिय", "שָׁלוֹם", "👨‍👩‍👧", "z" + ACUTE * marks.MOST):
        assert not marks.too_many(text)
        assert marks.composed(text) == unicodedata.normalize("NFC", text)


def test_a_pile_is_cut_off_and_nothing_else() -> None:
    assert marks.thinned(f"før{PILE}etter") == "før" + "e" + ACUTE * marks.MOST + "etter"
    assert marks.too_many(PILE)
    assert marks.too_many(ACUTE * (marks.MOST + 1)), "without a letter too"


def test_every_mark_of_unicode_is_one() -> None:
    missed = [
        hex(point)
        for point in range(sys.maxunicode)
        if unicodedata.combining(chr(point)) and not marks.too_many(chr(point) * (marks.MOST + 1))
    ]
    assert missed == []


def test_letters_and_signs_are_none() -> None:
    for letter in "a1 .\nåяあ漢😀𝓱🇳ﷺ":
        assert not marks.too_many(letter * 50), ascii(letter)


@pytest.mark.parametrize("name", ["hele-planen", "name", "organisation", "supports", "avsnitt-boliger", "whatever"])
def test_any_field_with_a_pile_is_given_back_as_typed_and_sent_without_it_at_one_click(
    app: Flask, visitor: Visitor, name: str
) -> None:
    with app.app_context():
        factories.hearing(factories.plan(factories.municipality().id))
        factories.db.session.commit()
    form = visitor.get("/storvik/horinger/boligsosial-plan/svar/").form("Gå videre")
    page = form.send(**{"hele-planen": "Dette står ved siden av.", name: f"Før {PILE} etter."})
    assert page.status == 400
    assert f"Før {PILE} etter." in page.body
    again = page.form("Send på nytt")
    assert again.values[name] == f"Før {marks.thinned(PILE)} etter."
    assert again.send().status == 200


def test_the_office_and_the_search_box_are_measured_too(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        home = factories.municipality().id
        factories.db.session.commit()
    assert home
    page = visitor.get("/logg-inn").form("Logg inn").send(email=PILE, password="x")
    assert page.status == 400
    assert page.h1 == "Teksten har for mange merker på én bokstav"
    assert visitor.get("/storvik/sok", query_string={"q": PILE}).status == 200


def test_more_than_any_form_asks_for_is_given_back_before_it_is_looked_at(app: Flask, visitor: Visitor) -> None:
    page = visitor.get("/logg-inn").form("Logg inn").send(email="x" * 2_100_001, password="y")
    assert page.status == 413
    assert "x" * 100 in page.body


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_a_line_ends_whatever_ends_it(end: str) -> None:
    assert received(f"ved kaia.{end}Her") == "ved kaia.\nHer"
