"""The one shape of a row: what every paper, page and stored edition says of one point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RowState(StrEnum):
    """How much of a remark may be shown."""

    SHOWN = "shown"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"
    WAITING = "waiting"  # for a moderator


@dataclass(frozen=True, slots=True)
class Row:
    """One point, or a whole statement without remarks. Only public text and public names, in words people read.

    `number` cites it ("12-2"); empty texts mean that nobody wrote any. `sender_facts` stand wherever the sender is
    named; `state_reason` tells why a text is not shown; where a body `departs`, `outcome_note` says why. `counts`: it
    must be answered – it was in time or let in, and was not taken back before the deadline.
    """

    number: str
    sender: str
    sender_category: str
    received_on: date
    late: bool
    section: str
    theme: str
    text: str
    assessment: str
    verdict: str
    change: str
    outcome: str
    shared_with: tuple[str, ...] = ()
    state: RowState = RowState.SHOWN
    state_reason: str = ""
    sender_facts: str = ""
    outcome_note: str = ""
    departs: bool = False
    counts: bool = True
