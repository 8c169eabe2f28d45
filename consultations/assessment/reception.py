"""Points come into being with their statement, in the transaction that stores it."""

from consultations.assessment.point import create_points
from consultations.statements.submission import received_hooks

received_hooks.append(create_points)
