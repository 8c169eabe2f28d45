"""Four eyes: who made the hearing does not moderate it, where the municipality has somebody else to do it."""

from __future__ import annotations

from app.accounts.permission import MODERATOR
from app.accounts.user import Membership, User
from app.extensions import db
from consultations.hearings.hearing import Hearing


class OwnHearing(Exception):
    """The moderator made the hearing; another one must decide."""


def may_decide(user: User, hearing: Hearing) -> bool:
    """Whether this moderator may decide on statements to the hearing."""
    return hearing.created_by_id != user.id or moderators(hearing.municipality_id) < 2


def moderators(municipality_id: int) -> int:
    """How many people can moderate in the municipality."""
    query = (
        db.select(db.func.count(db.func.distinct(User.id)))
        .select_from(Membership)
        .join(User, User.id == Membership.user_id)
        .where(Membership.municipality_id == municipality_id, Membership.role == MODERATOR, User.active.is_(True))
    )
    return db.session.scalar(query) or 0
