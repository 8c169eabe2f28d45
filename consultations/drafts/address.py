"""The version of a draft that a path names."""

from __future__ import annotations

from flask import abort

from consultations.drafts.version import Version, find_version
from consultations.plans.address import load_plan


def load_version(plan_key: str, number: int) -> Version:
    """The version in the path; 404 where there is none."""
    return find_version(load_plan(plan_key), number) or abort(404)
