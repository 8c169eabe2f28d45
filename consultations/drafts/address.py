"""The version of a draft that a path names."""

from __future__ import annotations

from flask import abort

from consultations.drafts.section import Section
from consultations.drafts.version import Version, find_version
from consultations.plans.address import load_plan


def load_version(plan_key: str, number: int) -> Version:
    """The version in the path; 404 where there is none."""
    return find_version(load_plan(plan_key), number) or abort(404)


def load_section(version: Version, key: str) -> Section:
    """The section in the path; 404 where the version has none of that key."""
    return next((one for one in version.sections if one.key == key), None) or abort(404)
