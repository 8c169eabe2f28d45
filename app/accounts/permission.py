"""Roles, and what a room asks of them. Each room declares its permissions; nobody has one by accident."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

ADMINISTRATOR = "administrator"
PLANNER = "planner"
MODERATOR = "moderator"
READER = "reader"

ROLES = {
    ADMINISTRATOR: _l("Administrator"),
    PLANNER: _l("Saksbehandler"),
    MODERATOR: _l("Moderator"),
    READER: _l("Leser"),
}


@dataclass(frozen=True, slots=True)
class Permission:
    """The right to do one thing, and the roles that have it."""

    name: str
    roles: frozenset[str]

    def held_by(self, roles: frozenset[str]) -> bool:
        return bool(self.roles & roles)


SEE_OFFICE = Permission("see the office", frozenset(ROLES))
