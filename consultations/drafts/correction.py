"""What a planner may still decide about the sections of a version before it is published."""

from __future__ import annotations

from dataclasses import dataclass

from app import audit
from app.rows import hold
from consultations.drafts.keys import tie
from consultations.drafts.section import Section
from consultations.drafts.version import Published, Version


@dataclass(frozen=True, slots=True)
class SectionCorrection:
    """A title, whether remarks may be made, and the key of the earlier section it is: "" for none, None as it was."""

    title: str
    open_for_comment: bool
    earlier: str | None = None


def correct_section(section: Section, title: str, open_for_comment: bool) -> None:
    """Correct a title, or close a section for comment, before publication. Raises Published after it."""
    correct(section.version, {section.key: SectionCorrection(title, open_for_comment)})


def correct(version: Version, corrections: dict[str, SectionCorrection]) -> None:
    """Correct sections, named by their keys, before publication.

    Raises Published after it, KeyError for no section, DoubleKey where two are to be the same earlier one.
    """
    hold(version)
    if version.published:
        raise Published
    sections = {section.key: section for section in version.sections}
    changed = [key for key, wanted in corrections.items() if _corrected(sections[key], wanted)]
    tied = tie(version, {key: said.earlier for key, said in corrections.items() if said.earlier is not None})
    if changed or tied:
        said = {"version": version.number, "sections": changed, "tied": tied}
        audit.record(version.plan.municipality_id, "draft.corrected", f"plan:{version.plan.key}", said)


def _corrected(section: Section, wanted: SectionCorrection) -> bool:
    before = (section.title, section.open_for_comment)
    section.title, section.open_for_comment = wanted.title, wanted.open_for_comment
    return before != (section.title, section.open_for_comment)
