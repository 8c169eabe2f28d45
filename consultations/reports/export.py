"""Export: a draft of one paper, made on the fly, or a file of a stored edition, for office and command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO
from uuid import uuid4

from flask_babel import force_locale
from flask_babel import gettext as _

from app import audit, storage
from app.transaction import only_reading, recording
from consultations.editions.edition import Edition
from consultations.hearings.hearing import Hearing

from .compilation import summary_of, table_of
from .formats import FILE_NAMES, FORMATS, SUMMARY
from .printing import draft_printing
from .reading import count_rows
from .row import Row
from .summary import Printing, RemarkTable

Progress = Callable[[int], None]


class CannotExport(Exception):
    """The paper cannot be given; the message says why."""


def length(hearing: Hearing) -> int:
    """How many rows an export of everything goes through."""
    return count_rows(hearing)


def write(hearing: Hearing, what: str, form: str, out: Path, *, progress: Progress = lambda _rows: None) -> None:
    """Write a draft of "summary" or "table" in one of the formats; the file is there whole or not at all. Audited.

    Uses transactions of its own: what the caller has not committed is committed first. `progress` is told of each row.
    Raises CannotExport for a file that cannot be written.
    """
    with _whole(out) as file, only_reading(), force_locale(hearing.plan.language):
        _write(hearing, what, form, file, draft_printing(hearing), progress)
    _recorded(hearing, what, form, 0)


def fetch(edition: Edition, what: str, form: str, out: Path) -> None:
    """Write the bytes of a stored edition to a file, whole or not at all. Audited. Raises CannotExport."""
    found = edition.file(what, form)
    if found is None:
        raise CannotExport(_("Utgave %(number)s har ikke denne filen.", number=edition.number))
    with _whole(out) as file:
        file.write(storage.read(found.stored))
    _recorded(edition.hearing, what, form, edition.number)


def file_name(hearing: Hearing, what: str, form: str, edition: int = 0) -> str:
    """hoeringsoppsummering-boligsosial-plan-utkast.docx, hoeringsoppsummering-boligsosial-plan-runde-2-utgave-1.docx"""
    turn = f"-runde-{hearing.round}" if hearing.round > 1 else ""
    state = f"utgave-{edition}" if edition else "utkast"
    return f"{FILE_NAMES[what]}-{hearing.plan.key}{turn}-{state}.{form}"


def taken_out(hearing: Hearing, what: str, form: str, edition: int) -> None:
    """Somebody took a file of a stored edition out: the log tells it, in the caller's transaction."""
    said = {"what": what, "form": form, "edition": edition}
    audit.record(hearing.municipality_id, "report.exported", f"hearing:{hearing.id}", said)


def _recorded(hearing: Hearing, what: str, form: str, edition: int) -> None:
    with recording():
        taken_out(hearing, what, form, edition)


@contextmanager
def _whole(out: Path) -> Iterator[IO[bytes]]:
    """A file that takes its place when it is whole."""
    partly = out.with_name(f".{out.name}.{uuid4().hex[:8]}.part")
    try:
        with partly.open("xb") as file:
            yield file
        partly.replace(out)
    except OSError as problem:
        raise CannotExport(_("Kan ikke skrive %(file)s: %(problem)s", file=out, problem=problem.strerror)) from problem
    finally:
        partly.unlink(missing_ok=True)


def _write(hearing: Hearing, what: str, form: str, out: IO[bytes], printing: Printing, progress: Progress) -> None:
    if what == SUMMARY:
        summary = summary_of(hearing, printing)
        FORMATS[form].write_summary(replace(summary, table=_watched(summary.table, progress)), out)
    else:
        FORMATS[form].write_table(_watched(table_of(hearing, printing), progress), out)


def _watched(table: RemarkTable, progress: Progress) -> RemarkTable:
    def rows() -> Iterator[Row]:
        for row in table.rows:
            yield row
            progress(1)

    return replace(table, rows=rows())
