"""A body of the municipality: formannskap, kommunestyre or heradsstyre, councils. The names are data."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model
from app.extensions import db

EXECUTIVE = "executive"  # formannskap
ASSEMBLY = "assembly"  # kommunestyre
COUNCIL = "council"  # råd (kommuneloven § 5-12)


class Body(Model):
    """Who decides or gives advice."""

    __tablename__ = "body"
    __table_args__ = (
        UniqueConstraint("municipality_id", "name"),
        CheckConstraint("kind IN ('executive', 'assembly', 'council')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)


def establish(municipality_id: int, kind: str, name: str, position: int = 0) -> Body:
    """Add a body to a municipality."""
    body = Body(municipality_id=municipality_id, kind=kind, name=name, position=position)
    db.session.add(body)
    db.session.flush()
    return body
