"""Nynorsk pages are nynorsk all through: every text of the sources is in the catalogue, translated."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from babel.messages import Message
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("app", "consultations", "moderation", "search")
CATALOGUE = ROOT / "app" / "translations" / "nn" / "LC_MESSAGES" / "messages.po"
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}|<[^>]+>")
BOKMAAL = re.compile(r"\b(ikke|hva|hvem|hvor|hvorfor|hvis|uker?|noe|noen|fra|nå|bare|flere|høring\w*|innspill\w*)\b")

Text = str | tuple[str, ...]


@cache
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="nn")


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def collected() -> set[Text]:
    """Every text in the sources that people see, as `make translations` collects them."""
    sources = [("python", path) for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    sources += [("jinja2", path) for path in (ROOT / "templates").rglob("*.html")]
    return {
        text if isinstance(text, str) else tuple(text)
        for method, path in sources
        for _line, text, _comments, _context in extract_from_file(method, path, KEYWORDS)
    }


def singular(text: Text | list[str]) -> str:
    return forms(text)[0]


def forms(text: Text | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def test_every_text_of_the_sources_is_in_the_catalogue_and_no_other() -> None:
    known, found = {singular(message.id) for message in messages()}, {singular(text) for text in collected()}
    assert len(found) > 1000
    assert found - known == set(), "new texts: run `make translations` and translate them"
    assert known - found == set(), "texts that are gone: run `make translations`"


def test_a_text_has_one_plural() -> None:
    """The catalogue finds a plural by its singular, so two plurals of one singular would get the same translation."""
    plurals = [text for text in collected() if not isinstance(text, str)]
    assert len(plurals) == len({singular(text) for text in plurals})


def test_every_text_is_translated() -> None:
    empty = [message.id for message in messages() if message.fuzzy or not all(forms(message.string))]
    assert empty == []


def test_a_text_with_a_plural_has_both_forms() -> None:
    assert catalogue().num_plurals == 2
    assert [m.id for m in messages() if len(forms(m.id)) != len(forms(m.string))] == []


def test_placeholders_and_markup_survive_translation() -> None:
    changed = [
        (source, text)
        for message in messages()
        for source, text in zip(forms(message.id), forms(message.string), strict=True)
        if sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text))
    ]
    assert changed == []


def test_no_bokmaal_is_left_in_nynorsk() -> None:
    left = [text for message in messages() for text in forms(message.string) if BOKMAAL.search(text.lower())]
    assert left == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_text_is_hidden_where_it_is_not_collected(room: str) -> None:
    """Texts are written out, and not inside f-strings, else they are not found in the sources."""
    for path in (ROOT / room).rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {id(call) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for call in ast.walk(node)}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS:
                where = f"{path.relative_to(ROOT)}:{call.lineno}"
                assert isinstance(call.args[0], ast.Constant), f"{where}: not a written-out text"
                assert id(call) not in inside, f"{where}: a text inside an f-string"


def test_the_configuration_collects_the_same_texts() -> None:
    """The mappings of `make translations` name the rooms and the keywords of this test."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    assert mappings == [
        {"method": "python", "pattern": [f"{room}/**.py" for room in ROOMS], "keywords": ["_l"]},
        {"method": "jinja2", "pattern": "templates/**.html"},
    ]
