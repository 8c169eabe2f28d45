"""Who records what the bodies decide, and who may look on."""

from app.accounts import PLANNER, READER
from app.accounts.permission import Permission

SEE = Permission("see decisions", frozenset({PLANNER, READER}))
DECIDE = Permission("record decisions", frozenset({PLANNER}))
