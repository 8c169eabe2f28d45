"""Approving many in one go: only such in which nothing was found, each by the version its moderator saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.accounts.user import User
from app.rows import ChangedMeanwhile, hold_all
from consultations.statements.statement import Statement
from moderation.decision import AlreadyDecided, approve
from moderation.impartiality import OwnHearing
from moderation.passage import MarkedFinding
from moderation.queue import rows


@dataclass(slots=True)
class BulkResult:
    """What became of each: approved, decided by somebody else, or left for one to look at; `found` for findings."""

    approved: list[Statement] = field(default_factory=list)
    found: list[tuple[Statement, list[MarkedFinding]]] = field(default_factory=list)
    taken: list[tuple[Statement, AlreadyDecided]] = field(default_factory=list)
    left: list[Statement] = field(default_factory=list)


def approve_all(statements: Sequence[Statement], versions: Mapping[str, int], by: User) -> BulkResult:
    """Approve those that may go without a closer look; `versions` tells by reference which one was seen."""
    hold_all(statements)
    outcome = BulkResult()
    for row in rows(statements):
        try:
            if row.found:
                outcome.found.append((row.statement, row.found))
                continue
            if row.is_waiting and not row.may_be_approved_at_once(by):
                outcome.left.append(row.statement)
                continue
            approve(row.statement, versions[row.statement.ref], {}, by)
            outcome.approved.append(row.statement)
        except AlreadyDecided as first:
            outcome.taken.append((row.statement, first))
        except (ChangedMeanwhile, OwnHearing):
            outcome.left.append(row.statement)
    return outcome
