"""0013 on rows: what is there is counted live until it is counted, answers know their points, and no row is lost."""

from __future__ import annotations

from importlib import import_module

from sqlalchemy import Engine, inspect, text

from app import migrations
from tests.contracts.test_migration_editions import engine, put

__all__ = ["engine"]

AFTER = "0014"
BEFORE = import_module("app.migrations.versions.0014_kept_counts").down_revision
TABLES = ("statement", "comment", "point", "assessment")


def test_answers_learn_how_many_points_they_answer_and_nothing_is_lost(engine: Engine) -> None:
    migrations.upgrade(engine, BEFORE)
    _fill(engine)
    before = _rows(engine)
    migrations.upgrade(engine, AFTER)
    with engine.connect() as connection:
        answered = connection.execute(text("SELECT id, points FROM assessment ORDER BY id")).all()
        assert [tuple(row) for row in answered] == [(1, 2), (2, 0)]
        assert connection.scalar(text("SELECT count(*) FROM statement WHERE NOT counted")) == 2
        assert connection.scalar(text("SELECT count(*) FROM kept_count")) == 0
    migrations.downgrade(engine, BEFORE)
    assert _rows(engine) == before
    assert "kept_count" not in inspect(engine).get_table_names()
    assert "points" not in {column["name"] for column in inspect(engine).get_columns("assessment")}


def _rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY id"))]
            for name in TABLES
        }


def _fill(engine: Engine) -> None:
    """Two statements of one remark each, of which one answer answers both, and one answer that nothing has."""
    put(engine, "municipality", id=1, slug="storvik", language="nb", accent=None)
    put(engine, "stored_file", id=1, municipality_id=1)
    put(engine, "plan", id=1, municipality_id=1, key="plan", plan_type="temaplan", language="nb")
    put(engine, "version", id=1, plan_id=1, source_id=1)
    times = {"opens_at": "2026-09-01 10:00:00", "closes_at": "2026-10-01 10:00:00"}
    put(engine, "hearing", id=1, municipality_id=1, plan_id=1, round=1, kind="ordinary", **times)
    for number in (1, 2):
        put(engine, "assessment", id=number, hearing_id=1, ref=f"answer{number}", verdict="noted")
        facts = {"hearing_id": 1, "plan_id": 1, "municipality_id": 1, "number": number, "publicity": "published"}
        keys = {"ref": f"ref{number}", "code_hash": f"code{number}", "idempotency_key": f"key{number}"}
        put(engine, "statement", id=number, **facts, **keys)
        comment = {"statement_id": number, "hearing_id": 1, "version_id": 1, "ref": f"c{number}", "position": 1}
        put(engine, "comment", id=number, **comment)
        point = {"statement_id": number, "comment_id": number, "hearing_id": 1, "ref": f"p{number}", "number": number}
        put(engine, "point", id=number, **point, assessment_id=1, position=1)
