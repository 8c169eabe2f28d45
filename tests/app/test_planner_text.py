"""What planners type: lists are lists, bold is bold, and nothing else becomes HTML."""

from __future__ import annotations

import time

import pytest
from lxml import html

from app.planner_text import planner_html, words_of


def shape(text: str) -> list[str]:
    """The elements of the page, outermost first, with the items' words."""
    tree = html.fromstring(f"<div>{planner_html(text)}</div>")
    return [f"{one.tag} {(one.text or '').strip()}".strip() for one in tree.iter() if one is not tree]


@pytest.mark.parametrize("sign", ["- ", "• ", "* ", "  • ", "•\t"])
def test_lines_with_a_sign_are_a_list(sign: str) -> None:
    assert shape(f"Vi skal:\n{sign}bygge\n{sign}leie ut\nDet haster.") == [
        "p Vi skal:",
        "ul",
        "li bygge",
        "li leie ut",
        "p Det haster.",
    ]


def test_numbered_lines_are_a_numbered_list() -> None:
    assert shape("1. Eie\n2. Leie\n\n3. Bo") == ["ol", "li", "p Eie", "li", "p Leie", "li", "p Bo"]


@pytest.mark.parametrize(
    "text", ["3. juni åpner vi.", "1. januar 2027 gjelder planen.", "2018. Et år.", "– Ja, sier hun."]
)
def test_a_date_or_a_quotation_is_no_list(text: str) -> None:
    assert shape(text) == [f"p {text}"]


def test_bold_words_and_links() -> None:
    text = "Vi skal **bygge** [flere boliger](https://kommune.example.no/plan). Se www.husbanken.no eller post@x.no"
    assert planner_html(text) == (
        '<p>Vi skal <strong>bygge</strong> <a href="https://kommune.example.no/plan">flere boliger</a>. '
        'Se <a href="http://www.husbanken.no">www.husbanken.no</a> eller <a href="mailto:post@x.no">post@x.no</a></p>'
    )


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[klikk](javascript:alert(1))",
        "[klikk](data:text/html,x)",
        "![bilde](https://x.no/a.png)",
        "# Overskrift",
        "<https://x.no>",
        '[x](https://x.no"onclick="alert(1))',
    ],
)
def test_nothing_else_becomes_html(text: str) -> None:
    tree = html.fromstring(f"<div>{planner_html(text)}</div>")
    assert {one.tag for one in tree.iter()} <= {"div", "p", "a"}
    assert all(set(one.keys()) <= {"href"} for one in tree.iter("a"))
    assert all(one.get("href").startswith(("https://", "mailto:")) for one in tree.iter("a"))


def test_who_searches_finds_the_words_without_their_marks() -> None:
    assert words_of("Vi skal:\n- **bygge**\n- [leie](https://x.no)") == "Vi skal:\nbygge\nleie"


@pytest.mark.parametrize(
    "text", ["*" * 20_000, "[" * 20_000, "- " * 10_000, "a@" * 10_000, "**a" * 6_000, "1. x\n" * 4_000]
)
def test_no_text_takes_long(text: str) -> None:
    before = time.process_time()
    planner_html(text)
    assert time.process_time() - before < 3
