"""The contents of a hearing's draft with the number of published remarks at each section."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import load_only

from app.extensions import db
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.statements.statement_counts import counts_by_section


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """A line of the contents."""

    key: str
    number: str
    title: str
    url: str
    level: int
    count: int
    open: bool


def contents(hearing: Hearing) -> list[ContentsItem]:
    """Sections in reading order; none before the draft is public."""
    if not hearing.draft_is_public:
        return []
    counts = counts_by_section(hearing)
    columns = load_only(Section.key, Section.number, Section.title, Section.level, Section.open_for_comment)
    sections = db.session.scalars(
        db.select(Section).where(Section.version_id == hearing.version_id).order_by(Section.position).options(columns)
    )
    return [
        ContentsItem(
            one.key,
            one.number,
            one.title,
            section_url(hearing, one.key),
            one.level,
            counts.get(one.key, 0),
            one.open_for_comment,
        )
        for one in sections
    ]


def section_url(hearing: Hearing, key: str) -> str:
    return url_for("pages.section", hearing=hearing, section=key)
