"""The table of remarks and the numbers as CSV that a Norwegian Excel opens by a double click.

UTF-8 with a byte order mark, semicolons, CRLF. A text that a spreadsheet could take for a
formula is led by an apostrophe, and so is one that starts with an apostrophe already. A text that
a spreadsheet takes for a date or a number ("12-2", "3.1") is led by a tab, which shows as nothing.
Whoever reads the file with a program removes one of them and has the original (`unguarded`).
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from typing import IO

from flask_babel import force_locale
from flask_babel import gettext as _

from .columns import Value, columns
from .summary import RemarkTable, Summary

GUARD = "'"
# a spreadsheet looks past leading white space and takes full-width signs for plain ones
DANGEROUS = frozenset("=+-@|%\t\r\n\0＝＋－＠")
KEPT = "\t"
_MONTH = r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[kc]t|nov|de[sc])[a-zæøå]*"
# what a Norwegian or English Excel turns into a date, a time or another number; 1,5 and 12 are what they look like
_TURNED = re.compile(
    rf"\d{{1,4}}\s*[-–./:]\s*\d{{1,4}}(?:\s*[-–./:]\s*\d{{1,4}})?\.?|\d{{1,4}}[-. /]{{1,2}}{_MONTH}.{{0,12}}"
    rf"|{_MONTH}[-. /]{{1,2}}\d{{1,4}}|0\d+|\d{{12,}}|\d+e\d+",
    re.IGNORECASE,
)


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet calculates or rewrites; `unguarded` gives the text back."""
    visible = text.lstrip()
    starts = text[:1] + visible[:1]
    if text.startswith(GUARD) or DANGEROUS.intersection(starts):
        return GUARD + text
    return KEPT + text if len(text) < 40 and _TURNED.fullmatch(text.strip()) else text


def unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] in (GUARD, KEPT) else cell


def write_table(table: RemarkTable, out: IO[bytes]) -> None:
    """Writes one line a point to a binary file, row by row."""
    with force_locale(table.printing.language):
        chosen = columns(table.case)
        lines = ([_cell(column.value(row)) for column in chosen] for row in table.rows)
        _write([column.title for column in chosen], lines, out)


def write_figures(summary: Summary, out: IO[bytes]) -> None:
    """Writes every number of the overview, one count a line."""
    with force_locale(summary.printing.language):
        figures = ((figure, row) for figure in summary.figures for row in figure.rows)
        lines = ([guarded(figure.question), guarded(row.label), str(row.count), figure.unit] for figure, row in figures)
        _write([_("Spørsmål"), _("Gruppe"), _("Antall"), _("Enhet")], lines, out)


def _cell(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else guarded(value)


def _write(titles: list[str], lines: Iterable[list[str]], out: IO[bytes]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    try:
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(titles)
        writer.writerows(lines)
    finally:
        text.detach()
