"""Who wrote what stands now, for the page that shows two texts side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.accounts.user import User
from app.extensions import db
from consultations.points.assessment import Assessment


@dataclass(frozen=True, slots=True)
class OtherWriter:
    """The name of a colleague and when it was saved."""

    name: str
    at: datetime


def writer_of(assessment: Assessment | None) -> OtherWriter | None:
    """Who saved the assessment last."""
    if assessment is None or assessment.updated_by_id is None:
        return None
    user = db.session.get(User, assessment.updated_by_id)
    return OtherWriter(user.name, assessment.updated_at) if user else None
