"""Who sees the numbers and the papers before they are released, who takes them out, and who makes an edition."""

from app.accounts import PLANNER, READER
from app.accounts.permission import Permission

SEE_REPORTS = Permission("see reports", frozenset({PLANNER, READER}))
EXPORT = Permission("export papers", frozenset({PLANNER, READER}))
MAKE_EDITION = Permission("make editions", frozenset({PLANNER}))
