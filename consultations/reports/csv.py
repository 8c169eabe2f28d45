"""The table of remarks and the numbers as CSV that a Norwegian Excel opens by a double click.

UTF-8 with a byte order mark, semicolons, CRLF. A text that a spreadsheet could take for a
formula is led by an apostrophe, and so is one that starts with an apostrophe already; whoever
reads the file with a program removes one leading apostrophe and has the original (`unguarded`).
"""

import csv
import io
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


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet calculates; `unguarded` gives the text back."""
    visible = text.lstrip()
    starts = text[:1] + visible[:1]
    return GUARD + text if text.startswith(GUARD) or DANGEROUS.intersection(starts) else text


def unguarded(cell: str) -> str:
    return cell.removeprefix(GUARD)


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
