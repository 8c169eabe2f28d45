"""Where a decision is found: looking it up in a path is authorising."""

from __future__ import annotations

from flask import abort, url_for

from consultations.hearings.address import HearingAddress, load_hearing
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import Decision, decision_by_ref


def decision_at(hearing: HearingAddress, ref: str) -> Decision:
    """The decision of a hearing of this municipality, or 404."""
    return decision_by_ref(load_hearing(hearing), ref) or abort(404)


def case_url(hearing: Hearing) -> str:
    """The page of the case."""
    return url_for("outcomes.case", hearing=hearing)


def decision_url(endpoint: str, decision: Decision) -> str:
    """A page about one decision."""
    return url_for(endpoint, hearing=decision.hearing, ref=decision.ref)
