"""Three columns of days become a chain of bodies, and no day is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from app import database, migrations
from tests import databases

WHEN = "2026-11-02 10:00:00"
DAYS = {"councils_on": "2027-01-12", "executive_on": "2027-01-26", "assembly_on": "2027-02-09"}


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.config.getoption("--database") == "sqlite":
        yield from _prepared(f"sqlite:///{tmp_path / 'old.db'}")
    else:
        with databases.postgres_database(empty=True) as url:
            yield from _prepared(url)


@pytest.fixture
def old(engine: Engine) -> Engine:
    """Today's schema with a municipality that has bodies, one that has none, and three hearings."""
    migrations.upgrade(engine, "0001")
    with engine.begin() as connection:
        for number, slug in ((1, "storvik"), (2, "fjellvik")):
            _insert(connection, "municipality", id=number, slug=slug, name=slug, language="nb", revision=1)
            _insert(connection, "plan", id=number, municipality_id=number, key="plan", title="Plan", language="nb")
        bodies = [("council", "Eldrerådet"), ("council", "Ungdomsrådet"), ("executive", "Formannskapet")]
        for position, (kind, name) in enumerate([*bodies, ("assembly", "Heradsstyret")], 1):
            _insert(connection, "body", municipality_id=1, kind=kind, name=name, position=position)
        file = {
            "municipality_id": 1,
            "ref": "r",
            "sha256": "s",
            "size": 1,
            "name": "plan.md",
            "media_type": "text/plain",
        }
        _insert(connection, "stored_file", id=1, **file)
        _insert(connection, "version", id=1, plan_id=1, number=1, title="Plan", source_id=1, published_at=WHEN)
        _hearing(connection, 1, 1, 1, **DAYS, ready_at=WHEN, version_id=1)
        _hearing(connection, 2, 1, 2, executive_on="2028-01-25")
        _hearing(connection, 3, 2, 1, assembly_on="2027-02-10", councils_on="2027-01-13")
        _insert(
            connection, "deadline_extension", hearing_id=1, from_day="2026-12-15", to_day="2026-12-21", reason="Jul"
        )
    return engine


def test_every_day_becomes_a_meeting_of_the_municipalitys_own_bodies(old: Engine) -> None:
    migrations.upgrade(old, "0002")
    assert _chains(old) == {
        1: [
            ("Eldrerådet", "consulted", date(2027, 1, 12)),
            ("Ungdomsrådet", "consulted", date(2027, 1, 12)),
            ("Formannskapet", "recommending", date(2027, 1, 26)),
            ("Heradsstyret", "deciding", date(2027, 2, 9)),
        ],
        2: [("Formannskapet", "recommending", date(2028, 1, 25))],
        3: [("Råd og utvalg", "consulted", date(2027, 1, 13)), ("Kommunestyret", "deciding", date(2027, 2, 10))],
    }
    assert _count(old, "hearing") == 3
    assert _count(old, "deadline_extension") == 1


def test_what_was_announced_is_public_and_its_draft_was_given_when_it_was_published(old: Engine) -> None:
    migrations.upgrade(old, "0002")
    with old.connect() as connection:
        public = connection.execute(sa.text("SELECT public_since IS NOT NULL FROM plan ORDER BY id")).scalars()
        given = connection.execute(sa.text("SELECT draft_given_at IS NOT NULL FROM hearing ORDER BY id")).scalars()
        assert ([bool(one) for one in public], [bool(one) for one in given]) == ([True, False], [True, False, False])
        assert all(connection.execute(sa.text("SELECT decision_needed FROM hearing")).scalars())


def test_the_days_come_back_when_the_schema_goes_back(old: Engine) -> None:
    migrations.upgrade(old, "0002")
    with old.begin() as connection:
        _insert(connection, "body", municipality_id=1, kind="committee", name="Planutvalget", position=9)
    migrations.downgrade(old, "0001")
    with old.connect() as connection:
        query = sa.text("SELECT councils_on, executive_on, assembly_on FROM hearing ORDER BY id")
        days = [[str(day) if day else None for day in row] for row in connection.execute(query)]
    assert days == [list(DAYS.values()), [None, "2028-01-25", None], ["2027-01-13", None, "2027-02-10"]]
    assert _count(old, "deadline_extension") == 1
    migrations.upgrade(old, "0002")
    assert len(_chains(old)[1]) == 4


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("hearing", "kind", "hemmelig"),
        ("plan", "plan_type", "ukjent"),
        ("meeting", "part", "sover"),
        ("meeting", "precision", "aar"),
        ("body", "kind", "klubb"),
    ],
)
def test_the_database_knows_its_words(old: Engine, table: str, column: str, value: str) -> None:
    migrations.upgrade(old, "0002")
    with pytest.raises(IntegrityError), old.begin() as connection:
        connection.execute(sa.text(f"UPDATE {table} SET {column} = '{value}'"))


def _prepared(url: str) -> Iterator[Engine]:
    made = sa.create_engine(url)
    database.prepare(made)
    yield made
    made.dispose()


def _hearing(connection: Connection, number: int, plan: int, round: int, **facts: object) -> None:
    period = {"opens_at": "2026-11-09 00:00:00", "closes_at": "2026-12-22 00:00:00", "last_day": "2026-12-21"}
    values = {"id": number, "municipality_id": plan, "plan_id": plan, "round": round, "kind": "ordinary"}
    _insert(connection, "hearing", **(values | period | {"statements_received": 0} | facts))


def _insert(connection: Connection, table: str, **values: object) -> None:
    """A row; what must be there and is not given is empty, or the moment."""
    rows = sa.inspect(connection).get_columns(table)
    for column in rows:
        if column["nullable"] or column["name"] in (*values, "id"):
            continue
        values[column["name"]] = _something(table, column["name"], column["type"])
    names = ", ".join(values)
    connection.execute(
        sa.text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(':' + one for one in values)})"), values
    )


def _something(table: str, name: str, kind: object) -> object:
    if name == "plan_type":
        return "temaplan"
    if isinstance(kind, sa.DateTime):
        return WHEN
    return "[]" if isinstance(kind, sa.JSON) else ""


def _chains(engine: Engine) -> dict[int, list[tuple[str, str, date]]]:
    query = sa.text(
        "SELECT hearing_id, name, part, planned_from FROM meeting JOIN body ON body.id = body_id "
        "ORDER BY hearing_id, meeting.position"
    )
    chains: dict[int, list[tuple[str, str, date]]] = {}
    with engine.connect() as connection:
        for hearing, name, part, day in connection.execute(query):
            chains.setdefault(hearing, []).append(
                (name, part, day if isinstance(day, date) else date.fromisoformat(day))
            )
    return chains


def _count(engine: Engine, table: str) -> int:
    with engine.connect() as connection:
        return connection.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0
