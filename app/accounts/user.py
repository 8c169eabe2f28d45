"""A user: a member of staff who signs in. Citizens have no account."""

from __future__ import annotations

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app import clock
from app.accounts.permission import ROLES, Permission
from app.database import Model, UtcDateTime
from app.extensions import db
from app.references import new_reference

MIN_PASSWORD = 12

_hasher = PasswordHasher()
# Checked when no such user exists, so that both answers take as long.
_NOBODY = _hasher.hash("nobody has this password")


class Membership(Model):
    """A role in a municipality."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("user_id", "municipality_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))


class User(Model):
    """Global to the installation; memberships say what one may do where."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    memberships: Mapped[list[Membership]] = relationship(cascade="all, delete-orphan")

    def roles_in(self, municipality_id: int) -> frozenset[str]:
        return frozenset(m.role for m in self.memberships if m.municipality_id == municipality_id)

    def may(self, permission: Permission, municipality_id: int) -> bool:
        return self.active and permission.held_by(self.roles_in(municipality_id))

    @property
    def actor(self) -> str:
        """How the audit chain names this user."""
        return f"user:{self.ref}"


def add_user(email: str, name: str, password: str) -> User:
    """Add a user. Raises ValueError for a short password or an address that is taken."""
    if len(password) < MIN_PASSWORD:
        raise ValueError(f"the password must have at least {MIN_PASSWORD} characters")
    if find_user(email):
        raise ValueError(f"{email} has a user already")
    user = User(
        ref=new_reference(),
        email=email.strip().lower(),
        name=name.strip(),
        password_hash=_hasher.hash(password),
        active=True,
        created_at=clock.now(),
    )
    db.session.add(user)
    db.session.flush()
    return user


def grant(user: User, municipality_id: int, role: str) -> None:
    """Give a role in a municipality; giving it twice is the same. Raises ValueError for an unknown role."""
    if role not in ROLES:
        raise ValueError(f"{role} is no role; known: {', '.join(ROLES)}")
    if role not in user.roles_in(municipality_id):
        user.memberships.append(Membership(municipality_id=municipality_id, role=role))
        db.session.flush()


def find_user(email: str) -> User | None:
    return db.session.scalars(db.select(User).where(User.email == email.strip().lower())).first()


def is_password_of(password_hash: str | None, password: str) -> bool:
    """Whether this is the password behind the hash; for nobody (None) the answer takes as long."""
    try:
        _hasher.verify(password_hash or _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return password_hash is not None
