"""The status log of a plan: dated lines that staff write, and the corrections of what was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consultations.plans.correction import FactCorrection
from consultations.plans.plan import Plan


@dataclass(frozen=True, slots=True)
class LogLine:
    """Either words of the staff, or a correction."""

    on_date: date
    text: str = ""
    correction: FactCorrection | None = None


def log_of(plan: Plan) -> list[LogLine]:
    """All lines, the newest first."""
    written = [LogLine(entry.on_date, text=entry.text) for entry in plan.status_log]
    corrected = [LogLine(one.on_date, correction=one) for one in plan.corrections]
    return sorted([*corrected, *written], key=lambda line: line.on_date, reverse=True)
