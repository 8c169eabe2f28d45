"""Rows that several people write: held while they are changed, put in once, compared with what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, inspect
from sqlalchemy.dialects import postgresql, sqlite

from app.database import Model
from app.extensions import db


class ChangedMeanwhile(Exception):
    """Somebody else changed it after it was read."""


def hold(row: Model) -> None:
    """Read the row anew and keep others from changing it until this transaction ends."""
    hold_all([row])


def hold_all(rows: Sequence[Model]) -> None:
    """Hold several rows of one table, in the order of their ids, so that no two ever wait for each other.

    Changes made in this session are written first, or reading anew would lose them. What is loaded along with the rows
    stays out of the query (PostgreSQL cannot lock the far side of an outer join). Raises ChangedMeanwhile where one of
    them is gone.
    """
    if not rows:
        return
    db.session.flush()
    states = [inspect(row) for row in rows]
    ids = sorted(state.identity[0] for state in states if state.identity is not None)
    assert len(ids) == len(rows), "only a stored row can be held"
    key = states[0].mapper.primary_key[0]
    query = db.select(type(rows[0])).where(key.in_(ids)).order_by(key).with_for_update()
    found = db.session.scalars(query.execution_options(populate_existing=True)).all()
    if len(found) != len(ids):
        raise ChangedMeanwhile


def insert_once(model: type[Model], *rows: Mapping[str, Any]) -> None:
    """Put these rows in; those whose unique columns are taken already are left out."""
    db.session.connection().execute(_insert_once(model, db.engine.dialect.name), list(rows))


@cache
def _insert_once(model: type[Model], dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = model.metadata.tables[model.__tablename__]
    return insert(table).on_conflict_do_nothing()


def version_of(text: str | None) -> int:
    """The version that a form was made from; nonsense is a version that never was."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1
