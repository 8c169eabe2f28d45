"""Plans get a page of their own: nothing is lost, and what is public can be found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from app import database, migrations
from tests import databases

FIRST, LATER = "2026-10-01 10:00:00", "2026-11-02 10:00:00"
BEFORE, HERE = "0005", "0006"
TABLES = {"plan_attachment", "plan_phase", "plan_adoption"}


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.config.getoption("--database") == "sqlite":
        yield from _prepared(f"sqlite:///{tmp_path / 'old.db'}")
    else:
        with databases.postgres_database(empty=True) as url:
            yield from _prepared(url)


@pytest.fixture
def old(engine: Engine) -> Engine:
    """Yesterday's schema with a plan that was heard twice, one whose hearing is not announced, and one without any."""
    migrations.upgrade(engine, BEFORE)
    with engine.begin() as connection:
        _insert(connection, "municipality", id=1, slug="storvik", name="Storvik", language="nb", revision=1)
        for number in (1, 2, 3):
            facts = {"municipality_id": 1, "key": f"plan-{number}", "language": "nb", "last_statement_number": number}
            facts["public_since"] = FIRST if number == 1 else None
            _insert(connection, "plan", id=number, plan_type="temaplan", summary="Kort.", **facts)
        for number, plan, ready in ((1, 1, FIRST), (2, 1, LATER), (3, 2, None)):
            period = {"opens_at": "2026-11-09 00:00:00", "closes_at": "2026-12-22 00:00:00", "last_day": "2026-12-21"}
            facts = {"municipality_id": 1, "round": number, "kind": "ordinary", "statements_received": 0}
            _insert(connection, "hearing", id=number, plan_id=plan, ready_at=ready, **period, **facts)
        _insert(connection, "status_entry", id=1, plan_id=1, on_date="2026-10-01", text="Kunngjort.")
    return engine


def test_a_plan_has_no_predecessor_until_somebody_says_so(old: Engine) -> None:
    migrations.upgrade(old, HERE)
    assert _column(old, "timing") == ["", "", ""]
    assert _column(old, "predecessor_id") == [None, None, None]


def test_search_is_told_of_every_public_plan(old: Engine) -> None:
    migrations.upgrade(old, HERE)
    with old.connect() as connection:
        told = list(connection.execute(sa.text("SELECT kind, payload FROM task")))
    assert [(kind, "plan" in str(payload), "'1'" in str(payload).replace('"', "'")) for kind, payload in told] == [
        ("index", True, True)
    ]


def test_no_row_is_lost_on_the_way_up_and_down(old: Engine) -> None:
    before = {table: _count(old, table) for table in ("plan", "hearing", "status_entry")}
    migrations.upgrade(old, HERE)
    with old.begin() as connection:
        _rows_of_today(connection)
    migrations.downgrade(old, BEFORE)
    assert {table: _count(old, table) for table in before} == before == {"plan": 3, "hearing": 3, "status_entry": 1}
    assert not TABLES & set(sa.inspect(old).get_table_names())
    assert _column(old, "last_statement_number") == [1, 2, 3]
    migrations.upgrade(old, HERE)
    assert set(sa.inspect(old).get_table_names()) >= TABLES


def test_what_belongs_to_a_plan_goes_with_it(old: Engine) -> None:
    migrations.upgrade(old, HERE)
    with old.begin() as connection:
        _rows_of_today(connection)
        connection.execute(sa.text("UPDATE plan SET predecessor_id = 3 WHERE id = 2"))
        connection.execute(sa.text("DELETE FROM plan WHERE id = 3"))
    assert [_count(old, table) for table in sorted(TABLES)] == [0, 0, 0]
    assert _column(old, "predecessor_id") == [None, None]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE plan SET predecessor_id = 1 WHERE id = 1",
        "UPDATE plan SET followed_up_since = '2026-10-01' WHERE id = 1",
        "UPDATE plan_phase SET state = 'sover'",
        "UPDATE plan_attachment SET replaced_by_id = id",
        "UPDATE plan_attachment SET taken_down_reason = 'uten dag'",
        "UPDATE plan_adoption SET valid_from = '2027-01-01', valid_to = '2026-01-01'",
    ],
)
def test_the_database_keeps_what_it_can(old: Engine, change: str) -> None:
    migrations.upgrade(old, HERE)
    with old.begin() as connection:
        _rows_of_today(connection)
    with pytest.raises(IntegrityError), old.begin() as connection:
        connection.execute(sa.text(change))


def _prepared(url: str) -> Iterator[Engine]:
    made = sa.create_engine(url)
    database.prepare(made)
    yield made
    made.dispose()


def _rows_of_today(connection: Connection) -> None:
    file = {"municipality_id": 1, "ref": "r", "sha256": "s", "size": 1, "name": "kart.pdf", "media_type": "x"}
    _insert(connection, "stored_file", id=1, **file)
    _insert(connection, "plan_attachment", id=1, plan_id=3, ref="a", title="Kart", file_id=1)
    _insert(connection, "plan_phase", id=1, plan_id=3, position=1, title="Oppstart", state="done")
    _insert(connection, "plan_adoption", id=1, plan_id=3, decided_on="2026-02-09", body="Kommunestyret")


def _insert(connection: Connection, table: str, **values: object) -> None:
    """A row; what must be there and is not given is empty, or the moment."""
    for column in sa.inspect(connection).get_columns(table):
        if not column["nullable"] and column["name"] not in (*values, "id"):
            values[column["name"]] = _something(column["type"])
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)


def _something(kind: object) -> object:
    if isinstance(kind, sa.Boolean):
        return False
    return LATER if isinstance(kind, sa.DateTime) else ""


def _column(engine: Engine, name: str) -> list[object]:
    with engine.connect() as connection:
        return list(connection.execute(sa.text(f"SELECT {name} FROM plan ORDER BY id")).scalars())


def _count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0
