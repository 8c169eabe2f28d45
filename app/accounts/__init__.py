"""People: users, memberships with roles, sessions that die, guards. Knows who may, never what is done."""

from app.accounts.actor import acting_as, actor
from app.accounts.guards import form_page, guard, public
from app.accounts.permission import ADMINISTRATOR, MODERATOR, PLANNER, READER, ROLES, Permission
from app.accounts.session import current_user

__all__ = [
    "ADMINISTRATOR",
    "MODERATOR",
    "PLANNER",
    "READER",
    "ROLES",
    "Permission",
    "acting_as",
    "actor",
    "current_user",
    "form_page",
    "guard",
    "public",
]
