"""The Excel workbooks, read back with openpyxl."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from openpyxl.reader.excel import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.workbook.workbook import Workbook

from consultations.reports import xlsx
from consultations.reports.characters import xml_safe
from consultations.reports.summary import RemarkTable

from . import hostile, sample


def workbook(table: RemarkTable) -> Workbook:
    out = io.BytesIO()
    xlsx.write_table(table, out)
    return read(out)


def read(file: io.BytesIO) -> Workbook:
    book: Workbook = load_workbook(file)  # type: ignore[no-untyped-call]
    return book


def test_one_row_a_point_below_a_header_that_stays() -> None:
    sheet = workbook(sample.remark_table(30))["Merknader"]
    titles = [cell.value for cell in sheet[1]]
    assert titles[:9] == [
        "Nr.",
        "Avsender",
        "Avsendertype",
        "Mottatt",
        "Etter fristen",
        "Kapittel",
        "Tema",
        "Merknad",
        "Vurdering fra kommunedirektøren",
    ]
    assert sheet.max_row == 31
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:O31"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_rows_beyond_what_a_sheet_holds_stand_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS_OF_A_SHEET", 10)
    book = workbook(sample.remark_table(25))
    assert book.sheetnames == ["Merknader", "Merknader 2", "Merknader 3", "Om uttrekket"]
    sheets = [book[name] for name in book.sheetnames[:3]]
    numbers = [sheet.cell(row, 1).value for sheet in sheets for row in range(2, min(sheet.max_row, 11) + 1)]
    assert numbers == [row.number for row in sample.remark_table(25).rows]
    assert "«Merknader 2»" in sheets[0].cell(12, 1).value
    assert sheets[2].max_row == 6
    assert workbook(sample.remark_table(10)).sheetnames == ["Merknader", "Om uttrekket"]


def test_dates_are_dates_and_late_is_a_word() -> None:
    sheet = workbook(sample.remark_table(7))["Merknader"]
    assert sheet["D2"].value.date() == date(2026, 12, 2)
    assert sheet["D2"].number_format == "dd.mm.yyyy"
    assert (sheet["E2"].value, sheet["E8"].value) == ("Nei", "Ja")


@pytest.mark.parametrize("name", hostile.TEXTS)
def test_nothing_anybody_wrote_is_calculated_or_lost(name: str) -> None:
    text = hostile.TEXTS[name]
    row = replace(sample.REMARKS[0], text=text, sender=text[:2000], section=text[:2000])
    sheet = workbook(replace(sample.remark_table(), rows=[row, sample.REMARKS[1]]))["Merknader"]
    pieces = [line for line in sheet.iter_rows(min_row=2) if str(line[0].value).startswith("1-1")]
    stored = "".join(str(line[7].value or "") for line in pieces)
    assert unescape(stored) == xml_safe(text).replace("\r\n", "\n")  # type: ignore[no-untyped-call]
    assert all(cell.data_type != "f" for line in pieces for cell in line)
    assert pieces[0][7].quotePrefix
    assert sheet.cell(sheet.max_row, 1).value == "2-1"


def test_long_texts_go_on_in_the_next_row_under_the_same_number() -> None:
    row = replace(sample.REMARKS[0], text="a" * 40_000)
    sheet = workbook(replace(sample.remark_table(), rows=[row]))["Merknader"]
    assert [cell.value for cell in sheet["A"]] == ["Nr.", "1-1", "1-1 (forts.)", "1-1 (forts.)"]


def test_a_withheld_remark_is_a_tombstone() -> None:
    row = replace(sample.REMARKS[5], text="skal ikke vises")
    sheet = workbook(replace(sample.remark_table(), rows=[row]))["Merknader"]
    assert sheet["H2"].value == "Innspillet er ikke publisert. Grunn: personvern."


def test_a_draft_says_so_on_every_sheet_and_tells_what_is_missing() -> None:
    book = workbook(sample.remark_table(2))
    assert all("UTKAST" in sheet.oddHeader.right.text for sheet in book)
    about = book["Om uttrekket"]
    assert about["A2"].value == "UTKAST – ikke endelig"
    told = {about.cell(line, 1).value: about.cell(line, 2).value for line in range(4, about.max_row + 1)}
    assert told["Saksnummer"] == "2026/1482"
    assert told["Filter"] == "Ingen. Alle merknader er med."
    assert told["Hva er med"] == "Innspill mottatt til og med fredag 22.\u00a0januar 2027 er med."


def test_a_final_workbook_has_no_draft_mark_and_tells_its_filters() -> None:
    book = workbook(sample.remark_table(2, replace(sample.FINAL, filters=(("Kapittel", "3.2"), ("Tema", "Eldre")))))
    assert all("UTKAST" not in (sheet.oddHeader.right.text or "") for sheet in book)
    assert book["Om uttrekket"]["A2"].value is None
    assert ("Kapittel", "3.2") in [(line[0].value, line[1].value) for line in book["Om uttrekket"].iter_rows()]


def test_the_summary_holds_the_numbers_of_every_figure() -> None:
    out = io.BytesIO()
    xlsx.write_summary(sample.summary(5), out)
    book = read(out)
    assert book.sheetnames == ["Tall", "Merknader", "Om uttrekket"]
    counts = {line[0].value: line[1].value for line in book["Tall"].iter_rows()}
    assert counts["Privatperson"] == 214
    assert counts["Hvem svarte?"] == "Antall innspill"


def test_an_ampersand_in_a_name_is_no_code_in_the_page_header() -> None:
    case = replace(sample.CASE, municipality="Øy & Fjord")
    out = io.BytesIO()
    xlsx.write_table(replace(sample.remark_table(1), case=case), out)
    with zipfile.ZipFile(out) as file:
        assert "Øy &amp;&amp; Fjord" in file.read("xl/worksheets/sheet1.xml").decode()


def test_hostile_words_in_the_case_header_do_no_harm() -> None:
    for text in hostile.TEXTS.values():
        case = replace(sample.CASE, municipality=text, plan=text, hearing=text)
        assert workbook(replace(sample.remark_table(1), case=case))["Merknader"].max_row == 2
