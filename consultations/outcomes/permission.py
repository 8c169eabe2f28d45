"""Who records what the bodies decide, and who may look on."""

from app.accounts import PLANNER, READER
from app.accounts.permission import Permission
from app.accounts.session import current_user
from app.municipalities.municipality import current_municipality

SEE = Permission("see decisions", frozenset({PLANNER, READER}))
DECIDE = Permission("record decisions", frozenset({PLANNER}))


def may_decide() -> bool:
    """Whether the user may record decisions in the municipality of this request."""
    user = current_user()
    return user is not None and user.may(DECIDE, current_municipality().id)
