"""A municipality: whose pages these are."""

from __future__ import annotations

from datetime import datetime

from flask import abort, g, has_request_context
from sqlalchemy import CheckConstraint, String
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.address import slug_in_path
from app.municipalities.body import Body
from app.references import slug as slug_of

# First words of a path that no municipality may be called.
RESERVED_SLUGS = frozenset({"static", "logg-inn", "logg-ut", "helse", "robots.txt", "favicon.ico", "arbeid"})


class Municipality(Model):
    """The tenant. `revision` grows with every change of what the public sees; cached pages carry it."""

    __tablename__ = "municipality"
    __table_args__ = (CheckConstraint("language IN ('nb', 'nn')", name="language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2), default="nb")
    accent: Mapped[str | None] = mapped_column(String(7))
    administration_title: Mapped[str] = mapped_column(String(60), default="kommunedirektøren")
    feedback_email: Mapped[str | None] = mapped_column(String(200))
    accessibility_url: Mapped[str | None] = mapped_column(String(300))
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    bodies: Mapped[list[Body]] = relationship(order_by=Body.position, cascade="all, delete-orphan")

    def body(self, kind: str) -> Body | None:
        """The first body of a kind: the executive (formannskap) or the assembly (kommunestyre)."""
        return next((body for body in self.bodies if body.kind == kind), None)


def found(name: str, *, language: str = "nb", slug: str | None = None, **details: str | None) -> Municipality:
    """Found a municipality on this installation. Raises ValueError for a slug that is taken by the product."""
    key = slug or slug_of(name.removesuffix(" kommune"))
    if key in RESERVED_SLUGS:
        raise ValueError(f"{key} is reserved")
    municipality = Municipality(name=name, slug=key, language=language, created_at=clock.now(), revision=1, **details)
    db.session.add(municipality)
    db.session.flush()
    return municipality


def touch(municipality_id: int) -> None:
    """What the public sees has changed: pages kept for reading are made anew."""
    db.session.execute(
        db.update(Municipality)
        .where(Municipality.id == municipality_id)
        .values(revision=Municipality.revision + 1)
        .execution_options(synchronize_session=False)
    )


def current_municipality() -> Municipality:
    """The municipality named in the path of this request; 404 where there is none."""
    return municipality_or_none() or abort(404)


def municipality_or_none() -> Municipality | None:
    """The municipality of this request's path, if it names one that exists."""
    slug = slug_in_path()
    if slug is None:
        return None
    if "municipality" not in g:
        g.municipality = db.session.scalars(db.select(Municipality).where(Municipality.slug == slug)).first()
    named: Municipality | None = g.municipality
    return named


def municipality_if_known() -> Municipality | None:
    """The same, for the frame and the language of a page: none while the database cannot say, or outside a request."""
    try:
        return municipality_or_none() if has_request_context() else None
    except DBAPIError:
        return None
