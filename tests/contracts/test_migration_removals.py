"""Migration 0004: removals of today's schema are carried over, on rows, up and down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, MetaData, create_engine, text

from app import database, migrations
from tests import databases

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
TEXT = "Ola, Kari, Per ▰ er en tulling."
# (decision, start, end, reason): overlapping ones, and two that touch, were one mark in the public text.
REMOVALS = [
    (1, 5, 14, "personal_data"),
    (2, 0, 3, "personal_data"),
    (2, 5, 9, "personal_data"),
    (2, 7, 14, "personal_data"),
    (4, 20, 23, "abuse"),
    (4, 23, 30, "abuse"),
]


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.config.getoption("--database") == "sqlite":
        made = create_engine(f"sqlite:///{tmp_path / 'before.db'}")
    else:
        with databases.postgres_database(empty=True) as url:
            made = create_engine(url)
            database.prepare(made)
            yield made
            made.dispose()
            return
    database.prepare(made)
    yield made
    made.dispose()


def test_removals_move_beside_the_comment_and_back(engine: Engine) -> None:
    migrations.upgrade(engine, "0001")
    with engine.begin() as connection:
        _fill(connection)
        before = _as_of_0001(connection)
    migrations.upgrade(engine, "0004")
    with engine.begin() as connection:
        columns = "statement_id, comment_id, field, version, start_at, end_at, reason_class, in_force"
        rows = connection.execute(text(f"SELECT {columns} FROM removal ORDER BY id")).all()
        assert [(*row[:7], bool(row[7])) for row in rows] == [
            (1, 1, "text", 1, 5, 14, "personal_data", False),
            (1, 1, "text", 2, 0, 3, "personal_data", True),
            (1, 1, "text", 2, 5, 14, "personal_data", True),
            (2, 2, "text", 1, 20, 30, "abuse", True),
        ]
        shown = connection.execute(text("SELECT public_text FROM comment ORDER BY id")).scalars().all()
        assert shown == ["▮, ▮ ▱ er en tulling.", "Ola, Kari, Per ▱ er ▰.", None]
        reasons = connection.execute(text("SELECT reason_class FROM moderation_decision ORDER BY id")).scalars().all()
        assert reasons == [None, None, "third_party", None]
    migrations.downgrade(engine, "0001")
    with engine.begin() as connection:
        after = _as_of_0001(connection)
    assert after["removal"] == [
        (1, 1, 5, 14, "personal_data"),
        (2, 1, 0, 3, "personal_data"),
        (2, 1, 5, 14, "personal_data"),
        (4, 2, 20, 30, "abuse"),
    ]
    assert {name: rows for name, rows in after.items() if name != "removal"} == {
        name: rows for name, rows in before.items() if name != "removal"
    }
    migrations.upgrade(engine, "0004")


def _as_of_0001(connection: Connection) -> dict[str, list[Any]]:
    queries = {
        "removal": "SELECT decision_id, comment_id, start_at, end_at, reason_class FROM removal ORDER BY id",
        "statement": "SELECT id, publicity, removal_reason FROM statement ORDER BY id",
        "moderation_decision": "SELECT id, verdict, reason_class FROM moderation_decision ORDER BY id",
        "sender": "SELECT statement_id, name FROM sender ORDER BY statement_id",
    }
    return {name: [tuple(row) for row in connection.execute(text(query))] for name, query in queries.items()}


def _fill(connection: Connection) -> None:
    """Statement 1: shortened twice, then withheld and let out again as before. 2: for another reason. 3: waits."""
    tables = MetaData()
    tables.reflect(connection)

    def add(table: str, **values: Any) -> None:
        needed = {
            column.name: _blank(column.type.python_type)
            for column in tables.tables[table].columns
            if not column.nullable and column.name != "id"
        }
        connection.execute(tables.tables[table].insert().values(**(needed | values)))

    add("municipality", id=1, slug="storvik", language="nb")
    add("user_account", id=1, email="kari@example.no")
    add("plan", id=1, municipality_id=1, plan_type="temaplan")
    source = next(iter(tables.tables["version"].columns["source_id"].foreign_keys)).column.table.name
    add(source, id=1, municipality_id=1)
    add("version", id=1, plan_id=1, number=1, source_id=1)
    add(
        "hearing",
        id=1,
        municipality_id=1,
        plan_id=1,
        version_id=1,
        round=1,
        kind="ordinary",
        closes_at=NOW + timedelta(days=40),
    )
    for number, reason in ((1, "personal_data"), (2, "abuse"), (3, None)):
        state = {"publicity": "published", "removal_reason": reason} if reason else {"publicity": "waiting"}
        keys = {name: f"{name}{number}"[:16] for name in ("ref", "code_hash", "idempotency_key")}
        add("statement", id=number, municipality_id=1, hearing_id=1, number=number, version=3, **keys, **state)
        add("sender", statement_id=number, name=f"Avsender {number}")
        shown = {1: "▮, ▮ ▰ er en tulling.", 2: "Ola, Kari, Per ▰ er ▮.", 3: None}[number]
        place = {"statement_id": number, "hearing_id": 1, "version_id": 1, "position": 1, "ref": f"c{number}"}
        add("comment", id=number, text=TEXT, public_text=shown, **place)
    for number, statement, version, verdict, reason in (
        (1, 1, 1, "approved", "personal_data"),
        (2, 1, 2, "approved", "personal_data"),
        (3, 2, 2, "withheld", "third_party"),
        (4, 2, 1, "approved", "abuse"),
    ):
        facts = {"statement_version": version, "verdict": verdict, "reason_class": reason, "decided_by_id": 1}
        add("moderation_decision", id=number, statement_id=statement, **facts)
    for decision, start, end, reason in REMOVALS:
        comment = 1 if decision < 3 else 2
        add("removal", decision_id=decision, comment_id=comment, start_at=start, end_at=end, reason_class=reason)


def _blank(kind: type) -> Any:
    """Something for a column that must have a value."""
    if issubclass(kind, datetime):
        return NOW
    if kind.__name__ == "date":
        return NOW.date()
    return kind() if kind in (str, int, bool) else []
