"""An edition: the papers of a hearing as they were at one moment, there once all files are stored, then for ever."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app import clock
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from app.storage import StoredFile
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import last_reopening
from consultations.points.history import points_changed

LISTED = 20  # points that are named where an edition is out of date


class OutOfDate(ValueError):
    """Points were answered otherwise after the edition that the body can have read, and no edition is named.

    `edition` is the number of that one, `points` the first numbers of those that changed, `total` how many there are.
    """

    def __init__(self, edition: int, points: tuple[str, ...], total: int) -> None:
        super().__init__(", ".join(points))
        self.edition, self.points, self.total = edition, points, total


class Edition(Model):
    """`made_at` is the moment it shows; the counts are the coverage of what was received by the cut-off."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("hearing_id", "number"), CheckConstraint("number > 0", name="number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    number: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    cut_off: Mapped[datetime] = mapped_column(UtcDateTime)
    override_reason: Mapped[str] = mapped_column(Text)  # empty: nothing was missing
    statements: Mapped[int]
    withdrawn: Mapped[int]
    withheld: Mapped[int]
    late_not_counted: Mapped[int]
    points: Mapped[int]
    unanswered_points: Mapped[int]
    late_undecided: Mapped[int]
    waiting: Mapped[int]  # for a moderator

    hearing: Mapped[Hearing] = relationship()
    made_by: Mapped[User | None] = relationship()
    files: Mapped[list[EditionFile]] = relationship(order_by="EditionFile.position", back_populates="edition")

    @property
    def made_on(self) -> date:
        """The local day from which a body can have read it."""
        return clock.local(self.made_at).date()

    def file(self, paper: str, form: str) -> EditionFile | None:
        return next((one for one in self.files if (one.paper, one.form) == (paper, form)), None)


class EditionFile(Model):
    """One paper in one format. Size and SHA-256 are those of the stored file, whose bytes are never made again."""

    __tablename__ = "edition_file"
    __table_args__ = (UniqueConstraint("edition_id", "paper", "form"),)

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    paper: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(8))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))

    edition: Mapped[Edition] = relationship(back_populates="files")
    stored: Mapped[StoredFile] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        """The last part of its address: summary.docx"""
        return f"{self.paper}.{self.form}"


def editions(hearing: Hearing) -> list[Edition]:
    """All of them, newest first."""
    query = db.select(Edition).where(Edition.hearing_id == hearing.id).order_by(Edition.number.desc())
    return list(db.session.scalars(query.options(joinedload(Edition.made_by))))


def newest_edition(hearing: Hearing) -> Edition | None:
    query = db.select(Edition).where(Edition.hearing_id == hearing.id).order_by(Edition.number.desc()).limit(1)
    return db.session.scalars(query).first()


def find_edition(hearing: Hearing, number: int) -> Edition | None:
    query = db.select(Edition).where(Edition.hearing_id == hearing.id, Edition.number == number)
    return db.session.scalars(query).first()


def edition_read(hearing: Hearing, day: date) -> Edition | None:
    """The newest edition that a body can have read on a day."""
    return next((one for one in editions(hearing) if one.made_on <= day), None)


def edition_that_stands(hearing: Hearing, day: date, recorded_at: datetime) -> Edition | None:
    """The newest edition that a body can have read on a day; None where none was finished when that was recorded.

    Raises OutOfDate where it said no more what stood when the body's decision was recorded.
    """
    finished = (one for one in editions(hearing) if one.made_on <= day and one.made_at <= recorded_at)
    newest = next(finished, None)
    if newest is not None and (changed := points_changed(hearing, newest.made_at, recorded_at)):
        raise OutOfDate(newest.number, tuple(changed[:LISTED]), len(changed))
    return newest


def can_be_read(hearing: Hearing, day: date, recorded_at: datetime) -> bool:
    """Whether a body that decided on a day, as recorded at an instant, can have read the papers it decided on.

    They are out from the release on; after a reopening, from the next edition on. What is reopened later than the
    decision was recorded does not touch it.
    """
    if hearing.released_at is None or day < clock.local(hearing.released_at).date():
        return False
    reopened = last_reopening(hearing, before=recorded_at)
    if reopened is None:
        return True
    read = edition_read(hearing, day)
    return read is not None and read.made_at >= reopened.reopened_at
