"""Departures that stood in the outcomes are carried over to the decision that made them, and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Connection, Engine, MetaData, create_engine, text

from app import clock, database, migrations
from tests import databases

OUTCOMES = "SELECT point_id, decision_id, verdict, note, departs FROM outcome ORDER BY point_id"
MIGRATION = import_module("app.migrations.versions.0007_what_the_bodies_decided")
BEFORE, AFTER = MIGRATION.down_revision, MIGRATION.revision


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path, database: str) -> Iterator[Engine]:
    """A database of its own at the schema before."""
    if database.startswith("sqlite"):
        yield from _at(f"sqlite:///{tmp_path / 'before.db'}")
    else:
        with databases.postgres_database(empty=True) as url:
            yield from _at(url)


def _at(url: str) -> Iterator[Engine]:
    made = create_engine(url)
    database.prepare(made)
    migrations.upgrade(made, BEFORE)
    yield made
    made.dispose()


def rows(engine: Engine, statement: str) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def test_departures_and_changes_survive_both_ways(engine: Engine) -> None:
    _fill(engine)
    migrations.upgrade(engine, AFTER)
    assert rows(engine, "SELECT id, decision_id, verdict, note FROM departure ORDER BY decision_id, verdict") == [
        (1, 1, "rejected", "Nei."),
        (2, 2, "noted", "Vi venter."),
    ]
    assert rows(engine, "SELECT decision_id, point_id, departure_id FROM departed_point ORDER BY point_id") == [
        (1, 1, 1),
        (1, 2, 1),
        (2, 4, 2),
    ]
    assert rows(engine, "SELECT point_id, verdict, departure_id FROM outcome ORDER BY point_id") == [
        (1, "rejected", 1),
        (2, "rejected", 1),
        (3, "accepted", None),
    ]
    assert rows(engine, "SELECT result FROM decision ORDER BY id") == [("changed",), ("changed",)]
    assert rows(engine, "SELECT change_before, change FROM assessment") == [("", "Ny setning.")]
    with engine.begin() as connection:
        connection.execute(text("UPDATE assessment SET change_before = 'Gammel setning.'"))
    migrations.downgrade(engine, BEFORE)
    assert [(*row[:4], bool(row[4])) for row in rows(engine, OUTCOMES)] == [
        (1, 1, "rejected", "Nei.", True),
        (2, 1, "rejected", "Nei.", True),
        (3, 1, "accepted", "", False),
        (4, 2, "noted", "Vi venter.", True),
    ]
    assert rows(engine, "SELECT change FROM assessment") == [("«Gammel setning.» blir «Ny setning.»",)]


def _fill(engine: Engine) -> None:
    """A closed case with a departure on two of three points, and an open one with a departure on its point."""
    with engine.begin() as connection:
        book = Book(connection)
        book.add("municipality", id=1, language="nb")
        book.add("body", id=1, municipality_id=1, kind="assembly")
        book.add("stored_file", id=1, municipality_id=1)
        for case in (1, 2):
            _add_case(book, case)
        book.add("assessment", id=1, hearing_id=1, change="Ny setning.", verdict="accepted")
        for point, case, verdict, note in (
            (1, 1, "rejected", "Nei."),
            (2, 1, "rejected", "Nei."),
            (3, 1, "accepted", ""),
        ):
            _add_point(book, point, case, verdict, note)
        _add_point(book, 4, 2, "noted", "Vi venter.")


def _add_case(book: Book, case: int) -> None:
    now = clock.now()
    book.add("plan", id=case, municipality_id=1, plan_type="temaplan", language="nb")
    book.add("version", id=case, plan_id=case, source_id=1)
    book.add(
        "hearing",
        id=case,
        municipality_id=1,
        plan_id=case,
        round=1,
        kind="ordinary",
        opens_at=now - timedelta(days=1),
        closes_at=now,
        closed_case_at=now if case == 1 else None,
    )
    about = {"municipality_id": 1, "hearing_id": case, "sender_type": "private", "channel": "web", "language": "nb"}
    book.add("statement", id=case, number=1, plan_id=case, publicity="published", **about)
    book.add("decision", id=case, hearing_id=case, body_id=1, kind="resolution", result="as_proposed")


def _add_point(book: Book, point: int, case: int, verdict: str, note: str) -> None:
    book.add("comment", id=point, statement_id=case, hearing_id=case, position=point, version_id=case)
    book.add("point", id=point, hearing_id=case, statement_id=case, comment_id=point, position=1)
    book.add("outcome", point_id=point, decision_id=case, verdict=verdict, note=note, departs=bool(note))


class Book:
    """Writes rows of whatever schema there is: what a test does not say, and must be there, is filled in."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.tables, self.rows = connection, MetaData(), 0
        self.tables.reflect(connection)

    def add(self, name: str, **values: Any) -> None:
        self.rows += 1
        table = self.tables.tables[name]
        asked = {column.name: self._plain(values.get(column.name)) for column in table.columns if column.name in values}
        filled = {column.name: self._filler(column) for column in table.columns if not column.nullable}
        self.connection.execute(table.insert().values(**(filled | asked)))

    def _filler(self, column: Column[Any]) -> Any:
        kind = column.type.python_type
        fillers = {bool: False, int: 1, datetime: self._plain(clock.now()), date: clock.today()}
        return fillers.get(kind, f"x{self.rows}" if kind is str else [])

    def _plain(self, value: Any) -> Any:
        """SQLite keeps instants without a zone."""
        naive = isinstance(value, datetime) and self.connection.dialect.name == "sqlite"
        return value.replace(tzinfo=None) if naive else value
