"""From a file to a version: sections with lasting keys, pictures, the report and the account of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from app import audit, clock
from app.extensions import db
from app.rows import hold
from app.storage import store
from app.text import text_of_html
from consultations.drafts.importers import ImportedDraft, ImportedSection, read_draft
from consultations.drafts.keys import linked, proposed_keys
from consultations.drafts.section import NUMBER_LIMIT, TITLE_LIMIT, Section
from consultations.drafts.version import Version, VersionImage
from consultations.plans.plan import Plan

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html",
    "htm": "text/html",
    "md": "text/markdown",
}


def import_draft(plan: Plan, data: bytes, filename: str) -> Version:
    """Make the next version of the plan from a file. It is not published: it can still be corrected and arranged.

    Raises DraftRefused for a file that cannot be used.
    """
    return keep_draft(plan, read_draft(data, filename), data, filename)


def keep_draft(plan: Plan, imported: ImportedDraft, data: bytes, filename: str) -> Version:
    """Make the next version of a draft that was read before: reading takes seconds, a transaction should not."""
    hold(plan)
    media_type = MEDIA_TYPES.get(filename.rpartition(".")[2].lower(), "application/octet-stream")
    source = store(data, filename, media_type, plan.municipality_id)
    version = Version(
        plan_id=plan.id,
        number=_next_number(plan),
        title=(imported.title or plan.title)[:200],
        source_id=source.id,
        report=[_reported(notice) for notice in imported.notices],
        ledger=[asdict(account) for account in imported.ledger],
        imported_at=clock.now(),
        sections=list(_sections(plan, imported.sections)),
        images=list(_images(plan, imported)),
    )
    db.session.add(version)
    db.session.flush()
    data_said = {"version": version.number, "sections": len(version.sections), "sha256": source.sha256}
    audit.record(plan.municipality_id, "draft.imported", f"plan:{plan.key}", data_said)
    return version


def _next_number(plan: Plan) -> int:
    last = db.session.scalar(db.select(db.func.max(Version.number)).where(Version.plan_id == plan.id))
    return (last or 0) + 1


def _sections(plan: Plan, imported: Sequence[ImportedSection]) -> Iterator[Section]:
    """Sections under their keys; links within the document, which the importer gives by position, lead to these."""
    texts = [text_of_html(section.html) for section in imported]
    keys = proposed_keys(plan, imported, texts)
    by_position = {str(position): key for position, key in enumerate(keys, 1)}
    for position, (section, key, text) in enumerate(zip(imported, keys, texts, strict=True), 1):
        yield Section(
            key=key,
            position=position,
            level=section.level,
            number=section.number[:NUMBER_LIMIT],
            title=section.title[:TITLE_LIMIT],
            html=linked(section.html, by_position),
            text=text,
        )


def _images(plan: Plan, imported: ImportedDraft) -> Iterator[VersionImage]:
    for image in imported.images:
        held = store(image.data, image.name, image.media_type, plan.municipality_id)
        yield VersionImage(name=image.name, file_id=held.id)


def _reported(notice: object) -> dict[str, str]:
    return {name: str(getattr(notice, name)) for name in ("kind", "code", "message", "where")}
