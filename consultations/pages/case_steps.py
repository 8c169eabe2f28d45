"""The steps of a case: those of the hearing, and at each meeting what the body did there."""

from __future__ import annotations

from dataclasses import replace

from app import i18n
from consultations.hearings.hearing import Hearing
from consultations.hearings.timeline import Step, timeline
from consultations.outcomes.decision import Decision, days_decided, decisions


def case_steps(hearing: Hearing) -> list[Step]:
    """All steps in order; a meeting that led to a decision tells it, and a postponement is no end."""
    recorded = {(one.body.name, one.decided_on): one for one in decisions(hearing)}
    steps = []
    for step in timeline(hearing, days_decided(hearing)):
        decision = recorded.pop((step.title, step.day), None)
        steps.append(replace(step, state=_state(decision), note=decision.sentence) if decision else step)
    return sorted([*steps, *map(_step, recorded.values())], key=lambda step: step.day)


def _step(decision: Decision) -> Step:
    day = decision.decided_on
    return Step(
        decision.body.name,
        _state(decision),
        day,
        i18n.date_full(day),
        i18n.week_label(day),
        note=decision.sentence,
    )


def _state(decision: Decision) -> str:
    return "changed" if decision.sends_back else "done"
