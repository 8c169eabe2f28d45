"""Pages about one round know of the plan's other rounds: what each asked, what came, and what it led to."""

from __future__ import annotations

from typing import Any

from flask import render_template

from app import clock
from consultations.hearings.hearing import Hearing, public_rounds


def round_page(template: str, hearing: Hearing, **shown: Any) -> str:
    """A public page about a round. `rounds` are all that people may know of, the newest first."""
    rounds = public_rounds(hearing.municipality_id, hearing.plan.key)
    return render_template(template, hearing=hearing, plan=hearing.plan, rounds=rounds, today=clock.today(), **shown)
