"""0009 on rows: cases that were sent back, statements taken off, editions read, phases with and without a date."""

from __future__ import annotations

from sqlalchemy import Engine, inspect, text

from app import migrations
from tests.contracts.test_migration_editions import all_of, fill, put
from tests.contracts.test_migration_editions import engine as engine

BEFORE, AFTER = "0008", "0009"
WHEN = ("15.12.2026", "uke 4 2027", "januar 2027", "vinteren 2027", "etter sommeren", "")


def more(engine: Engine) -> None:
    """Beside three cases (one decided, one returned): editions, statements in the log, and phases."""
    put(engine, "edition", id=1, hearing_id=1, number=1, made_at="2026-10-20 10:00:00")
    put(engine, "edition", id=2, hearing_id=1, number=2, made_at="2026-11-06 10:00:00")
    for number, publicity in ((2, "withheld"), (3, "withheld"), (4, "waiting")):
        names = {name: f"{name}{number}"[-16:] for name in ("ref", "code_hash", "idempotency_key")} | {
            "ref": f"s{number}"
        }
        facts = {"publicity": publicity, "number": number, "published_at": None}
        put(engine, "statement", id=number, hearing_id=1, municipality_id=1, plan_id=1, channel="web", **facts, **names)
    logged = ((2, "published", 10), (2, "withheld", 11), (3, "withheld", 10))
    for place, (number, what, hour) in enumerate(logged, 1):
        at = f"2026-10-01 {hour}:00:00"
        event = {"subject": f"statement:s{number}", "action": f"statement.{what}", "at": at, "data": "{}"}
        put(engine, "audit_event", id=place, municipality_id=1, number=place, **event)
    for position, happens in enumerate(WHEN, 1):
        put(engine, "plan_phase", id=position, plan_id=1, position=position, happens=happens, state="planned")


def test_what_is_known_is_carried_over_and_back(engine: Engine) -> None:
    migrations.upgrade(engine, "0007")
    fill(engine)
    migrations.upgrade(engine, BEFORE)
    more(engine)
    migrations.upgrade(engine, AFTER)
    assert all_of(engine, "SELECT id, sent_back FROM hearing ORDER BY id") == [(1, None), (2, "returned"), (3, None)]
    assert all_of(engine, "SELECT id FROM statement WHERE taken_off_at IS NOT NULL") == [(2,)]
    assert all_of(engine, "SELECT id, edition_id FROM decision ORDER BY id") == [(1, 1), (2, None)]
    read = all_of(engine, "SELECT CAST(planned_from AS TEXT), precision, words FROM plan_phase ORDER BY position")
    assert read == [
        ("2026-12-15", "day", ""),
        ("2027-01-25", "week", ""),
        ("2027-01-01", "month", ""),
        ("2026-12-01", "season", ""),
        (None, "day", "etter sommeren"),
        (None, "day", ""),
    ]
    migrations.downgrade(engine, BEFORE)
    assert all_of(engine, "SELECT happens FROM plan_phase ORDER BY position") == [(when,) for when in WHEN]
    assert "sent_back" not in {column["name"] for column in inspect(engine).get_columns("hearing")}
    migrations.upgrade(engine, AFTER)
    assert all_of(engine, "SELECT count(*) FROM plan_phase WHERE planned_from IS NOT NULL") == [(4,)]
    with engine.begin() as connection:
        connection.execute(text("UPDATE plan_phase SET words = '' WHERE position = 1"))
