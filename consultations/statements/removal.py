"""What the web does not show of a statement: passages of what its sender wrote, each with its reason.

Rows stand beside the sealed original they shorten. `publication.publish` writes them; whoever quotes, cites or counts
reads them. They hold places, never words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model
from app.extensions import db
from consultations.statements.reason_class import ReasonClass

TEXT = "text"  # the field of a removal from a comment
# the others: lines about the sender that can become public
SENDER_LINES = ("organisation", "name", "on_behalf_of", "co_senders", "supports")
LEFT_OUT = "[…]"  # stands in a public line about the sender where a passage was removed
MARKS = {reason.mark: reason for reason in reversed(ReasonClass)}
ANY_MARK = re.compile(f"[{''.join(MARKS)}]")
# What a person's own marks become, so that nobody can feign a removal. One character for one: places stay.
LOOK_ALIKES = str.maketrans({"▮": "❚", "▰": "▱", "▩": "▦"})


@dataclass(frozen=True, slots=True)
class Passage:
    """[start, end) of an original text, in code points, and why the web does not show it."""

    start: int
    end: int
    reason: ReasonClass = ReasonClass.PERSONAL_DATA


Removals = Mapping[int | str, Sequence[Passage]]  # by comment id, or by the name of a line about the sender


class Removal(Model):
    """A passage that a decision took off the web. `version` (of the statement, as it was decided) names the decision.

    Those of the last publication are in force: disjoint, also while the statement is withheld or withdrawn. The others
    are history.
    """

    __tablename__ = "removal"
    __table_args__ = (
        UniqueConstraint("comment_id", "version", "start_at"),
        Index("ix_removal_statement", "statement_id", "version"),
        CheckConstraint("start_at >= 0 AND end_at > start_at", name="passage"),
        CheckConstraint("(field = 'text') = (comment_id IS NOT NULL)", name="place"),
        CheckConstraint(
            "reason_class IN ('personal_data', 'third_party', 'abuse', 'confidential')", name="reason_class"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    field: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    start_at: Mapped[int]
    end_at: Mapped[int]
    reason_class: Mapped[str] = mapped_column(String(30))
    in_force: Mapped[bool]

    @property
    def passage(self) -> Passage:
        return Passage(self.start_at, self.end_at, ReasonClass(self.reason_class))


def without(text: str, passages: Iterable[Passage]) -> str:
    """The text with a mark for each passage: nothing is covered, new text is built. Raises ValueError."""
    result, position = [], 0
    for passage in distinct(passages):
        _ensure_within(passage, text)
        result += [_unmarked(text[position : passage.start]), passage.reason.mark]
        position = passage.end
    return "".join([*result, _unmarked(text[position:])])


def line_without(text: str, passages: Iterable[Passage]) -> str:
    """A line about the sender with «[…]» for each passage; empty where no word is left. Raises ValueError."""
    kept, position = [], 0
    for passage in distinct(passages):
        _ensure_within(passage, text)
        kept.append(text[position : passage.start])
        position = passage.end
    kept.append(text[position:])
    shown = LEFT_OUT.join(kept).strip()
    return shown if any(character.isalnum() for part in kept for character in part) else ""


def distinct(passages: Iterable[Passage]) -> list[Passage]:
    """In reading order, none overlapping. Those of one reason that touch become one; else the first keeps its place."""
    kept: list[Passage] = []
    for passage in sorted(passages, key=lambda one: (one.start, -one.end)):
        last = kept[-1] if kept else None
        if last is None or passage.start > last.end:
            kept.append(passage)
        elif passage.reason is last.reason:
            kept[-1] = replace(last, end=max(last.end, passage.end))
        elif passage.end > last.end:
            kept.append(replace(passage, start=last.end))
    return kept


def place_in_public(passages: Sequence[Passage], offset: int, *, is_end: bool = False) -> int:
    """Where a place of the original stands in the public text, given what was removed (as `distinct` leaves it).

    Inside a removed passage its mark belongs to what ends there and to what begins there.
    """
    gone = 0
    for passage in passages:
        if offset <= passage.start:
            break
        if offset < passage.end:
            return passage.start - gone + is_end
        gone += passage.end - passage.start - 1
    return offset - gone


def record(statement_id: int, version: int, removals: Removals) -> None:
    """These removals are in force from now on; earlier ones are history. For `publish` alone."""
    db.session.flush()
    mine = db.update(Removal).where(Removal.statement_id == statement_id, Removal.in_force)
    db.session.execute(mine.values(in_force=False).execution_options(synchronize_session=False))
    rows = [
        _place(key) | {"start_at": one.start, "end_at": one.end, "reason_class": one.reason.value}
        for key, passages in removals.items()
        for one in distinct(passages)
    ]
    same = {"statement_id": statement_id, "version": version, "in_force": True}
    if rows:
        db.session.execute(db.insert(Removal), [row | same for row in rows])


def passages_of(comment_ids: Iterable[int]) -> dict[int, list[Passage]]:
    """What the web does not show of these comments, in reading order; comments without removals are left out."""
    columns = (Removal.comment_id, Removal.start_at, Removal.end_at, Removal.reason_class)
    query = db.select(*columns).where(Removal.comment_id.in_(list(comment_ids)), Removal.in_force)
    found: dict[int, list[Passage]] = defaultdict(list)
    for comment_id, start, end, reason in db.session.execute(query.order_by(Removal.comment_id, Removal.start_at)):
        found[comment_id].append(Passage(start, end, ReasonClass(reason)))
    return dict(found)


def counts_by_decision(statement_ids: Iterable[int]) -> dict[tuple[int, int], Counter[ReasonClass]]:
    """How many passages each decision took out, by reason; keys are (statement id, version that was decided)."""
    key = (Removal.statement_id, Removal.version, Removal.reason_class)
    query = db.select(*key, db.func.count()).where(Removal.statement_id.in_(list(statement_ids))).group_by(*key)
    found: dict[tuple[int, int], Counter[ReasonClass]] = defaultdict(Counter)
    for statement_id, version, reason, count in db.session.execute(query.order_by(*key)):
        found[statement_id, version][ReasonClass(reason)] = count
    return dict(found)


def _place(key: int | str) -> dict[str, object]:
    return {"comment_id": key, "field": TEXT} if isinstance(key, int) else {"comment_id": None, "field": key}


def _ensure_within(passage: Passage, text: str) -> None:
    if not 0 <= passage.start < passage.end <= len(text):
        raise ValueError("a passage lies outside the text")


def _unmarked(text: str) -> str:
    return text.translate(LOOK_ALIKES)
