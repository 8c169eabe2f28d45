"""Holding a row until the transaction ends, so that what is compared is what stands."""

from __future__ import annotations

from sqlalchemy import inspect

from app.database import Model
from app.extensions import db


def hold(row: Model) -> None:
    """Lock the row and read it anew, without what was loaded along with it (outer joins cannot be locked)."""
    state = inspect(row)
    assert state.identity is not None, "only a stored row can be held"
    query = db.select(type(row)).where(state.mapper.primary_key[0] == state.identity[0]).with_for_update()
    db.session.scalars(query.execution_options(populate_existing=True)).one()
