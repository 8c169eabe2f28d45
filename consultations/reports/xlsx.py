"""The table of remarks and the numbers as an Excel workbook, written row by row in little memory.

Texts are stored as texts and marked as such, so that nothing somebody wrote is ever calculated,
also when the sheet is edited. Excel holds 32 767 characters in a cell; a longer remark goes on
in the next row with the same number.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, count, islice
from typing import IO

import xlsxwriter
from flask_babel import force_locale
from flask_babel import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.clock import local
from app.i18n import date_long

from . import wording
from .characters import xml_safe
from .columns import Column, Value, columns
from .row import Row
from .summary import Count, RemarkTable, Revisions, Summary

# Excel counts UTF-16 units, of which an emoji takes two
LONGEST_TEXT = 16_000
# Excel holds 1 048 576 rows on a sheet: the head, these, and one that says where it goes on
ROWS_OF_A_SHEET = 1_048_574
LINE_HEIGHT, TALLEST_ROW = 12, 409
# column widths count characters of 11 points; ours are of 9
SMALL_TYPE = 1.15
PAPER_A3, PAPER_A4 = 8, 9
HEADER_FONT = '&"Arial,Regular"&8 '
ACCENT, RULE = "#0F5C63", "#C9D5D6"
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Formats:
    """The few looks that cells have."""

    def __init__(self, book: Workbook) -> None:
        top = {"valign": "top", "font_name": "Arial", "font_size": 9}
        ruled = top | {"text_wrap": True, "align": "left", "indent": 1, "bottom": 1, "bottom_color": RULE}
        self.text: Format = book.add_format(ruled | {"quote_prefix": True})
        self.strong: Format = book.add_format(ruled | {"quote_prefix": True, "bold": True})
        self.date: Format = book.add_format(ruled | {"num_format": "dd.mm.yyyy"})
        self.count: Format = book.add_format(ruled | {"num_format": "#,##0", "align": "right"})
        self.title: Format = book.add_format(top | {"bold": True, "font_size": 16, "font_color": ACCENT})
        self.draft: Format = book.add_format(top | {"bold": True, "font_size": 12, "font_color": "#8A4B08"})
        head = top | {
            "bold": True,
            "align": "left",
            "indent": 1,
            "font_color": "#FFFFFF",
            "bg_color": ACCENT,
            "text_wrap": True,
            "valign": "vcenter",
        }
        self.head: Format = book.add_format(head)
        self.count_head: Format = book.add_format(head | {"align": "right"})


def write_table(table: RemarkTable, out: IO[bytes]) -> None:
    """Writes the sheets "Merknader" and "Om uttrekket" to a binary file."""
    with force_locale(table.printing.language):
        book = _book(table, out)
        formats = Formats(book)
        _write_remarks(book, formats, table)
        _write_information(book, formats, table)
        book.close()


def write_summary(summary: Summary, out: IO[bytes]) -> None:
    """Writes "Tall", and what is new since the last edition, before the sheets of the table."""
    with force_locale(summary.printing.language):
        book = _book(summary.table, out)
        formats = Formats(book)
        _write_figures(book, formats, summary)
        if summary.revisions:
            _write_revisions(book, formats, summary, summary.revisions)
        _write_remarks(book, formats, summary.table)
        _write_information(book, formats, summary.table)
        book.close()


def _book(table: RemarkTable, out: IO[bytes]) -> Workbook:
    book = xlsxwriter.Workbook(out, OPTIONS)
    about = {
        "title": _("Merknadstabell – %(plan)s", plan=table.case.plan),
        "author": table.case.municipality,
        "comments": wording.version(table.printing),
    }
    made = local(table.printing.generated_at).replace(tzinfo=None)
    book.set_properties({name: xml_safe(text)[:255] for name, text in about.items()} | {"created": made})
    return book


def _print_setup(sheet: Worksheet, table: RemarkTable, *, wide: bool) -> None:
    sheet.set_paper(PAPER_A3 if wide else PAPER_A4)
    sheet.set_landscape() if wide else sheet.set_portrait()
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    whose = _code_free(xml_safe(f"{table.case.municipality} – {table.case.plan}"), 120)
    mark = f"&R{HEADER_FONT}&B{wording.draft_label()}" if table.printing.draft else ""
    page = _("Side %(page)s av %(pages)s", page="&P", pages="&N")
    sheet.set_header(f"&L{HEADER_FONT}{whose}{mark}")
    sheet.set_footer(f"&L{HEADER_FONT}{wording.version(table.printing)}&R{HEADER_FONT}{page}")


def _code_free(text: str, longest: int) -> str:
    """Text for a page header, where & starts a code and 255 characters is the limit."""
    return text[:longest].replace("&", "&&")


def _write_remarks(book: Workbook, formats: Formats, table: RemarkTable) -> None:
    """On as many sheets as they take."""
    rows: Iterator[Row] | None = _fitting(table)
    for number in count(1):
        if rows is None:
            break
        rows = _write_sheet(book, formats, table, rows, number)


def _write_sheet(
    book: Workbook, formats: Formats, table: RemarkTable, rows: Iterator[Row], number: int
) -> Iterator[Row] | None:
    """One sheet of remarks. Returns those that it does not hold, if any: then its last row says where they stand."""
    chosen = columns(table.case)
    sheet = book.add_worksheet(_sheet_name(number))
    _print_setup(sheet, table, wide=True)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    for index, column in enumerate(chosen):
        sheet.set_column(index, index, column.width)
    sheet.set_row(0, 30)
    for index, column in enumerate(chosen):
        sheet.write_string(0, index, column.title, formats.head)
    last = 0
    for last, row in enumerate(islice(rows, ROWS_OF_A_SHEET), start=1):
        _write_row(sheet, last, row, chosen, formats)
    sheet.autofilter(0, 0, last, len(chosen) - 1)
    following = next(rows, None)
    if following is None:
        return None
    where = _sheet_name(number + 1)
    told = _("Excel har ikke plass til flere rader her. Resten står på arket «%(sheet)s».", sheet=where)
    sheet.write_string(last + 1, 0, told, formats.draft)
    return chain([following], rows)


def _sheet_name(number: int) -> str:
    return _("Merknader") if number == 1 else _("Merknader %(number)s", number=number)


def _fitting(table: RemarkTable) -> Iterator[Row]:
    """The rows, a long text cut into pieces that a cell holds; nothing is left out."""
    for row in table.rows:
        if max(len(row.text), len(row.assessment), len(row.change)) <= LONGEST_TEXT:
            yield row
        else:
            yield from _pieces(row)


def _pieces(row: Row) -> Iterator[Row]:
    longest = max(len(row.text), len(row.assessment), len(row.change))
    for start in range(0, longest, LONGEST_TEXT):
        part = slice(start, start + LONGEST_TEXT)
        number = row.number if start == 0 else _("%(number)s (forts.)", number=row.number)
        yield replace(row, number=number, text=row.text[part], assessment=row.assessment[part], change=row.change[part])


def _write_row(sheet: Worksheet, index: int, row: Row, chosen: tuple[Column, ...], formats: Formats) -> None:
    values = [column.value(row) for column in chosen]
    sheet.set_row(index, _height(values, chosen))
    for place, value in enumerate(values):
        if isinstance(value, date):
            sheet.write_datetime(index, place, value, formats.date)
        elif value:
            sheet.write_string(
                index, place, xml_safe(value.replace("\r\n", "\n")), formats.text if place else formats.strong
            )
        else:
            sheet.write_blank(index, place, None, formats.text)


def _height(values: list[Value], chosen: tuple[Column, ...]) -> float:
    """Points that the fullest cell needs, as far as Excel allows; LibreOffice does not work it out by itself."""
    lines = (_lines(value, column.width) for value, column in zip(values, chosen, strict=True) if value)
    return min(TALLEST_ROW, 6 + LINE_HEIGHT * max(lines, default=1))


def _lines(value: Value, width: int) -> int:
    if isinstance(value, date):
        return 1
    return sum(1 + len(line) // int(width * SMALL_TYPE) for line in value.split("\n"))


def _write_figures(book: Workbook, formats: Formats, summary: Summary) -> None:
    sheet = book.add_worksheet(_("Tall"))
    _print_setup(sheet, summary.table, wide=False)
    sheet.set_column(0, 0, 56)
    sheet.set_column(1, 1, 24)
    index = _write_counts(sheet, 0, (_("Nøkkeltall"), _("Antall")), summary.key_numbers, formats)
    for figure in summary.figures:
        titles = (figure.question, _("Antall %(unit)s", unit=figure.unit))
        index = _write_counts(sheet, index, titles, figure.rows, formats)


def _write_counts(
    sheet: Worksheet, index: int, titles: tuple[str, str], counts: tuple[Count, ...], formats: Formats
) -> int:
    """One figure; tells where the next one may start."""
    sheet.write_string(index, 0, xml_safe(titles[0]), formats.head)
    sheet.write_string(index, 1, xml_safe(titles[1]), formats.count_head)
    for line, row in enumerate(counts, start=index + 1):
        sheet.write_string(line, 0, xml_safe(row.label), formats.text)
        sheet.write_number(line, 1, row.count, formats.count)
    return index + len(counts) + 2


def _write_revisions(book: Workbook, formats: Formats, summary: Summary, found: Revisions) -> None:
    sheet = book.add_worksheet(_("Endret siden sist"))
    _print_setup(sheet, summary.table, wide=False)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 3, 24)
    title = _("Endret siden utgave %(number)s", number=found.since)
    first = _write_counts(sheet, 0, (title, _("Antall")), found.counts, formats)
    for place, head in enumerate((_("Nr."), _("Hva"), _("Før"), _("Nå"))):
        sheet.write_string(first, place, head, formats.head)
    for line, one in enumerate(found.listed, start=first + 1):
        for place, told in enumerate((one.number, one.what, one.before, one.after)):
            sheet.write_string(line, place, xml_safe(told), formats.text)


def _write_information(book: Workbook, formats: Formats, table: RemarkTable) -> None:
    sheet = book.add_worksheet(_("Om uttrekket"))
    _print_setup(sheet, table, wide=False)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 80)
    sheet.write_string(0, 0, _("Om uttrekket"), formats.title)
    if table.printing.draft:
        sheet.write_string(1, 0, _("UTKAST – ikke endelig"), formats.draft)
    for index, (label, text) in enumerate(_information(table), start=3):
        sheet.write_string(index, 0, label, formats.strong)
        sheet.write_string(index, 1, xml_safe(text[:LONGEST_TEXT]), formats.text)


def _information(table: RemarkTable) -> Iterator[tuple[str, str]]:
    case, printing = table.case, table.printing
    yield _("Kommune"), case.municipality
    yield _("Plan"), case.plan
    yield _("Høring"), case.hearing
    yield _("Saksnummer"), case.case_number
    yield _("Høringsperiode"), wording.period(case)
    yield _("Siste dag"), date_long(case.last_day)
    yield _("Hva er med"), wording.cut_off(printing)
    yield _("Versjon"), wording.version(printing)
    yield from (printing.filters or [(_("Filter"), _("Ingen. Alle merknader er med."))])
    for gap in printing.missing:
        yield _("Mangler"), wording.missing(gap)
    if printing.override:
        yield _("Endelig tross mangler"), wording.override(printing.override)
    yield _("Navn"), _("Privatpersoner står uten navn, med mindre de har bedt om at navnet vises.")
