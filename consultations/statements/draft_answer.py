"""A draft answer: what somebody has typed and not yet sent. Read by nobody, deleted after the hearing."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock, rows, tasks
from app.database import Model, UtcDateTime
from app.extensions import db
from app.references import ALPHABET, token_hash
from app.rows import insert_once
from consultations.hearings.hearing import Hearing
from consultations.statements.content import LONGEST_DRAFT, Content, from_json, to_json

KEPT = timedelta(days=30)
PURGE = "purge_drafts"
KEY_LETTERS = 20


class TooLong(Exception):
    """More than a draft holds."""


class DraftAnswer(Model):
    """`idempotency_key` is carried by the form and becomes the statement's: the same draft sent twice is stored once.

    `token_hash` is that of the secret in the resume link, which leads to the text and to no receipt.
    """

    __tablename__ = "draft_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    idempotency_key: Mapped[str] = mapped_column(String(64), unique=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    hearing: Mapped[Hearing] = relationship()

    @property
    def typed(self) -> Content:
        """What has been typed so far; empty once it is sent."""
        return from_json(self.content)

    @property
    def kept_until(self) -> datetime:
        """When it is deleted if it is not sent: 30 days after the deadline, or after the last word of a late one."""
        return max(self.hearing.closes_at, self.updated_at) + KEPT


def new_key() -> str:
    """100 random bits that name a draft in the forms of the one who writes it."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LETTERS))


def is_key(typed: str) -> bool:
    """Whether we could have made this key."""
    return len(typed) == KEY_LETTERS and set(typed) <= set(ALPHABET)


def resume_token(draft: DraftAnswer) -> str | None:
    """The 256-bit secret of the resume link, made from the key; the key cannot be made from it.

    None where the secret of ours that it was made with is no longer known: the next `save` gives the draft a new link.
    """
    secrets_known = (current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"])
    tokens = (_token(secret, draft.idempotency_key) for secret in secrets_known)
    return next((token for token in tokens if token_hash(token) == draft.token_hash), None)


def start(hearing: Hearing, key: str = "") -> DraftAnswer:
    """The draft with this key, begun where there is none. Two who begin it at once get the same.

    A key that belongs to another hearing is not taken; the draft then gets one of its own.
    """
    known = find(hearing, key) if key else None
    if known is not None:
        return known
    key = key or new_key()
    now = clock.now()
    values = {"hearing_id": hearing.id, "token_hash": _new_token_hash(key), "idempotency_key": key}
    values |= {"content": {}, "created_at": now, "updated_at": now}
    insert_once(DraftAnswer, values)
    draft = find(hearing, key)
    if draft is None:
        return start(hearing)
    _plan_purge(hearing.id, hearing.municipality_id, draft.kept_until)
    return draft


def find(hearing: Hearing, key: str) -> DraftAnswer | None:
    """The draft of this hearing with this key."""
    query = db.select(DraftAnswer).where(DraftAnswer.idempotency_key == key, DraftAnswer.hearing_id == hearing.id)
    return db.session.scalars(query).first()


def hold(draft: DraftAnswer) -> None:
    """One at a time for each draft until the commit: the second of two waits here, and then sees what the first did.

    On SQLite a transaction that writes is alone from its beginning, and has read nothing older.
    """
    if db.engine.dialect.name != "sqlite":
        rows.hold(draft)


def save(draft: DraftAnswer, content: Content) -> None:
    """Keep what was typed, right or wrong. The caller holds the draft, which is not sent. Raises TooLong."""
    if content.size > LONGEST_DRAFT:
        raise TooLong
    if resume_token(draft) is None:
        draft.token_hash = _new_token_hash(draft.idempotency_key)
    draft.content = to_json(content)
    draft.updated_at = clock.now()


def resume(token: str) -> DraftAnswer | None:
    """The draft behind a resume link; the caller looks whether it is sent."""
    return db.session.scalars(db.select(DraftAnswer).where(DraftAnswer.token_hash == token_hash(token))).first()


def discard(draft: DraftAnswer) -> None:
    """The one who wrote it wants it gone."""
    db.session.delete(draft)


def purge() -> int:
    """Delete every draft whose time is over. Returns how many."""
    limit = clock.now() - KEPT
    over = db.select(Hearing.id).where(Hearing.closes_at <= limit)
    gone = db.session.execute(
        db.delete(DraftAnswer).where(DraftAnswer.updated_at <= limit, DraftAnswer.hearing_id.in_(over))
    )
    return int(getattr(gone, "rowcount", 0))


@tasks.handler(PURGE)
def _purge_when_due(jobs: list[tasks.Job]) -> None:
    purge()
    for job in jobs:
        _plan_next(int(job.payload["hearing"]), job.municipality_id)


def _plan_next(hearing_id: int, municipality_id: int | None) -> None:
    """Drafts that are left (the deadline was moved, or they are of late ones) have their own day."""
    left = db.session.scalars(db.select(DraftAnswer).where(DraftAnswer.hearing_id == hearing_id))
    soonest = min((draft.kept_until for draft in left), default=None)
    if soonest is not None:
        _plan_purge(hearing_id, municipality_id, soonest)


def _plan_purge(hearing_id: int, municipality_id: int | None, due: datetime) -> None:
    due = clock.midnight_after(clock.local(due).date())
    tasks.enqueue(PURGE, f"{hearing_id}:{due:%Y-%m-%d}", {"hearing": hearing_id}, municipality_id, not_before=due)


def _new_token_hash(key: str) -> str:
    return token_hash(_token(current_app.config["SECRET_KEY"], key))


def _token(secret: str, key: str) -> str:
    return hmac.digest(secret.encode(), b"resume:" + key.encode(), "sha256").hex()
