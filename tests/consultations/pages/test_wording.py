"""How pages show public text."""

from __future__ import annotations

import pytest
from flask import Flask
from lxml import html

from consultations.pages.wording import public_html
from consultations.statements.reason_class import ReasonClass

MARK = ReasonClass.PERSONAL_DATA.mark


@pytest.mark.parametrize(
    "text",
    [
        f"Se https://example.no/?tlf={MARK}&side=2 for mer.",
        f'Se https://example.no/{MARK}"onmouseover=alert(1) for mer.',
        f"Se http://a.no/{MARK}/{MARK}<b> og https://b.no/ for mer.",
    ],
)
def test_a_removed_part_of_an_address_is_a_block_and_no_link(app: Flask, text: str) -> None:
    with app.test_request_context():
        shown = html.fromstring(f"<div>{public_html(text)}</div>")
    assert len(shown.cssselect(".removed")) == text.count(MARK)
    assert [link.get("href") for link in shown.cssselect("a")] == (["https://b.no/"] if "b.no" in text else [])
    assert {name for element in shown.iter() for name in element.attrib} <= {"class", "href", "rel"}
    blocks = [block.text_content() for block in shown.cssselect(".removed")]
    said = shown.text_content()
    for block in blocks:
        said = said.replace(block, MARK)
    assert said.strip() == text
