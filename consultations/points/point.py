"""A point: what the planner assesses. A comment is one point until it is split."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    CompoundSelect,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model
from app.extensions import db
from app.references import new_reference
from app.rows import insert_once
from consultations.drafts.section import Section
from consultations.points.assessment import Assessment
from consultations.points.quote import public_quote
from consultations.points.theme import Theme
from consultations.statements.statement import Comment, Statement


def _untouched(name: str, *columns: str) -> Index:
    rule = text("assessment_id IS NULL")
    return Index(f"ix_point_untouched_{name}", "hearing_id", *columns, sqlite_where=rule, postgresql_where=rule)


class Point(Model):
    """Comes into being with its comment. A split holds offsets [start, end) into the sealed original.

    `place` (of its section in the draft; 0 for the whole), `number` (of the statement) and `remark` repeat what never
    changes elsewhere, so that a list of 100 000 points is read in order from an index, without the texts.
    """

    __tablename__ = "point"
    __table_args__ = (
        UniqueConstraint("comment_id", "position"),
        Index("ix_point_in_order", "hearing_id", "place", "number", "remark", "position"),
        Index("ix_point_theme_number", "theme_id", "number", "remark", "position"),
        # Those that nobody has answered, in the order of the document and of the numbers.
        _untouched("place", "place", "number", "remark", "position"),
        _untouched("number", "number", "remark", "position"),
        Index("ix_point_hearing_section", "hearing_id", "section_key"),
        Index("ix_point_hearing_assessment", "hearing_id", "assessment_id"),
        CheckConstraint("(start_at IS NULL) = (end_at IS NULL)", name="passage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), index=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    place: Mapped[int] = mapped_column(default=0)
    number: Mapped[int]
    remark: Mapped[int]
    position: Mapped[int] = mapped_column(default=1)
    start_at: Mapped[int | None]
    end_at: Mapped[int | None]
    section_key: Mapped[str | None] = mapped_column(String(80))
    summary: Mapped[str] = mapped_column(Text, default="")  # the planner's short version
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    statement: Mapped[Statement] = relationship()
    comment: Mapped[Comment] = relationship()
    theme: Mapped[Theme | None] = relationship()
    assessment: Mapped[Assessment | None] = relationship()

    @property
    def cited_as(self) -> str:
        """«12-2», and «12-2b» for the second part of a split remark."""
        return cited(self.number, self.remark, self.position, self.start_at is not None)

    @property
    def original(self) -> str:
        """What the sender wrote, for staff who assess it: never for the public."""
        return self.comment.text[self.start_at : self.end_at]

    @property
    def quote(self) -> str | None:
        """What the public may read of it; None while nobody outside may."""
        if self.comment.public_text is None:
            return None
        removed = [one.passage for one in self.comment.removals] if self.start_at is not None else []
        return public_quote(self.comment.public_text, removed, self.start_at, self.end_at)

    @property
    def is_answered(self) -> bool:
        """An assessment with a verdict has all that the verdict asks for (in SQL: `is_open`)."""
        return self.assessment is not None and self.assessment.verdict is not None


def create_points(statement: Statement) -> None:
    """One point for each remark of a statement, in the transaction that submits it. Again: only what is missing.

    «Ingen merknader» has none, whatever was written with it.
    """
    db.session.flush()
    if statement.comments and not statement.no_remarks:
        places = _places(statement.comments)
        insert_once(Point, *(_values(statement, comment, places) for comment in statement.comments))


def _places(comments: Sequence[Comment]) -> dict[str, int]:
    """Where the sections that were written about stand in the draft; the whole stands at 0."""
    keys = [comment.section_key for comment in comments if comment.section_key]
    mine = db.select(Section.key, Section.position).where(
        Section.version_id == comments[0].version_id, Section.key.in_(keys)
    )
    return {row.key: row.position for row in db.session.execute(mine)} if keys else {}


def _values(statement: Statement, comment: Comment, places: Mapping[str, int]) -> dict[str, Any]:
    return {
        "ref": new_reference(),
        "hearing_id": statement.hearing_id,
        "statement_id": statement.id,
        "comment_id": comment.id,
        "section_key": comment.section_key,
        "place": places.get(comment.section_key or "", 0),
        "number": statement.number,
        "remark": comment.position,
        "position": 1,
        "summary": "",
        "version": 1,
    }


def is_open() -> ColumnElement[bool]:
    """A point without a verdict, where Assessment is outer-joined (`Point.is_answered` turned round)."""
    return db.or_(Point.assessment_id.is_(None), Assessment.verdict.is_(None))


def open_ids(hearing_id: int) -> CompoundSelect[Any]:
    """Ids of the points without a verdict, looked up: for when they are few."""
    begun = db.select(Assessment.id).where(Assessment.hearing_id == hearing_id, Assessment.verdict.is_(None))
    untouched = db.select(Point.id).where(Point.hearing_id == hearing_id, Point.assessment_id.is_(None))
    return untouched.union_all(db.select(Point.id).where(Point.assessment_id.in_(begun)))


def place_of(comment: Comment, section_key: str | None) -> int:
    """Where a section stands in the draft that the comment was written to; 0 for the whole."""
    mine = db.select(Section.position).where(Section.version_id == comment.version_id, Section.key == section_key)
    return db.session.scalar(mine) or 0


def cited(statement: int, comment: int, part: int, is_split: bool) -> str:
    """How a point is cited: by statement, remark and – when the remark is split – a letter for the part."""
    return f"{statement}-{comment}{letters(part) if is_split else ''}"


def letters(number: int) -> str:
    """1 → a, 26 → z, 27 → aa."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
