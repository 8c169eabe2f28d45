"""0008 on rows: what stands becomes the beginning of its history, and a decided case is locked from its decision on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from app import database, migrations
from tests import databases

BEFORE, AFTER = "0007", "0008"
POSSIBLE = {"language": "nb", "plan_type": "temaplan", "sender_type": "private", "channel": "web"}


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.config.getoption("--database") == "sqlite":
        made = create_engine(f"sqlite:///{tmp_path / 'before.db'}")
        database.prepare(made)
        yield made
        made.dispose()
        return
    with databases.postgres_database(empty=True) as url:
        made = create_engine(url)
        database.prepare(made)
        yield made
        made.dispose()


def put(engine: Engine, table: str, **facts: object) -> None:
    """One row, with something plausible in every other column that must have a value."""
    columns = {column["name"]: column for column in inspect(engine).get_columns(table)}
    for name, column in columns.items():
        if name not in facts and not column["nullable"] and column.get("autoincrement") is not True:
            facts[name] = _plausible(str(column["type"]), name)
    names = ", ".join(facts)
    places = ", ".join(f":{name}" for name in facts)
    with engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), facts)


def _plausible(kind: str, name: str) -> object:
    kind = kind.upper()
    if "INT" in kind:
        return 1
    if "BOOL" in kind:
        return False
    if "TIME" in kind:
        return "2026-11-01 10:00:00"
    if "DATE" in kind:
        return "2026-11-01"
    if name in POSSIBLE:
        return POSSIBLE[name]
    return "[]" if "JSON" in kind else name[:6]


def fill(engine: Engine) -> None:
    """Three released cases: decided, sent back, and not before a body yet; one answer to two points in the first."""
    put(engine, "municipality", id=1, slug="storvik", language="nb", accent=None)
    put(engine, "body", id=1, municipality_id=1, kind="executive")
    put(engine, "stored_file", id=1, municipality_id=1)
    for number in (1, 2, 3):
        put(engine, "plan", id=number, municipality_id=1, key=f"plan-{number}", plan_type="temaplan", language="nb")
        put(engine, "version", id=number, plan_id=number, source_id=1)
        put(
            engine,
            "hearing",
            id=number,
            municipality_id=1,
            plan_id=number,
            round=1,
            kind="ordinary",
            opens_at="2026-09-01 10:00:00",
            closes_at="2026-10-01 10:00:00",
            released_at="2026-10-20 10:00:00",
        )
    for number, result in ((1, "as_proposed"), (2, "returned")):
        put(
            engine,
            "decision",
            id=number,
            ref=f"d{number}",
            hearing_id=number,
            body_id=1,
            kind="recommendation",
            result=result,
            recorded_at="2026-11-05 10:00:00",
        )
    put(engine, "statement", id=1, hearing_id=1, municipality_id=1, plan_id=1, publicity="published", channel="web")
    put(engine, "assessment", id=1, hearing_id=1, text="Vi er enige.", verdict="accepted", version=3)
    for number in (1, 2, 3):
        put(engine, "comment", id=number, ref=f"c{number}", hearing_id=1, statement_id=1, version_id=1, position=number)
        answered = 1 if number < 3 else None
        put(
            engine,
            "point",
            id=number,
            ref=f"p{number}",
            hearing_id=1,
            statement_id=1,
            comment_id=number,
            assessment_id=answered,
            start_at=None,
            end_at=None,
        )


def all_of(engine: Engine, query: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def counted(engine: Engine) -> dict[str, object]:
    tables = ("hearing", "decision", "statement", "assessment", "comment", "point", "stored_file")
    return {table: all_of(engine, f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def test_rows_of_before_are_carried_over_and_back(engine: Engine) -> None:
    migrations.upgrade(engine, BEFORE)
    fill(engine)
    before = counted(engine)
    migrations.upgrade(engine, AFTER)
    locked = all_of(engine, "SELECT id FROM hearing WHERE locked_at IS NOT NULL")
    assert locked == [(1,)]
    assert all_of(engine, "SELECT assessment_id, version, text, verdict FROM assessment_text") == [
        (1, 3, "Vi er enige.", "accepted")
    ]
    assert all_of(engine, "SELECT point_id, assessment_id FROM point_answer ORDER BY id") == [(1, 1), (2, 1)]
    assert all_of(engine, "SELECT count(*) FROM edition") == [(0,)]
    assert counted(engine) == before
    migrations.downgrade(engine, BEFORE)
    assert counted(engine) == before
    assert "edition" not in inspect(engine).get_table_names()
    migrations.upgrade(engine, AFTER)
    assert all_of(engine, "SELECT id FROM hearing WHERE locked_at IS NOT NULL") == [(1,)]
