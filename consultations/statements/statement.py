"""A statement: what one sender sends at one time. The original is sealed; what the public sees is stored apart."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    and_,
    false,
    or_,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app.database import Model, UtcDateTime, one_of
from app.extensions import db
from app.paging import Listing, ListPage, ListPlace, in_order
from consultations.hearings.hearing import Hearing
from consultations.statements.channel import Channel
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Removal
from consultations.statements.sender_type import SenderType

PAGE_SIZE = 20


class Publicity(StrEnum):
    """What the public sees of a statement."""

    WAITING = "waiting"  # for a moderator
    PUBLISHED = "published"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"  # taken back before the deadline: counted nowhere; stays a case document
    NOTED = "noted"  # taken back after the deadline: off the web, and counted as before


def _some(name: str, rule: str, *columns: str) -> Index:
    """An index of the few rows that a rule holds for."""
    numbered = rule.replace("FALSE", "0").replace("TRUE", "1")  # as SQLite is asked
    return Index(f"ix_statement_{name}", *columns, sqlite_where=text(numbered), postgresql_where=text(rule))


class Statement(Model):
    """Numbered through all rounds of its plan: «merknad 312-2» is one remark for ever.

    `ref` is public, `code_hash` opens the receipt. `version` guards against two deciding at once; `signs` are what a
    machine might have left (see `machine_signs`).
    """

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("plan_id", "number"),
        CheckConstraint(one_of("publicity", Publicity), name="publicity"),
        CheckConstraint(one_of("channel", Channel), name="channel"),
        CheckConstraint(one_of("sender_type", SenderType), name="sender_type"),
        CheckConstraint("signatories > 1", name="signatories"),
        CheckConstraint("(withdrawn_at IS NOT NULL) = (publicity IN ('withdrawn', 'noted'))", name="withdrawn"),
        CheckConstraint("taken_off_at IS NULL OR published_at IS NULL", name="taken_off"),
        Index("ix_statement_queue", "municipality_id", "publicity", "received_at"),
        Index("ix_statement_published", "municipality_id", "publicity", "published_at"),
        Index("ix_statement_hearing_publicity", "hearing_id", "publicity", "number"),
        # The few that are not counted yet, those that a moderator has decided on, those without remarks, the councils'.
        _some("uncounted", "counted IS FALSE", "hearing_id"),
        _some("decided", "publicity <> 'waiting'", "hearing_id", "number"),
        _some("no_remarks", "no_remarks IS TRUE", "hearing_id", "number"),
        _some("council", "sender_type = 'council'", "hearing_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    number: Mapped[int]
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    channel: Mapped[str] = mapped_column(String(12), default=Channel.WEB)
    language: Mapped[str] = mapped_column(String(5), default="nb")
    sender_type: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    late: Mapped[bool] = mapped_column(default=False)
    late_counts: Mapped[bool | None]  # a planner's decision on a late one; None: not decided yet
    late_reason: Mapped[str] = mapped_column(Text, default="")
    no_remarks: Mapped[bool] = mapped_column(default=False)  # «ingen merknader»: no point, whatever was written
    signatories: Mapped[int | None]  # of a petition
    board_decided_on: Mapped[date | None]  # when the sender's board or council adopted it
    signs: Mapped[str] = mapped_column(String(40), default="")
    # What the public sees: written by publication.py alone.
    publicity: Mapped[str] = mapped_column(String(12), default=Publicity.WAITING)
    public_name: Mapped[str | None] = mapped_column(String(200))
    public_number: Mapped[str] = mapped_column(String(9), default="")  # of the organisation
    public_on_behalf_of: Mapped[str | None] = mapped_column(String(200))  # "" for somebody who is not named
    public_co_senders: Mapped[str] = mapped_column(Text, default="")  # a line each
    public_supports: Mapped[str] = mapped_column(String(200), default="")
    name_withheld: Mapped[bool] = mapped_column(default=False)  # by a moderator, whatever the sender asked for
    withheld_reason: Mapped[str | None] = mapped_column(String(30))  # a ReasonClass
    moderator_note: Mapped[str] = mapped_column(Text, default="")  # to the sender alone, behind the receipt's code
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_off_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # it was public once, and is not shown since
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
    counted: Mapped[bool] = mapped_column(default=False, server_default=false())  # written by counting.py alone

    hearing: Mapped[Hearing] = relationship()
    sender: Mapped[Sender] = relationship(back_populates="statement", uselist=False)
    comments: Mapped[list[Comment]] = relationship(order_by="Comment.position", back_populates="statement")
    removals: Mapped[list[Removal]] = relationship(
        primaryjoin="and_(Statement.id == Removal.statement_id, Removal.in_force)",
        order_by="Removal.start_at",
        viewonly=True,
    )

    @property
    def is_published(self) -> bool:
        return self.publicity == Publicity.PUBLISHED

    @property
    def type(self) -> SenderType:
        return SenderType(self.sender_type)

    @property
    def removal_reasons(self) -> list[ReasonClass]:
        """Why the web does not show all of what is published; empty where it does, and where nothing is."""
        reasons = {removal.reason_class for removal in self.removals} if self.is_published else set()
        return [reason for reason in ReasonClass if reason in reasons]

    @property
    def way(self) -> Channel:
        """How it reached us."""
        return Channel(self.channel)

    @property
    def is_withdrawn(self) -> bool:
        """Whether its sender has taken it back, before the deadline or after."""
        return self.withdrawn_at is not None

    @property
    def is_to_be_answered(self) -> bool:
        """Whether its sender may expect an answer: they have remarks, and have not taken them back in time."""
        return not self.no_remarks and self.publicity != Publicity.WITHDRAWN

    @hybrid_property
    def was_public(self) -> bool:
        """Whether it has a place on the web: its words, or what stands there since they were taken back."""
        return self.is_published or (self.publicity == Publicity.NOTED and self.published_at is not None)

    @was_public.inplace.expression
    @classmethod
    def _was_public(cls) -> ColumnElement[bool]:
        noted = and_(cls.publicity == Publicity.NOTED, cls.published_at.is_not(None))
        return or_(cls.publicity == Publicity.PUBLISHED, noted)

    @hybrid_property
    def has_address(self) -> bool:
        """Whether its address was ever shown: it answers for ever, if only with what became of the statement."""
        return self.was_public or self.taken_off_at is not None

    @has_address.inplace.expression
    @classmethod
    def _has_address(cls) -> ColumnElement[bool]:
        return or_(cls.was_public, cls.taken_off_at.is_not(None))


class Sender(Model):
    """Personal data of a statement, in a table of its own. Never read by a public page."""

    __tablename__ = "sender"

    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    organisation_number: Mapped[str] = mapped_column(String(9), default="")
    on_behalf_of: Mapped[str] = mapped_column(String(200), default="")
    co_senders: Mapped[str] = mapped_column(Text, default="")  # of the same letter, a name on each line
    supports: Mapped[str] = mapped_column(String(200), default="")  # another statement: its number, or whose it is
    email: Mapped[str] = mapped_column(String(200), default="")
    email_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    show_name: Mapped[bool] = mapped_column(default=False)
    under_18: Mapped[bool] = mapped_column(default=False)

    statement: Mapped[Statement] = relationship(back_populates="sender")


class Comment(Model):
    """One part of a statement: about one section, or about the whole (no section). Cited as «merknad 12-2»."""

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("statement_id", "position"),
        Index("ix_comment_section", "hearing_id", "section_key", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    position: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("version.id"))
    section_key: Mapped[str | None] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)  # sealed: never updated
    # Written by publication.py alone; NULL while nobody outside may read it.
    public_text: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    statement: Mapped[Statement] = relationship(back_populates="comments")
    removals: Mapped[list[Removal]] = relationship(
        primaryjoin="and_(Comment.id == Removal.comment_id, Removal.in_force)",
        order_by="Removal.start_at",
        viewonly=True,
    )

    @property
    def cited_as(self) -> str:
        return f"{self.statement.number}-{self.position}"


def published_comments(hearing: Hearing, section_key: str | None, at: ListPlace, total: int) -> ListPage[Comment]:
    """Comments that everybody may read about a section (None: about the whole), the last published first.

    Statements are loaded with them. `total` is how many there are (see `statement_counts.counts_by_section`). A page
    beyond the last is empty.
    """
    here = (Comment.hearing_id == hearing.id, Comment.section_key == section_key, Comment.published_at.is_not(None))
    listing = Listing(db.select(Comment.id).where(*here), Comment.ref, (Comment.published_at, Comment.id), falling=True)
    ids = listing.ids(at, PAGE_SIZE)
    found = db.session.scalars(db.select(Comment).where(Comment.id.in_(ids)).options(joinedload(Comment.statement)))
    comments: list[Comment] = in_order(ids, found.all())
    ends = (comments[0].ref, comments[-1].ref) if comments else ("", "")
    return ListPage(comments, at.page, total, PAGE_SIZE, *ends)


def must_be_answered() -> ColumnElement[bool]:
    """Statements that count: not taken back before the deadline, and in time or let in by a planner."""
    in_time = or_(Statement.late.is_(False), Statement.late_counts.is_(True))
    return and_(Statement.publicity != Publicity.WITHDRAWN, in_time)
