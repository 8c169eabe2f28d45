"""Writers take turns: in a rush everybody gets through, and a turn is never lost."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from app import database, tasks
from app.extensions import db


def test_everybody_in_a_rush_gets_through(app: Flask) -> None:
    def write(number: int) -> None:
        with app.app_context():
            for time in range(10):
                tasks.enqueue("rush", f"{number}:{time}", {})
                db.session.commit()

    with ThreadPoolExecutor(8) as people:
        list(people.map(write, range(8)))
    with app.app_context():
        assert tasks.waiting() == 80


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small SQLite file, and little patience."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.3)
    path = tmp_path / "small.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE line (words TEXT)")
    return path


def test_a_place_held_by_somebody_else_is_an_error_after_a_while_and_then_free(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    database.prepare(engine)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError), engine.begin() as connection:
            connection.execute(text("INSERT INTO line VALUES ('too early')"))
        other.execute("COMMIT")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO line VALUES ('in time')"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT words FROM line")).scalars().all() == ["in time"]
    engine.dispose()


def test_a_connection_that_is_dropped_gives_up_its_turn(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}", poolclass=QueuePool)
    database.prepare(engine)
    for _ in range(3):
        connection = engine.connect()
        connection.execute(text("INSERT INTO line VALUES ('never committed')"))
        connection.close()
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM line")).scalar() == 0
    engine.dispose()
