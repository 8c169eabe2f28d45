"""A sign-in session: a row on the server that the cookie points to, dead at logout whoever holds a copy."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from flask_login import UserMixin, login_user, logout_user
from flask_login import current_user as _current_user
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app import clock
from app.accounts.actor import act_as
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db, login_manager
from app.references import new_token, token_hash

LIFETIME = timedelta(hours=12)


class LoginSession(Model):
    """One sign-in. We keep the hash of its token only."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()

    @property
    def alive(self) -> bool:
        return self.ended_at is None and clock.now() < self.expires_at and self.user.active


class SignedIn(UserMixin):
    """What Flask-Login carries: the session's token as id, the user behind it."""

    def __init__(self, token: str, user: User) -> None:
        self.id = token
        self.user = user


def begin_session(user: User) -> None:
    """Sign the user in on this browser with a token never used before."""
    token = new_token()
    now = clock.now()
    db.session.add(
        LoginSession(token_hash=token_hash(token), user_id=user.id, created_at=now, expires_at=now + LIFETIME)
    )
    login_user(SignedIn(token, user))


def end_session() -> None:
    """Sign out: the row dies, so a copy of the cookie is worth nothing."""
    if _current_user.is_authenticated:
        db.session.execute(
            db.update(LoginSession)
            .where(LoginSession.token_hash == token_hash(_current_user.id))
            .values(ended_at=clock.now())
        )
    logout_user()


def current_user() -> User | None:
    """Who is signed in in this request, or None."""
    if not _current_user or not _current_user.is_authenticated:
        return None
    return cast(User, _current_user.user)


@login_manager.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> SignedIn | None:
    row = db.session.scalars(
        db.select(LoginSession)
        .where(LoginSession.token_hash == token_hash(token))
        .options(joinedload(LoginSession.user).selectinload(User.memberships))
    ).first()
    if row is None or not row.alive:
        return None
    act_as(row.user.actor)
    return SignedIn(token, row.user)
