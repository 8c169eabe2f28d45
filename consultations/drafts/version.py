"""A version of a plan's text: imported, looked through, then published and never changed again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import audit, clock
from app.database import Model, UtcDateTime
from app.extensions import db
from app.rows import hold
from app.storage import StoredFile, discard
from consultations.drafts.section import Section
from consultations.plans.plan import Plan


class Version(Model):
    """Numbered within its plan. `report` lists what the import dropped or wants looked at, `ledger` counts words."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    source_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    report: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    ledger: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    plan: Mapped[Plan] = relationship()
    source: Mapped[StoredFile] = relationship()
    sections: Mapped[list[Section]] = relationship(order_by=Section.position, back_populates="version")
    images: Mapped[list[VersionImage]] = relationship()

    @property
    def published(self) -> bool:
        return self.published_at is not None


class VersionImage(Model):
    """A picture in the text, named in the section's HTML."""

    __tablename__ = "version_image"
    __table_args__ = (UniqueConstraint("version_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    name: Mapped[str] = mapped_column(String(100))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))

    file: Mapped[StoredFile] = relationship()


class Published(Exception):
    """A published version was to be changed."""


def publish_version(version: Version) -> None:
    """Seal the version: from here on it never changes. Doing it twice is the same."""
    hold(version)
    if version.published:
        return
    version.published_at = clock.now()
    plan = version.plan
    audit.record(plan.municipality_id, "draft.published", f"plan:{plan.key}", {"version": version.number})


def unseal(version: Version) -> None:
    """Open a version again that was to be published and that nobody outside has read."""
    hold(version)
    version.published_at = None
    plan = version.plan
    audit.record(plan.municipality_id, "draft.unsealed", f"plan:{plan.key}", {"version": version.number})


def delete_version(version: Version) -> None:
    """Take a version away with its sections, its pictures and the file it came from. Raises Published."""
    hold(version)
    if version.published:
        raise Published
    plan, files = version.plan, [version.source, *(image.file for image in version.images)]
    for model in (Section, VersionImage):
        db.session.execute(db.delete(model).where(model.version_id == version.id))
    db.session.execute(db.delete(Version).where(Version.id == version.id))
    for file in files:
        discard(file)
    audit.record(plan.municipality_id, "draft.deleted", f"plan:{plan.key}", {"version": version.number})


def find_version(plan: Plan, number: int) -> Version | None:
    query = db.select(Version).where(Version.plan_id == plan.id, Version.number == number)
    return db.session.scalars(query).first()


def versions_of(plan: Plan) -> list[Version]:
    """All versions of a plan, the newest first."""
    return list(
        db.session.scalars(db.select(Version).where(Version.plan_id == plan.id).order_by(Version.number.desc()))
    )
