"""Commands about the data: backup, restore, check."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
from flask import current_app

from app import audit, clock, migrations, storage, tasks
from app.cli.context import application
from app.config import Settings, load_settings
from app.extensions import db, reading
from app.factory import create_app
from app.municipalities.municipality import Municipality
from consultations.assessment.late import late_faults
from consultations.editions.faults import edition_faults
from consultations.points.use import count_all_answered, miscounted_answers
from consultations.statements import counting
from consultations.statements.publication import unlike_their_removals
from consultations.statements.seal import seal_faults, unsealed
from moderation.faults import decision_faults
from search.indexer import IndexReport, reconcile
from search.installation import current_index

DATABASE, DUMP, FILES, FACTS = "horing.db", "horing.sql", "files", "backup.json"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, writable=True))
def backup(file: Path) -> None:
    """Write database and files to FILE while the product runs.

    FILE is a .tar.gz. The search index is not in it: `horing reindex` builds it.
    """
    settings = load_settings()
    with application(settings), tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _dump(settings, work)
        (work / FACTS).write_text(json.dumps(_facts()))
        try:
            _pack(work, file)
        except OSError as problem:
            raise click.ClickException(f"cannot write {file}: {problem.strerror}") from problem
    click.echo(f"wrote {file} ({file.stat().st_size / 1e6:.1f} MB)")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def restore(file: Path) -> None:
    """Put a backup in place. The data folder (or the PostgreSQL database) must be empty."""
    settings = load_settings()
    _refuse_to_overwrite(settings)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=settings.data_dir) as folder, tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
            facts = json.loads((Path(folder) / FACTS).read_text())
            _put_in_place(settings, Path(folder))
    except (tarfile.TarError, OSError, KeyError, json.JSONDecodeError) as problem:
        raise click.ClickException(f"{file} is no backup that can be read: {problem}") from problem
    with application(settings):
        _compare(facts)
    click.echo("restored; run `horing reindex`, then `horing check`")


@click.command()
def check() -> None:
    """Look for faults in everything that is stored.

    That is database, migrations, files, editions, tasks, audit chains with what they tell of, removed passages and
    search index.
    Exit code 1 on any fault.
    """
    settings = load_settings()
    with application(settings):
        faults = 0
        for name, found in _examinations(settings):
            faults += len(found)
            click.echo(f"{name:<14} {'ok' if not found else ''}")
            for fault in found[:20]:
                click.echo(f"  - {fault}")
        for note in _notes():
            click.echo(f"note: {note}")
    if faults:
        raise click.ClickException(f"{faults} faults found")


@click.command()
def recount() -> None:
    """Count anew what is kept of counts.

    `horing check` says when that is needed.
    """
    with application(load_settings()):
        counted = counting.count_anew()
        count_all_answered()
        db.session.commit()
    click.echo(f"counted {counted} statements")


def _examinations(settings: Settings) -> Iterator[tuple[str, list[str]]]:
    yield "database", _database_faults(settings)
    yield "migrations", []
    yield "files", [f"{row.ref} ({row.name}) is missing or changed" for row in storage.damaged()]
    yield "editions", edition_faults()
    yield "tasks", [f"{task.kind} {task.key} was given up: {task.last_error}" for task in tasks.dead()]
    for municipality in db.session.scalars(db.select(Municipality)):
        yield f"audit {municipality.slug}", _audit_faults(municipality.id)
    yield "counts", [f"{fault}; `horing recount` mends it" for fault in _miscounted()]
    yield "removals", [f"statement {ref} shows other words than its removals leave" for ref in unlike_their_removals()]
    yield "search index", _index_faults(reconcile(current_index()))


def _audit_faults(municipality_id: int) -> list[str]:
    """The chain itself, and everything that is stored held against what it tells."""
    whole = (audit.verify, seal_faults, late_faults, decision_faults)
    return [fault for faults in whole for fault in faults(municipality_id)]


def _notes() -> Iterator[str]:
    """What an operator may want to know, and is no fault."""
    yield from (f"no row describes the file {name}; if that is so tomorrow, delete it" for name in storage.orphans())
    folder = current_app.config["HORING"].data_dir
    if folder.stat().st_mode & 0o077:
        yield f"others on this machine can look into {folder}: chmod 700 keeps them out"
    for municipality in db.session.scalars(db.select(Municipality)):
        if count := unsealed(municipality.id):
            yield f"{count} statements of {municipality.slug} came in before their hash was kept: they are not sealed"


def _miscounted() -> list[str]:
    """Read at one moment, or what happens meanwhile looks like a fault."""
    with reading():
        wrong = [f"{place} is counted wrong" for place in counting.miscounted()]
        return wrong + [f"assessment {ref} says a wrong number of points" for ref in miscounted_answers()]


def _database_faults(settings: Settings) -> list[str]:
    if not settings.sqlalchemy_url.startswith("sqlite"):
        return []
    rows = db.session.execute(db.text("PRAGMA integrity_check")).scalars().all()
    orphans = db.session.execute(db.text("PRAGMA foreign_key_check")).all()
    return [row for row in rows if row != "ok"] + [
        f"row {orphan[1]} of {orphan[0]} points to nothing" for orphan in orphans
    ]


def _index_faults(report: IndexReport) -> list[str]:
    """What the index lacks or has too much of. What is told and not yet taken in counts too: the worker is behind."""
    if not report.readable:
        return ["the index cannot be read; `horing reindex` builds it anew"]
    kinds = {"missing": report.missing, "out of date": report.stale, "not public": report.extra}
    counts = [f"{len(keys)} documents {what}" for what, keys in kinds.items() if keys]
    return [f"{count}; `horing reindex` mends it" for count in counts]


def _pack(folder: Path, file: Path) -> None:
    """All of the folder and the stored files in one archive, which is there whole or not at all."""
    partial = file.with_name(file.name + ".part")
    try:
        with tarfile.open(partial, "w:gz") as archive:
            for path in sorted(folder.iterdir()):
                archive.add(path, path.name)
            if storage.folder().exists():
                archive.add(storage.folder(), FILES)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)


def _dump(settings: Settings, folder: Path) -> None:
    if settings.sqlalchemy_url.startswith("sqlite"):
        source = settings.sqlalchemy_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(source)) as live:
            live.execute("VACUUM INTO ?", (str(folder / DATABASE),))
    else:
        _postgres("pg_dump", "--no-owner", "--file", str(folder / DUMP), "--dbname", _libpq(settings))


def _put_in_place(settings: Settings, folder: Path) -> None:
    if (folder / DATABASE).exists():
        for rest in ("-wal", "-shm"):
            (settings.data_dir / f"{DATABASE}{rest}").unlink(missing_ok=True)
        shutil.move(folder / DATABASE, settings.data_dir / DATABASE)
    else:
        _postgres("psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", str(folder / DUMP), _libpq(settings))
    if (folder / FILES).exists():
        shutil.move(folder / FILES, settings.data_dir / FILES)


def _postgres(tool: str, *arguments: str) -> None:
    path = shutil.which(tool)
    if path is None:
        raise click.ClickException(f"{tool} is not installed; it comes with PostgreSQL's client programs")
    done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise click.ClickException(f"{tool}: {done.stderr.strip()}")


def _libpq(settings: Settings) -> str:
    return settings.sqlalchemy_url.replace("postgresql+psycopg://", "postgresql://", 1)


def _refuse_to_overwrite(settings: Settings) -> None:
    """A database without tables is no data: any command that looks for one leaves it behind."""
    app = create_app(settings)
    with app.app_context():
        with db.engine.connect() as connection:
            taken = migrations.current(connection) is not None
        db.engine.dispose()
        taken = taken or (storage.folder().exists() and any(storage.folder().iterdir()))
    if taken:
        raise click.ClickException("there is data already; restore wants an empty place")


def _facts() -> dict[str, object]:
    return {"made_at": clock.now().isoformat(), "revision": migrations.head(), "statements": _statements()}


def _compare(facts: dict[str, object]) -> None:
    if _statements() != facts["statements"]:
        raise click.ClickException(f"the backup told of {facts['statements']} statements, found {_statements()}")


def _statements() -> int:
    return db.session.scalar(db.text("SELECT count(*) FROM statement")) or 0
