"""Who sees plans that are being worked on, and who writes them."""

from app.accounts import ADMINISTRATOR, MODERATOR, PLANNER, READER
from app.accounts.permission import Permission
from app.accounts.session import current_user
from app.municipalities.municipality import current_municipality

SEE_PLANS = Permission("see plans", frozenset({PLANNER, MODERATOR, READER, ADMINISTRATOR}))
WRITE_PLANS = Permission("write plans", frozenset({PLANNER}))


def may_write() -> bool:
    """Whether the reader of this page may change plans."""
    user = current_user()
    return user is not None and user.may(WRITE_PLANS, current_municipality().id)
