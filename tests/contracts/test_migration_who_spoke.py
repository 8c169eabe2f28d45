"""0005: senders get new facts, and what was taken back after the deadline comes back into the counts. Up and down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column, Engine, MetaData, create_engine, text
from sqlalchemy.exc import IntegrityError

from app import database, migrations
from tests import databases

CLOSES = datetime(2026, 11, 1, 23, tzinfo=UTC)
BEFORE, AFTER = CLOSES - timedelta(seconds=1), CLOSES + timedelta(days=9)


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database with the first tables."""
    if request.config.getoption("--database") == "sqlite":
        made = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
        yield from _prepared(made)
    else:
        with databases.postgres_database(empty=True) as url:
            yield from _prepared(create_engine(url))


def _prepared(engine: Engine) -> Iterator[Engine]:
    database.prepare(engine)
    migrations.upgrade(engine, "0001")
    _fill(engine)
    yield engine
    engine.dispose()


def test_what_was_taken_back_after_the_deadline_counts_again(engine: Engine) -> None:
    migrations.upgrade(engine, "0005")
    assert _states(engine) == {1: "published", 2: "withdrawn", 3: "noted", 4: "noted"}
    assert {number: bool(at) for number, at in _pairs(engine, "SELECT number, published_at FROM statement")} == {
        1: True,
        2: False,
        3: True,
        4: False,
    }
    assert _pairs(engine, "SELECT id, public_text FROM comment WHERE published_at IS NOT NULL") == [
        (1, "En."),
        (3, None),
    ]
    assert _pairs(engine, "SELECT statement_id, supports || co_senders FROM sender")[0] == (1, "")


def test_down_again_there_is_one_kind_of_withdrawal(engine: Engine) -> None:
    migrations.upgrade(engine, "0005")
    with engine.begin() as connection:
        connection.execute(text("UPDATE statement SET sender_type = 'interest', signatories = 12 WHERE number = 1"))
        connection.execute(text("UPDATE statement SET sender_type = 'municipality' WHERE number = 2"))
    migrations.downgrade(engine, "0001")
    assert _states(engine) == {1: "published", 2: "withdrawn", 3: "withdrawn", 4: "withdrawn"}
    assert _pairs(engine, "SELECT id, public_text FROM comment WHERE published_at IS NOT NULL") == [(1, "En.")]
    assert [kind for _n, kind in _pairs(engine, "SELECT number, sender_type FROM statement")][:2] == [
        "association",
        "other",
    ]
    migrations.upgrade(engine, "0005")
    assert _states(engine)[3] == "noted"


@pytest.mark.parametrize(
    "wrong", ["channel = 'pigeon'", "sender_type = 'king'", "signatories = 1", "withdrawn_at = NULL"]
)
def test_the_database_refuses_what_is_no_fact(engine: Engine, wrong: str) -> None:
    migrations.upgrade(engine, "0005")
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(f"UPDATE statement SET {wrong} WHERE number = 3"))


def _states(engine: Engine) -> dict[int, str]:
    return dict(_pairs(engine, "SELECT number, publicity FROM statement"))


def _pairs(engine: Engine, query: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"{query} ORDER BY 1"))]


def _fill(engine: Engine) -> None:
    """Rows of the first schema: one that is public, one taken back in time, two too late (one had been published)."""
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:

        def put(name: str, **row: Any) -> None:
            """A row in which what is not said is empty."""
            table = tables.tables[name]
            given = {column.name: _empty(column) for column in table.columns if not column.nullable} | row
            aware = engine.dialect.name != "sqlite"
            values = {key: one if aware else _naive(one) for key, one in given.items()}
            connection.execute(table.insert().values(values))

        put("municipality", id=1, slug="storvik", language="nb")
        put("user_account", id=1)
        put("plan", id=1, municipality_id=1, plan_type="temaplan")
        put("stored_file", id=1, municipality_id=1)
        put("version", id=1, plan_id=1, source_id=1)
        put(
            "hearing",
            id=1,
            municipality_id=1,
            plan_id=1,
            version_id=1,
            kind="ordinary",
            opens_at=BEFORE - timedelta(30),
            closes_at=CLOSES,
        )
        facts = {1: ("published", None), 2: ("withdrawn", BEFORE), 3: ("withdrawn", AFTER), 4: ("withdrawn", CLOSES)}
        for number, (publicity, taken) in facts.items():
            names = {name: f"{name}{number}"[:16] for name in ("ref", "code_hash", "idempotency_key")}
            public = BEFORE if publicity == "published" else None
            about = {"channel": "web", "sender_type": "private", "publicity": publicity, "number": number}
            put(
                "statement",
                id=number,
                municipality_id=1,
                hearing_id=1,
                withdrawn_at=taken,
                published_at=public,
                **names,
                **about,
            )
            put("sender", statement_id=number)
            words = {"text": "En.", "public_text": "En." if public else None, "published_at": public}
            put(
                "comment",
                id=number,
                statement_id=number,
                hearing_id=1,
                version_id=1,
                ref=f"c{number}",
                position=1,
                **words,
            )
        for id, number, verdict in ((1, 3, "withheld"), (2, 3, "approved"), (3, 4, "approved"), (4, 4, "withheld")):
            about = {"statement_version": id, "verdict": verdict, "decided_at": BEFORE, "decided_by_id": 1}
            put("moderation_decision", id=id, statement_id=number, **about)


def _empty(column: Column[Any]) -> object:
    kinds: dict[type, object] = {int: 0, bool: False, str: "", datetime: BEFORE, date: BEFORE.date()}
    return kinds.get(column.type.python_type, "[]") if not isinstance(column.type, JSON) else []


def _naive(value: object) -> object:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value
