"""Who may look into the assessment before it is released, and who writes it."""

from app.accounts import PLANNER, READER
from app.accounts.permission import Permission

SEE = Permission("see assessments", frozenset({PLANNER, READER}))
ASSESS = Permission("assess", frozenset({PLANNER}))
REOPEN = Permission("reopen assessments", frozenset({PLANNER}))
