"""A body of the municipality: formannskap, kommunestyre or heradsstyre, committees, councils. The names are data."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model
from app.extensions import db

COUNCIL = "council"  # råd (kommuneloven § 5-12)
COMMITTEE = "committee"  # hovedutvalg, planutvalg (kommuneloven § 5-7)
EXECUTIVE = "executive"  # formannskap
ASSEMBLY = "assembly"  # kommunestyre

# In the order in which a case usually goes through them.
KINDS = {
    COUNCIL: _l("Råd"),
    COMMITTEE: _l("Utvalg"),
    EXECUTIVE: _l("Formannskap"),
    ASSEMBLY: _l("Kommunestyre eller heradsstyre"),
}


class Body(Model):
    """Who decides or gives advice."""

    __tablename__ = "body"
    __table_args__ = (
        UniqueConstraint("municipality_id", "name"),
        CheckConstraint("kind IN ('council', 'committee', 'executive', 'assembly')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind])


class BodyExists(ValueError):
    """The municipality has a body of that name."""


class BodyInUse(ValueError):
    """A hearing or a decision names the body."""


def establish(municipality_id: int, kind: str, name: str, position: int | None = None) -> Body:
    """Add a body to a municipality, after the others where no position is given. Raises BodyExists."""
    _ensure_free(municipality_id, name)
    place = position if position is not None else _next_position(municipality_id)
    body = Body(municipality_id=municipality_id, kind=kind, name=name, position=place)
    db.session.add(body)
    db.session.flush()
    return body


def rename(body: Body, name: str) -> None:
    """Give a body another name; it is the same body everywhere. Raises BodyExists."""
    if name != body.name:
        _ensure_free(body.municipality_id, name)
        body.name = name
        db.session.flush()


def move_up(body: Body, among: list[Body]) -> None:
    """Change places with the one before it; the first stays where it is."""
    order = list(among)
    at = order.index(body)
    order.insert(max(at - 1, 0), order.pop(at))
    for position, one in enumerate(order, 1):
        one.position = position
    db.session.flush()


def dissolve(body: Body) -> None:
    """Take a body off the list. Raises BodyInUse for one that any case names."""
    try:
        with db.session.begin_nested():
            db.session.delete(body)
            db.session.flush()
    except IntegrityError:
        raise BodyInUse from None


def body_by_id(municipality_id: int, body_id: int) -> Body | None:
    return db.session.scalars(
        db.select(Body).where(Body.municipality_id == municipality_id, Body.id == body_id)
    ).first()


def _ensure_free(municipality_id: int, name: str) -> None:
    taken = db.select(Body.id).where(Body.municipality_id == municipality_id, Body.name == name)
    if db.session.scalar(taken):
        raise BodyExists


def _next_position(municipality_id: int) -> int:
    last = db.session.scalar(db.select(db.func.max(Body.position)).where(Body.municipality_id == municipality_id))
    return (last or 0) + 1
