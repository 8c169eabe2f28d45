"""A section page: the text, the remarks to it in pages, and the released answers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app.extensions import db
from app.paging import ListPage, ListPlace, page_count
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.course import Course, courses
from consultations.statements.statement import PAGE_SIZE, Comment, published_comments


@dataclass(frozen=True, slots=True)
class SectionPage:
    """What the template shows: a page of the published remarks, and what became of each."""

    section: Section
    html: Markup
    remarks: ListPage[Comment]
    courses: dict[int, list[Course]]
    previous: Section | None
    next: Section | None


def section_page(hearing: Hearing, key: str, at: ListPlace, count: int) -> SectionPage | None:
    """A page of the `count` published remarks of a section that may be read; None where there is none."""
    section = readable_section(hearing, key)
    if section is None or at.page > page_count(count, PAGE_SIZE):
        return None
    found = published_comments(hearing, key, at, count)
    return SectionPage(
        section=section,
        html=shown_html(hearing, section),
        remarks=found,
        courses=courses(hearing, [comment.id for comment in found.rows]),
        previous=_neighbour(section, -1),
        next=_neighbour(section, 1),
    )


def shown_html(hearing: Hearing, section: Section) -> Markup:
    """The section's HTML (cleaned when it was imported): pictures with their addresses, wide tables that scroll."""
    assert hearing.version is not None
    folder = url_for(
        "pages.image",
        hearing=hearing,
        number=hearing.version.number,
        name="_",
    ).removesuffix("_")
    frame = Markup('<div class="scroll" role="group" aria-label="{}" tabindex="0">').format(_("Tabell"))
    sections = url_for("pages.section", hearing=hearing, section="_").removesuffix("_")
    html = section.html_at(folder, sections).replace("<table>", f"{frame}<table>")
    return Markup(html.replace("</table>", "</table></div>"))  # noqa: S704 - nh3 cleaned it at import


def readable_section(hearing: Hearing, key: str) -> Section | None:
    """A section of the round's draft, once people may read it."""
    if not hearing.draft_is_public:
        return None
    query = db.select(Section).where(Section.version_id == hearing.version_id, Section.key == key)
    return db.session.scalars(query).first()


def _neighbour(section: Section, step: int) -> Section | None:
    query = db.select(Section).where(
        Section.version_id == section.version_id, Section.position == section.position + step
    )
    return db.session.scalars(query).first()
