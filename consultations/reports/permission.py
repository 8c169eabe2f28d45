"""Who sees the numbers and the papers before they are released, and who takes them out."""

from app.accounts import PLANNER, READER
from app.accounts.permission import Permission

SEE_REPORTS = Permission("see reports", frozenset({PLANNER, READER}))
EXPORT = Permission("export papers", frozenset({PLANNER, READER}))
