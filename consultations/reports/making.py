"""Making an edition: all papers of one moment, written once, stored together or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO

from flask_babel import force_locale
from flask_babel import gettext as _

from app import audit, clock, storage, tasks
from app.extensions import db
from app.rows import hold
from app.transaction import beside, only_reading, recording
from consultations.assessment.coverage import Coverage, coverage
from consultations.assessment.release import NotCovered
from consultations.editions.edition import Edition, EditionFile, newest_edition
from consultations.editions.order import EDITION_TASK, EditionOrder
from consultations.hearings.hearing import Hearing

from . import comparison, frozen_rows
from .comparison import CHANGES, Comparison, compare_editions
from .compilation import summary_of
from .export import file_name
from .formats import FORMATS, SUMMARY, TABLE
from .frozen_rows import ROWS, read_rows, write_rows
from .printing import printing_of_edition
from .reading import reading
from .summary import Override, Printing, Summary

FILES = 2 * len(FORMATS) + 2


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One file of an edition on its way to the store. `name` is what people save it as."""

    paper: str
    form: str
    name: str
    media_type: str
    path: Path


@dataclass(frozen=True, slots=True)
class Unstored:
    """An edition that is written and not stored yet: what it says of itself, its coverage, its files."""

    hearing_id: int
    printing: Printing
    covered: Coverage
    files: list[WrittenFile]


@tasks.handler(EDITION_TASK)
def _make(jobs: list[tasks.Job]) -> None:
    for job in jobs:
        make_edition(job.key)


def make_edition(ref: str) -> None:
    """Make the edition of an order. An order that was done or replaced meanwhile is left alone.

    All papers are read from one moment of the database. The bytes lie durably in the store before the edition has a
    row, so that whoever dies on the way leaves nothing that shows; the task comes back and begins anew.
    """
    moment = clock.now()
    with tempfile.TemporaryDirectory(prefix="horing-") as folder:
        try:
            with only_reading():
                written = _written(ref, Path(folder), moment)
        except NotCovered:
            return _refuse(ref)
        if written is not None:
            kept = [_keep(file.path) for file in written.files]
            with recording():
                _store(ref, written, kept)
    return None


def _written(ref: str, folder: Path, moment: datetime) -> Unstored | None:
    """`moment` lies before the first reading: what changes after it may be in, what changed before it is.

    Raises NotCovered where something came to be missing since the order, and nobody gave a reason for going on.
    """
    order = _order(ref)
    if order is None:
        return None
    hearing, before = order.hearing, newest_edition(order.hearing)
    covered = coverage(hearing, order.ordered_at)
    if not covered.is_complete and not order.override_reason:
        raise NotCovered
    with force_locale(hearing.plan.language):
        override = None if covered.is_complete else _override(order)
        number = before.number + 1 if before else 1
        printing = printing_of_edition(hearing, number, moment, order.ordered_at, override)
        files = list(_files(hearing, printing, before, folder, _progress(ref)))
    return Unstored(hearing.id, printing, covered, files)


def _order(ref: str) -> EditionOrder | None:
    """The order, while it is to be done."""
    query = db.select(EditionOrder).where(EditionOrder.ref == ref, EditionOrder.refused_at.is_(None))
    return db.session.scalars(query).first()


def _override(order: EditionOrder) -> Override:
    by = order.ordered_by.name if order.ordered_by else _("Administrasjonen")
    return Override(order.override_reason, by, clock.local(order.ordered_at).date())


def _files(
    hearing: Hearing, printing: Printing, before: Edition | None, folder: Path, tell: Callable[[int], None]
) -> Iterator[WrittenFile]:
    """Rows first: they are read from the database once, and every paper is written from them."""
    rows = folder / f"{ROWS}.{frozen_rows.FORM}"
    with rows.open("wb") as file:
        write_rows(reading(hearing, printing.cut_off).rows(), file)
    changes = folder / f"{CHANGES}.{comparison.FORM}"
    compared = _compared(before, rows)
    changes.write_bytes(compared.stored() if compared else b"{}\n")
    summary = summary_of(hearing, printing)
    summary = replace(summary, revisions=comparison.printed(compared) if compared else None)
    written = 2
    tell(written)
    for paper in (SUMMARY, TABLE):
        for form, look in FORMATS.items():
            path = folder / f"{paper}.{form}"
            with rows.open("rb") as stored, path.open("wb") as out:
                _write(paper, form, replace(summary, table=replace(summary.table, rows=read_rows(stored))), out)
            yield WrittenFile(paper, form, file_name(hearing, paper, form, printing.number), look.media_type, path)
            tell(written := written + 1)
    for path, media_type in ((rows, frozen_rows.MEDIA_TYPE), (changes, comparison.MEDIA_TYPE)):
        paper, _dot, form = path.name.partition(".")
        yield WrittenFile(paper, form, file_name(hearing, paper, form, printing.number), media_type, path)


def _write(paper: str, form: str, summary: Summary, out: IO[bytes]) -> None:
    if paper == SUMMARY:
        FORMATS[form].write_summary(summary, out)
    else:
        FORMATS[form].write_table(summary.table, out)


def _compared(before: Edition | None, rows: Path) -> Comparison | None:
    """What is otherwise than in the edition before; None where this is the first."""
    old = before.file(ROWS, frozen_rows.FORM) if before else None
    if before is None or old is None:
        return None
    return compare_editions(before.number, lambda: storage.opened(old.stored), lambda: rows.open("rb"))


def _progress(ref: str) -> Callable[[int], None]:
    def tell(written: int) -> None:
        mine = db.update(EditionOrder).where(EditionOrder.ref == ref)
        with beside() as session:
            session.execute(mine.values(written=written, files=FILES))

    return tell


def _keep(path: Path) -> storage.Kept:
    with path.open("rb") as file:
        return storage.keep(file)


def _refuse(ref: str) -> None:
    """Nothing is made; whoever looks after the order sees why."""
    with recording():
        order = _order(ref)
        if order is not None:
            order.refused_at = clock.now()
            told = {"order": ref}
            audit.record(order.hearing.municipality_id, "edition.refused", f"hearing:{order.hearing_id}", told)


def _store(ref: str, written: Unstored, kept: list[storage.Kept]) -> None:
    """The edition with all its files, in one transaction; nothing where another worker was quicker."""
    hearing = db.session.get_one(Hearing, written.hearing_id)
    hold(hearing)
    order = _order(ref)
    if order is None:
        return
    printing = written.printing
    made = Edition(
        hearing_id=hearing.id,
        number=printing.number,
        made_at=printing.generated_at,
        made_by_id=order.ordered_by_id,
        cut_off=printing.cut_off,
        override_reason=printing.override.reason if printing.override else "",
        **{name: getattr(written.covered, name) for name in COUNTS},
    )
    for position, (file, found) in enumerate(zip(written.files, kept, strict=True), 1):
        stored = storage.describe(found, file.name, file.media_type, hearing.municipality_id)
        made.files.append(EditionFile(position=position, paper=file.paper, form=file.form, stored=stored))
    db.session.add(made)
    db.session.delete(order)
    db.session.flush()
    told = {"number": made.number, "files": {file.name: file.stored.sha256 for file in made.files}}
    audit.record(hearing.municipality_id, "edition.made", f"hearing:{hearing.id}", told)


COUNTS = (
    "statements",
    "withdrawn",
    "withheld",
    "late_not_counted",
    "points",
    "unanswered_points",
    "late_undecided",
    "waiting",
)
