"""CSV for a Norwegian Excel, and back again."""

import csv
import io
from dataclasses import replace

import pytest

from consultations.reports.csv import guarded, unguarded, write_figures, write_table
from consultations.reports.summary import RemarkTable

from . import hostile, sample


def content(table: RemarkTable) -> bytes:
    out = io.BytesIO()
    write_table(table, out)
    return out.getvalue()


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_excel_finds_a_byte_order_mark_semicolons_and_crlf() -> None:
    data = content(sample.remark_table(3))
    assert data.startswith(b"\xef\xbb\xbfNr.;Avsender;")
    assert data.endswith(b"\r\n")
    assert len(lines(data)) == 4


@pytest.mark.parametrize("name", [name for name in hostile.TEXTS if name != "half a surrogate"])
def test_a_text_comes_back_as_it_was_and_starts_no_formula(name: str) -> None:
    text = hostile.TEXTS[name]
    row = replace(sample.REMARKS[0], text=text, sender=text, change=text)
    cells = lines(content(replace(sample.remark_table(), rows=[row])))[1]
    assert [unguarded(cells[place]) for place in (1, 7, 10)] == [text, text, text]
    assert not cells[7].lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_half_a_surrogate_is_no_reason_to_fail() -> None:
    row = replace(sample.REMARKS[0], text=hostile.TEXTS["half a surrogate"])
    assert len(lines(content(replace(sample.remark_table(), rows=[row])))) == 2


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t1", "\r1", "\n1", "\0=1", "＝1", " =1", "'=1", "'"])
def test_the_guard_is_one_apostrophe_that_can_be_taken_away(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Ja", "3.2 Boliger", "a=b", "Ærlig talt"])
def test_harmless_texts_are_left_alone(text: str) -> None:
    assert guarded(text) == text


def test_dates_are_the_same_in_every_language() -> None:
    assert lines(content(sample.remark_table(1)))[1][3] == "2026-12-02"


def test_figures_have_one_count_a_line() -> None:
    out = io.BytesIO()
    write_figures(sample.summary(1), out)
    rows = lines(out.getvalue())
    assert rows[0] == ["Spørsmål", "Gruppe", "Antall", "Enhet"]
    assert ["Hvem svarte?", "Privatperson", "214", "innspill"] in rows
