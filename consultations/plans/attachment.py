"""Files that belong to a plan. A published one never changes: a newer one is a row of its own, the old one stays."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from app import audit, clock
from app.accounts.user import User
from app.database import Model, UtcDateTime
from app.extensions import db
from app.municipalities.municipality import touch
from app.references import new_reference
from app.rows import hold
from app.storage import StoredFile, discard, store
from consultations.plans.attached_file import TYPE_NAMES, AttachedFile
from consultations.plans.correction import ReasonMissing
from consultations.plans.plan import Plan, tell_search


class Attachment(Model):
    """Known outside once its plan is. `replaced_by` is the newer one; a file that was taken down leaves its reason."""

    __tablename__ = "plan_attachment"
    __table_args__ = (
        CheckConstraint("replaced_by_id IS NULL OR replaced_by_id <> id", name="not_by_itself"),
        CheckConstraint("(taken_down_at IS NULL) = (taken_down_reason = '')", name="taken_down_with_a_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_attachment.id", ondelete="SET NULL"), unique=True
    )
    taken_down_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    taken_down_reason: Mapped[str] = mapped_column(Text, default="")

    plan: Mapped[Plan] = relationship()
    file: Mapped[StoredFile] = relationship()
    replaced_by: Mapped[Attachment | None] = relationship(remote_side=[id])

    @property
    def added_on(self) -> date:
        return clock.local(self.added_at).date()

    @property
    def type_name(self) -> str:
        """What people call this kind of file."""
        return TYPE_NAMES[self.file.media_type]

    @property
    def is_replaced(self) -> bool:
        return self.replaced_by_id is not None

    @property
    def is_taken_down(self) -> bool:
        return self.taken_down_at is not None


class AlreadyReplaced(Exception):
    """Somebody else put a newer file in this one's place, or took it down."""


def attach(plan: Plan, file: AttachedFile, title: str, by: User | None) -> Attachment:
    """Add a file to the plan; people see it as soon as they see the plan."""
    hold(plan)
    added = _added(plan, file, title, by)
    _changed(plan, "plan.attachment_added", added)
    return added


def replace(old: Attachment, file: AttachedFile, title: str, by: User | None) -> Attachment:
    """Put a newer file in the place of one; both stay, each at its address. Raises AlreadyReplaced."""
    hold(old)
    if old.is_replaced or old.is_taken_down:
        raise AlreadyReplaced
    old.replaced_by = newer = _added(old.plan, file, title, by)
    db.session.flush()
    _changed(old.plan, "plan.attachment_replaced", newer, old=old.ref)
    return newer


def take_away(attachment: Attachment, reason: str) -> None:
    """Stop giving the file out; that it was there, and why it is gone, stays. What nobody saw goes altogether.

    Raises ReasonMissing for a file that people could read.
    """
    plan = attachment.plan
    hold(plan)
    hold(attachment)
    if attachment.is_taken_down:
        return
    if plan.is_public and not reason.strip():
        raise ReasonMissing
    if plan.is_public:
        attachment.taken_down_at, attachment.taken_down_reason = clock.now(), reason.strip()
    _changed(plan, "plan.attachment_taken_away", attachment)
    if not plan.is_public:
        _delete(attachment)


def delete_attachments(plan: Plan) -> None:
    """The files of a plan that is deleted go with it."""
    for attachment in attachments_of(plan):
        _delete(attachment)


def attachments_of(plan: Plan) -> list[Attachment]:
    """All files of a plan in the order they came, replaced ones and those taken down too."""
    query = db.select(Attachment).where(Attachment.plan_id == plan.id).order_by(Attachment.id)
    shown = joinedload(Attachment.file), joinedload(Attachment.replaced_by)
    return list(db.session.scalars(query.options(*shown)))


def find_attachment(plan: Plan, ref: str) -> Attachment | None:
    query = db.select(Attachment).where(Attachment.plan_id == plan.id, Attachment.ref == ref)
    return db.session.scalars(query).first()


def _added(plan: Plan, file: AttachedFile, title: str, by: User | None) -> Attachment:
    kept = store(file.data, file.name, file.media_type, plan.municipality_id)
    added = Attachment(
        plan_id=plan.id,
        ref=new_reference(),
        title=title or file.name,
        file_id=kept.id,
        added_at=clock.now(),
        added_by_id=by.id if by else None,
    )
    db.session.add(added)
    db.session.flush()
    return added


def _delete(attachment: Attachment) -> None:
    file = attachment.file
    db.session.delete(attachment)
    db.session.flush()
    discard(file)


def _changed(plan: Plan, event: str, attachment: Attachment, **said: str) -> None:
    facts = {"attachment": attachment.ref, "sha256": attachment.file.sha256} | said
    audit.record(plan.municipality_id, event, f"plan:{plan.key}", facts)
    touch(plan.municipality_id)
    tell_search(plan)
