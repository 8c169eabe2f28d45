"""From a file to a version: sections with lasting keys, pictures, and the report of what was not carried over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app import audit, clock
from app.extensions import db
from app.references import slug
from app.rows import hold
from app.storage import store
from app.text import text_of_html
from consultations.drafts.importers import ImportedDraft, ImportedSection, read_draft
from consultations.drafts.section import RESERVED_KEYS, Section
from consultations.drafts.version import Version, VersionImage
from consultations.plans.plan import Plan

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
}


def import_draft(plan: Plan, data: bytes, filename: str) -> Version:
    """Make the next version of the plan from a file. It is not published: titles can still be corrected.

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


def _sections(plan: Plan, imported: Iterable[ImportedSection]) -> Iterator[Section]:
    """A section with the title of an earlier version keeps its key; a new one gets a key never used before."""
    earlier = _earlier_keys(plan)
    used: set[str] = set()
    for position, section in enumerate(imported, 1):
        key = _key(section.title, earlier, used)
        used.add(key)
        yield Section(
            key=key,
            position=position,
            level=section.level,
            number=section.number[:20],
            title=section.title[:300],
            html=section.html,
            text=text_of_html(section.html),
        )


def _earlier_keys(plan: Plan) -> dict[str, str]:
    """Keys of all earlier versions, and the title that each bore last."""
    rows = db.session.execute(
        db.select(Section.key, Section.title)
        .join(Version, Section.version_id == Version.id)
        .where(Version.plan_id == plan.id)
        .order_by(Version.number)
    )
    return {row.key: row.title for row in rows}


def _key(title: str, earlier: dict[str, str], used: set[str]) -> str:
    same = next((key for key, name in earlier.items() if name == title and key not in used), None)
    if same:
        return same
    wanted, taken = slug(title, "avsnitt"), used | earlier.keys() | RESERVED_KEYS
    number, key = 1, wanted
    while key in taken:
        number += 1
        key = f"{wanted}-{number}"
    return key


def _images(plan: Plan, imported: ImportedDraft) -> Iterator[VersionImage]:
    for image in imported.images:
        held = store(image.data, image.name, image.media_type, plan.municipality_id)
        yield VersionImage(name=image.name, file_id=held.id)


def _reported(notice: object) -> dict[str, str]:
    return {name: str(getattr(notice, name)) for name in ("kind", "code", "message", "where")}
