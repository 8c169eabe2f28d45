"""Export: one paper of a hearing to one file, as the office and the command line ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO
from uuid import uuid4

from flask_babel import force_locale
from flask_babel import gettext as _

from app import audit
from app.transaction import only_reading, recording
from consultations.hearings.hearing import Hearing
from consultations.outcomes.row import count_rows

from . import csv, docx, html, wording, xlsx
from .compilation import summary_of, table_of
from .edition import NotFinal, draft_edition, final_edition
from .summary import Edition, Missing, RemarkTable, Summary, TableRow

SUMMARY, TABLE = "summary", "table"
FORMS = ("docx", "xlsx", "csv", "html")
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
SUMMARY_WRITERS = {
    "docx": docx.write_summary,
    "xlsx": xlsx.write_summary,
    "csv": csv.write_figures,
    "html": html.write_summary,
}
TABLE_WRITERS = {"docx": docx.write_table, "xlsx": xlsx.write_table, "csv": csv.write_table, "html": html.write_table}

Progress = Callable[[int], None]


class CannotExport(Exception):
    """The paper cannot be made; `missing` says what keeps it from being final."""

    def __init__(self, message: str, missing: tuple[Missing, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


def length(hearing: Hearing) -> int:
    """How many rows an export of everything goes through."""
    return count_rows(hearing)


def write(
    hearing: Hearing, what: str, form: str, out: Path, *, final: bool, progress: Progress = lambda _rows: None
) -> None:
    """Write "summary" or "table" as docx, xlsx, csv or html; the file is there whole or not at all. Audited.

    Uses transactions of its own: what the caller has not committed is committed first. `progress` is told of each row.
    Raises CannotExport for a final paper that lacks something, and for a file that cannot be written.
    """
    partly = out.with_name(f".{out.name}.{uuid4().hex[:8]}.part")
    try:
        with only_reading(), force_locale(hearing.plan.language), partly.open("xb") as file:
            _write(hearing, what, form, file, _edition(hearing, final), progress)
        partly.replace(out)
    except OSError as problem:
        raise CannotExport(_("Kan ikke skrive %(file)s: %(problem)s", file=out, problem=problem.strerror)) from problem
    finally:
        partly.unlink(missing_ok=True)
    with recording():
        said = {"what": what, "form": form, "final": final}
        audit.record(hearing.municipality_id, "report.exported", f"hearing:{hearing.id}", said)


def file_name(hearing: Hearing, what: str, form: str, *, final: bool) -> str:
    """hoeringsoppsummering-boligsosial-plan-utkast.docx"""
    noun = {SUMMARY: "hoeringsoppsummering", TABLE: "merknadstabell"}[what]
    return f"{noun}-{hearing.plan.key}{'' if final else '-utkast'}.{form}"


def _edition(hearing: Hearing, final: bool) -> Edition:
    if not final:
        return draft_edition(hearing)
    try:
        return final_edition(hearing)
    except NotFinal as refused:
        gaps = "; ".join(map(wording.missing, refused.missing))
        message = _("Oppsummeringen kan ikke være endelig ennå. %(gaps)s", gaps=gaps)
        raise CannotExport(message, refused.missing) from refused


def _write(hearing: Hearing, what: str, form: str, out: IO[bytes], edition: Edition, progress: Progress) -> None:
    if what == SUMMARY:
        summary = summary_of(hearing, edition)
        SUMMARY_WRITERS[form](_watched_summary(summary, progress), out)
    else:
        TABLE_WRITERS[form](_watched(table_of(hearing, edition), progress), out)


def _watched_summary(summary: Summary, progress: Progress) -> Summary:
    return replace(summary, table=_watched(summary.table, progress))


def _watched(table: RemarkTable, progress: Progress) -> RemarkTable:
    def rows() -> Iterator[TableRow]:
        for row in table.rows:
            yield row
            progress(1)

    return replace(table, rows=rows())
