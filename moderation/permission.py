"""Who may moderate."""

from app.accounts.permission import MODERATOR, Permission

MODERATE = Permission("moderate", frozenset({MODERATOR}))
