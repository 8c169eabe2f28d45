"""The application as commands use it: schema up to date, acting as `command`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from sqlalchemy import inspect

from app import migrations
from app.accounts.actor import acting_as
from app.audit import AuditHead, sign_heads
from app.config import Settings, load_settings
from app.extensions import db
from app.factory import create_app
from app.municipalities.municipality import Municipality


@contextmanager
def application(settings: Settings | None = None) -> Iterator[Flask]:
    """The application with a context open. What the block changed is committed at its end."""
    app = create_app(settings or load_settings())
    with app.app_context(), acting_as("command"):
        try:
            require_schema()
            yield app
            db.session.commit()
        finally:
            db.session.remove()
            db.engine.dispose()


def migrate(app: Flask) -> None:
    """Bring the schema up to what this code needs."""
    with app.app_context():
        had_heads = inspect(db.engine).has_table(AuditHead.__tablename__)
        migrations.upgrade(db.engine)
        if not had_heads:
            sign_heads()
            db.session.commit()
        db.engine.dispose()


def require_schema() -> None:
    """Refuse to work on a database that is behind or ahead."""
    with db.engine.connect() as connection:
        found = migrations.current(connection)
    if found != migrations.head():
        raise click.ClickException(
            f"the database is at revision {found or 'none'}, this code needs {migrations.head()}: "
            "`horing run` brings it up to date"
        )


def municipality_named(slug: str | None) -> Municipality:
    """The municipality with this slug, or the only one. Raises a clear error."""
    found = db.session.scalars(db.select(Municipality).order_by(Municipality.slug)).all()
    chosen = [one for one in found if slug in (None, one.slug)]
    if len(chosen) != 1:
        known = ", ".join(one.slug for one in found) or "none"
        raise click.ClickException(f"say which municipality with --municipality (known: {known})")
    return chosen[0]
