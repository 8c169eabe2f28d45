"""The plan that a path names."""

from __future__ import annotations

from flask import abort

from app.municipalities.municipality import current_municipality
from consultations.plans.plan import Plan, find_plan


def load_plan(key: str) -> Plan:
    """The plan in the path; 404 where the municipality has none by that name."""
    return find_plan(current_municipality().id, key) or abort(404)
