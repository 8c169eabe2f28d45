"""Taking away what nobody outside knows of: a hearing that is not announced, a plan of which nothing is published."""

from __future__ import annotations

from app import audit
from app.extensions import db
from app.rows import hold
from consultations.drafts.version import Version, delete_version, unseal, versions_of
from consultations.hearings.hearing import Hearing, earlier_rounds
from consultations.plans.attachment import delete_attachments
from consultations.plans.plan import Plan, StatusEntry


class StillPublic(ValueError):
    """People know of it: it stays."""


def delete_hearing(hearing: Hearing) -> None:
    """Take a hearing away that is not announced; its draft can be changed again. Raises StillPublic."""
    hold(hearing.plan)
    hold(hearing)
    if hearing.is_public:
        raise StillPublic
    subject, draft = f"hearing:{hearing.plan_id}:{hearing.round}", hearing.version
    db.session.delete(hearing)
    db.session.flush()
    audit.record(hearing.municipality_id, "hearing.deleted", subject)
    if draft is not None:
        let_go(draft)


def delete_plan(plan: Plan) -> None:
    """Take a plan away with its drafts, their files and its hearings. Raises StillPublic when any of it is public."""
    hold(plan)
    if plan.public_since is not None:
        raise StillPublic
    for hearing in earlier_rounds(plan):
        delete_hearing(hearing)
    for version in versions_of(plan):
        delete_version(version)
    delete_attachments(plan)
    db.session.execute(db.delete(StatusEntry).where(StatusEntry.plan_id == plan.id))
    audit.record(plan.municipality_id, "plan.deleted", f"plan:{plan.key}")
    db.session.delete(plan)
    db.session.flush()


def let_go(version: Version) -> None:
    """A version that no hearing has any longer was read by nobody, and can be corrected again."""
    held = db.select(Hearing.id).where(Hearing.version_id == version.id).limit(1)
    if version.published and db.session.scalar(held) is None:
        unseal(version)
