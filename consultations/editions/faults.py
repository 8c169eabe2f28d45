"""Faults of the editions, for `horing check`: files that the log does not tell of so, and numbers that are missing."""

from __future__ import annotations

from sqlalchemy.orm import joinedload, selectinload

from app.audit import AuditEvent
from app.extensions import db
from consultations.editions.edition import Edition
from consultations.hearings.hearing import Hearing


def edition_faults() -> list[str]:
    """What is wrong, in words for the operator.

    That the bytes are those of the checksums is told of the files; here the checksums are held against the log, where
    they were written in the transaction that made the edition.
    """
    every = db.select(Edition).order_by(Edition.hearing_id, Edition.number)
    whole = (joinedload(Edition.hearing).joinedload(Hearing.plan), selectinload(Edition.files))
    return [*_untrue(list(db.session.scalars(every.options(*whole)))), *_gone()]


def _untrue(found: list[Edition]) -> list[str]:
    told = _told()
    faults = []
    for edition in found:
        stored = {file.name: file.stored.sha256 for file in edition.files}
        if told.get((edition.hearing_id, edition.number)) != stored:
            faults.append(f"edition {edition.number} of {edition.hearing.plan.key} has other files than the log tells")
    return faults


def _gone() -> list[str]:
    there = {(row.hearing_id, row.number) for row in db.session.execute(db.select(Edition.hearing_id, Edition.number))}
    return [f"edition {number} of hearing {hearing} is gone" for hearing, number in sorted(_told().keys() - there)]


def _told() -> dict[tuple[int, int], dict[str, str]]:
    """The files with their checksums by hearing and number, as the log tells of them."""
    events = db.session.scalars(db.select(AuditEvent).where(AuditEvent.action == "edition.made"))
    return {
        (int(event.subject.removeprefix("hearing:")), event.data["number"]): event.data["files"] for event in events
    }
