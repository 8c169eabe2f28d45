"""The papers and the formats they are written in: the one list of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from . import csv, docx, html, xlsx
from .summary import RemarkTable, Summary

SUMMARY, TABLE = "summary", "table"
PAPERS = {SUMMARY: _l("Oppsummering"), TABLE: _l("Merknadstabell")}
FILE_NAMES = {SUMMARY: "hoeringsoppsummering", TABLE: "merknadstabell", "rows": "merknader", "changes": "endringer"}


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, and how each paper is written to one."""

    label: LazyString | str
    media_type: str
    write_summary: Callable[[Summary, IO[bytes]], None]
    write_table: Callable[[RemarkTable, IO[bytes]], None]


FORMATS = {
    "docx": Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx.write_summary,
        docx.write_table,
    ),
    "xlsx": Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        xlsx.write_summary,
        xlsx.write_table,
    ),
    "csv": Format("CSV", "text/csv", csv.write_figures, csv.write_table),
    "html": Format(_l("nettside"), "text/html", html.write_summary, html.write_table),
}
