"""Holding a row: what a verb checks must still be true when it writes."""

from __future__ import annotations

from sqlalchemy import inspect

from app.database import Model
from app.extensions import db


def hold(row: Model) -> None:
    """Read the row anew and keep others from changing it until this transaction ends.

    Changes made in this session are written first, or reading anew would lose them. What is loaded along with the row
    stays out of the query (PostgreSQL cannot lock the far side of an outer join).
    """
    db.session.flush()
    state = inspect(row)
    assert state.identity is not None, "only a stored row can be held"
    query = db.select(type(row)).where(state.mapper.primary_key[0] == state.identity[0]).with_for_update()
    db.session.scalars(query.execution_options(populate_existing=True)).one()
