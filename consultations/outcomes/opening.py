"""The opening of the result page: three to five plain sentences that a planner has written or accepted."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from app import audit, clock
from app.accounts.session import current_user
from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.municipality import touch
from app.rows import ChangedMeanwhile, hold
from consultations.outcomes.decision import Decision
from consultations.outcomes.recording import ensure_fit_to_read

FEWEST, MOST = 3, 5

# «nr. 12» and «kl. 10» end no sentence, nor does «28. oktober».
_END = re.compile(
    r"(?<!\bnr)(?<!\bkl)(?<!\bca)(?<!\bjf)(?<!\bkap)(?<!\bpkt)(?<![.!?])[.!?]++[»\"”)]*(?=\s+[\"«(]?[A-ZÆØÅ0-9]|\s*$)"
)


class WrongLength(ValueError):
    """Three to five sentences; `sentences` says how many there were."""

    def __init__(self, sentences: int) -> None:
        super().__init__(sentences)
        self.sentences = sentences


class Opening(Model):
    """What the result page of this decision opens with. `version` guards against two who write at once."""

    __tablename__ = "opening"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int] = mapped_column(default=1)


def opening_of(decision: Decision) -> Opening | None:
    return db.session.get(Opening, decision.id)


def write_opening(decision: Decision, text: str, version: int = 0) -> Opening:
    """Write or accept the sentences; `version` is the one that was read, 0 where there was none.

    Raises WrongLength, TextMustBeMended and ChangedMeanwhile.
    """
    hold(decision)
    opening = opening_of(decision)
    if version != (opening.version if opening else 0):
        raise ChangedMeanwhile
    written = " ".join(text.split())
    if not FEWEST <= count_sentences(written) <= MOST:
        raise WrongLength(count_sentences(written))
    ensure_fit_to_read(written)
    opening = opening or Opening(decision_id=decision.id, version=0)
    user = current_user()
    opening.text, opening.written_at, opening.written_by_id = written, clock.now(), user.id if user else None
    opening.version += 1
    db.session.add(opening)
    db.session.flush()
    hearing = decision.hearing
    audit.record(hearing.municipality_id, "result.opening_written", f"decision:{decision.ref}")
    touch(hearing.municipality_id)
    return opening


def count_sentences(text: str) -> int:
    """Sentences end with a full stop, a question mark or an exclamation mark before a capital or the end."""
    text = text.strip()
    ends = len(_END.findall(text))
    return ends + (1 if text and not _END.search(text[-3:]) else 0)
