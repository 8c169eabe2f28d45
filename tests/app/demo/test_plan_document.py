"""The demo's plans are the Word files that a planner would upload."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.demo.manuscript import manuscript
from app.demo.plan_document import build, markdown, outline
from consultations.drafts.importers import read_draft

PLANS = ("boligsosial", "skole", "trafikk", "friluft")
HEADING = re.compile("Heading [123]")


def parts_of(data: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_opens_and_has_every_section_as_a_heading(plan):
    document = Document(BytesIO(build(plan)))
    headings = [p.text for p in document.paragraphs if HEADING.fullmatch(p.style.name)]
    assert headings == [title for _, title in outline(plan)]


@pytest.mark.parametrize("plan", PLANS)
def test_the_import_finds_the_same_sections_with_the_same_numbers(plan):
    draft = read_draft(build(plan), f"{plan}.docx")
    assert draft.title == manuscript(plan).facts["Tittel"]
    assert [(section.number, section.title) for section in draft.sections] == list(outline(plan))


def test_the_import_of_the_housing_plan_has_something_to_report():
    codes = {notice.code for notice in read_draft(build("boligsosial"), "boligsosial.docx").notices}
    assert {"contents", "tracked-changes", "comments"} <= codes


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_is_the_same_bytes_every_time(plan):
    assert build(plan) == build(plan)


def test_the_housing_plan_is_as_large_as_promised():
    sections = outline("boligsosial")
    assert 28 <= len(sections) <= 35
    assert max(number.count(".") for number, _ in sections) == 2
    words = sum(len(p.text.split()) for p in Document(BytesIO(build("boligsosial"))).paragraphs)
    assert 3500 < words < 6000


def test_headings_are_numbered_by_word_and_not_by_hand():
    document = Document(BytesIO(build("boligsosial")))
    for level in (1, 2, 3):
        numbering = document.styles[f"Heading {level}"].element.pPr.numPr
        assert numbering.ilvl.val == level - 1
    assert not any(re.match(r"\d", p.text) for p in document.paragraphs if HEADING.fullmatch(p.style.name))


def test_each_list_has_its_own_numbering_and_starts_again():
    document = Document(BytesIO(build("boligsosial")))
    lists = {
        item.numPr.numId.val for p in document.paragraphs if (item := p._p.pPr) is not None and item.numPr is not None
    }
    roots = document.part.numbering_part.element.findall(qn("w:num"))
    restarted = {int(num.get(qn("w:numId"))) for num in roots if num.find(qn("w:lvlOverride")) is not None}
    assert len(lists) > 8
    assert lists <= restarted


def test_tables_repeat_their_header_row_and_pictures_have_an_alternative():
    document = Document(BytesIO(build("boligsosial")))
    assert len(document.tables) >= 4
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)
    assert [len(shape._inline.docPr.get("descr")) > 40 for shape in document.inline_shapes] == [True]


def test_footnotes_insertion_and_comment_are_real():
    parts = parts_of(build("boligsosial"))
    text = parts["word/document.xml"]
    marks = set(re.findall(r'<w:footnoteReference w:id="(\d+)"', text))
    assert marks and all(f'<w:footnote w:id="{mark}">' in parts["word/footnotes.xml"] for mark in marks)
    assert text.count("<w:ins ") == 1
    assert parts["word/comments.xml"].count("<w:comment ") == 1


def test_sums_in_tables_are_right():
    for plan in (*PLANS, "kulturminne"):
        for table in (block for block in manuscript(plan).blocks if type(block).__name__ == "Table"):
            if not table.rows[-1][0].startswith("**"):
                continue
            for column in range(1, len(table.header)):
                cells = [number(row[column]) for row in table.rows]
                if cells[-1] is not None:
                    assert sum(cell or 0 for cell in cells[:-1]) == pytest.approx(cells[-1]), table.caption


def number(cell: str) -> float | None:
    digits = re.sub(r"[*\s]", "", cell).replace(",", ".")
    return float(digits) if re.fullmatch(r"[\d.]+", digits) else None


def test_the_second_municipality_has_a_plan_in_nynorsk():
    assert len(outline("kulturminne")) == 6
    assert markdown().startswith("# 1 Kvifor")
    draft = read_draft(markdown().encode(), "kulturminne.md")
    assert [(section.number, section.title) for section in draft.sections] == list(outline("kulturminne"))
