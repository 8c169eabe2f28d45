"""The Word papers, read back with python-docx."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm
from flask import Flask
from flask_babel import Babel

from consultations.reports import docx
from consultations.reports.characters import xml_safe
from consultations.reports.row import RowState
from consultations.reports.summary import Override, RemarkTable, Summary

from . import hostile, sample


def summary_document(paper: Summary) -> Paper:
    return Document(io.BytesIO(summary_file(paper)))


def summary_file(paper: Summary) -> bytes:
    out = io.BytesIO()
    docx.write_summary(paper, out)
    return out.getvalue()


def table_document(table: RemarkTable) -> Paper:
    out = io.BytesIO()
    docx.write_table(table, out)
    return Document(out)


def headings(document: Paper, level: int) -> list[str]:
    return [line.text for line in document.paragraphs if line.style and line.style.name == f"Heading {level}"]


def everything(document: Paper) -> str:
    return "\n".join(text.text or "" for text in document.element.body.iter(qn("w:t")))


def header_rows(document: Paper) -> list[list[str]]:
    rows = (row for table in document.tables for row in table.rows)
    return [[cell.text for cell in row.cells] for row in rows if row._tr.find(f".//{qn('w:tblHeader')}") is not None]


def test_the_overview_comes_in_the_order_politicians_read_it() -> None:
    document = summary_document(sample.summary(7))
    assert headings(document, 1) == [
        "Kort fortalt",
        "Dette handlet merknadene om",
        "Forslag til endringer i planen",
        "Foreslått ikke tatt til følge",
        "Tallene",
        "Uttalelser fra rådene",
        "Behandling i utvalgene",
        "Merknadstabell",
    ]


def test_chapters_with_nothing_to_tell_are_left_out_of_text_and_contents() -> None:
    document = summary_document(replace(sample.summary(7), changes=(), declined=(), councils=(), decisions=()))
    assert headings(document, 1) == ["Kort fortalt", "Dette handlet merknadene om", "Tallene", "Merknadstabell"]
    contents = [line.text for line in document.paragraphs if line.style and line.style.name == "toc 1"]
    assert [line.split("\t")[0] for line in contents] == headings(document, 1)[1:]


def test_every_contents_line_leads_to_a_heading_that_exists() -> None:
    body = summary_document(sample.summary(40)).element.body
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))
    fields = [field.text.split()[1] for field in body.iter(qn("w:instrText")) if "PAGEREF" in field.text]
    assert len(fields) == 7
    assert set(fields) <= names


def test_cited_remarks_lead_to_their_row() -> None:
    body = summary_document(sample.summary(40)).element.body
    names = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert {"merknad_1_1", "merknad_2_1", "merknad_3_1"} <= names


def test_a_draft_says_so_in_the_header_of_every_section() -> None:
    document = summary_document(sample.summary(7))
    assert len(document.sections) == 2
    for section in document.sections:
        assert not section.header.is_linked_to_previous
        assert "UTKAST" in section.header.paragraphs[0].text
        assert not section.different_first_page_header_footer
    assert "Dette er et utkast." in everything(document)
    assert "Uten vurdering: 41-2, 58-1, 103-1" in everything(document)


def test_a_final_paper_says_nothing_of_drafts() -> None:
    document = summary_document(sample.summary(7, sample.FINAL))
    assert all("UTKAST" not in section.header.paragraphs[0].text for section in document.sections)
    assert "utkast." not in everything(document)


def test_an_override_is_printed_with_its_name_and_what_is_missing() -> None:
    override = Override("Møtet kan ikke flyttes.", "Kari Lien", date(2027, 1, 27))
    printing = replace(sample.DRAFT, draft=False, override=override)
    text = everything(summary_document(sample.summary(7, printing)))
    assert "Kari Lien besluttet 27.\u00a0januar 2027" in text
    assert "Møtet kan ikke flyttes." in text
    assert "Uten vurdering: 41-2" in text


def test_the_table_stands_on_landscape_pages_and_the_rest_upright() -> None:
    upright, table = summary_document(sample.summary(7)).sections
    assert (upright.orientation, table.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    assert upright.page_width is not None
    assert abs(upright.page_width - Cm(21)) < Cm(0.01)
    assert table.page_width is not None
    assert abs(table.page_width - Cm(29.7)) < Cm(0.01)


def test_every_page_tells_its_number_and_the_version() -> None:
    for section in summary_document(sample.summary(7)).sections:
        footer = section.footer.paragraphs[0]
        fields = [field.text.strip() for field in footer._p.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert footer.text.startswith("Utkast, laget 27.\u00a0januar 2027 kl.\u00a010.15\tSide ")


def test_header_rows_are_marked_and_repeated_and_short_rows_stay_whole() -> None:
    document = table_document(sample.remark_table(30))
    assert len(header_rows(document)) == 1
    assert header_rows(document)[0][0] == "Nr."
    assert header_rows(document)[0][4] == "Vurdering fra kommunedirektøren"
    rows = document.tables[-1].rows
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_a_row_longer_than_a_page_may_be_divided() -> None:
    long = replace(sample.REMARKS[0], text=hostile.TEXTS["20 kB"])
    document = table_document(replace(sample.remark_table(), rows=[long]))
    assert document.tables[-1].rows[1]._tr.find(f".//{qn('w:cantSplit')}") is None


@pytest.mark.parametrize("name", hostile.TEXTS)
def test_no_text_breaks_the_paper_or_loses_a_row(name: str) -> None:
    text = hostile.TEXTS[name]
    row = replace(sample.REMARKS[0], text=text, sender=text, assessment=text, change=text, section=text, theme=text)
    document = table_document(replace(sample.remark_table(), rows=[row, replace(sample.REMARKS[1], number="99-1")]))
    rows = document.tables[-1].rows
    assert [cell.text for cell in document.tables[-1].columns[0].cells] == ["Nr.", "1-1", "99-1"]
    kept = "".join(xml_safe(text).split())
    assert "".join(rows[1].cells[3].text.split()) == kept
    assert kept in "".join(rows[1].cells[1].text.split())


def test_hostile_words_in_the_overview_do_no_harm() -> None:
    for text in hostile.TEXTS.values():
        paper = sample.summary(2)
        case = replace(sample.CASE, municipality=text, plan=text, contact=text, hearing=text)
        paper = replace(paper, table=replace(paper.table, case=case), lead=text)
        assert headings(summary_document(paper), 1)[0] == "Kort fortalt"


def test_withheld_and_withdrawn_remarks_stand_as_numbered_tombstones() -> None:
    withdrawn = replace(sample.REMARKS[0], number="8-1", text="skal ikke vises", state=RowState.WITHDRAWN)
    withheld = replace(sample.REMARKS[5], text="skal heller ikke vises")
    text = everything(table_document(replace(sample.remark_table(), rows=[withdrawn, withheld])))
    assert "8-1" in text
    assert "Innspillet er trukket av avsenderen." in text
    assert "Innspillet er ikke publisert. Grunn: personvern." in text
    assert "vises" not in text.replace("navnet vises", "")


def test_an_empty_table_is_still_a_paper() -> None:
    document = table_document(replace(sample.remark_table(), rows=()))
    assert len(document.tables[-1].rows) == 1


def test_every_bar_is_also_a_number_in_words_and_in_the_table() -> None:
    document = summary_document(sample.summary(2))
    spoken = [shape.get("descr") for shape in document.element.body.iter(qn("wp:docPr"))]
    assert "Privatperson: 214 innspill" in spoken
    assert all(spoken)
    figure = next(table for table in document.tables if table.columns[0].cells[-1].text == "Nabokommune")
    assert [cell.text for cell in figure.rows[1].cells][:3] == ["Privatperson", "214", "70\u00a0%"]
    assert [cell.text for cell in figure.rows[8].cells][:3] == ["Nabokommune", "0", "0\u00a0%"]


@pytest.mark.parametrize(("language", "code"), [("nb", "nb-NO"), ("nn", "nn-NO")])
def test_the_paper_knows_its_language_and_its_author(language: str, code: str) -> None:
    printing = replace(sample.DRAFT, language=language)
    document = summary_document(sample.summary(2, printing))
    assert document.core_properties.author == "Fjordvik kommune"
    assert "Boligsosial plan 2027–2037" in document.core_properties.title
    assert document.core_properties.language == code
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == code


def test_a_paper_is_in_the_language_of_its_edition_and_not_of_the_page_that_asks() -> None:
    shop = Flask(__name__)
    Babel(shop, default_locale="nb")  # type: ignore[no-untyped-call]
    printing = replace(sample.DRAFT, language="nn", cut_off=datetime(2027, 1, 23, 23, tzinfo=UTC))
    with shop.test_request_context():
        assert "laurdag 23.\u00a0januar 2027" in everything(summary_document(sample.summary(2, printing)))


def test_all_styles_in_use_are_in_the_style_sheet() -> None:
    document = summary_document(sample.summary(20))
    known = {style.style_id for style in document.styles}
    parts = [document.element.body, *(section.header._element for section in document.sections)]
    tags = ("w:pStyle", "w:rStyle", "w:tblStyle")
    used = {style.get(qn("w:val")) for part in parts for tag in tags for style in part.iter(qn(tag))}
    assert used <= known
    assert {"Title", "Heading1", "Heading2", "Caption", "RemarkTable"} <= used


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert summary_file(sample.summary(20)) == summary_file(sample.summary(20))


def test_every_part_of_the_file_is_sound() -> None:
    with zipfile.ZipFile(io.BytesIO(summary_file(sample.summary(20)))) as file:
        assert file.testzip() is None
        assert "docProps/thumbnail.jpeg" not in file.namelist()
        assert b"<?content" not in file.read("word/document.xml")
