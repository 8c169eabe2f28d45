"""Parting and joining the sections of a version that is not published: no word is lost on the way."""

from __future__ import annotations

from html import escape

from app import audit
from app.extensions import db
from app.rows import hold
from app.text import text_of_html
from consultations.drafts.importers.fragments import Fragment, bold_lines, fragments, joined, parted
from consultations.drafts.importers.outline import tree_levels, typed_number
from consultations.drafts.keys import earlier_sections, fresh_key, linked
from consultations.drafts.section import NUMBER_LIMIT, TITLE_LIMIT, Section
from consultations.drafts.version import Published, Version


class CannotPart(Exception):
    """There is no such block to part a section at, or no title for what comes out."""


class CannotJoin(Exception):
    """There is no section before the first."""


def split(section: Section, at: int, title: str, deeper: bool) -> Section:
    """Make a section of its own of what begins at block `at` (from 1); without a title the block is the title.

    Raises Published, CannotPart.
    """
    version = _opened(section.version)
    made = _parted(section, at, title, min(section.level + deeper, 6))
    _put_in(version, made, after=section)
    _record(version, "draft.split", {"section": section.key, "made": made.key})
    return made


def merge(section: Section) -> Section:
    """Let a section go on in the one before it, its title as a line of bold text. Raises Published, CannotJoin."""
    version = _opened(section.version)
    at = version.sections.index(section)
    if at == 0:
        raise CannotJoin
    into, key = version.sections[at - 1], section.key
    _set_html(
        into, "\n".join(filter(None, (into.html, f"<p><strong>{escape(section.label)}</strong></p>", section.html)))
    )
    into.open_for_comment = into.open_for_comment and section.open_for_comment
    version.sections.remove(section)
    db.session.delete(section)
    db.session.flush()
    _number(version, list(version.sections))
    for other in version.sections:
        other.html = linked(other.html, {key: into.key})
    _record(version, "draft.merged", {"section": key, "into": into.key})
    return into


def suggestions(version: Version) -> list[tuple[Section, int, str]]:
    """Lines of bold text that act as headings: section, block and words."""
    found = []
    for section in version.sections if not version.published else ():
        blocks = fragments(section.html)
        found += [(section, at, blocks[at].text) for at in bold_lines(section.html)]
    return found


def promote(version: Version, chosen: set[tuple[str, int]]) -> int:
    """Make sections of these bold lines, given by section key and block. Raises Published, CannotPart."""
    _opened(version)
    lone = len(version.sections) == 1
    for section, at, _text in reversed(suggestions(version)):
        if (section.key, at) in chosen:
            _promote(section, at, lone)
    _record(version, "draft.split", {"made": len(chosen)})
    return len(chosen)


def _promote(section: Section, at: int, lone: bool) -> None:
    """In a text without headings the lines are chapters, and the first takes the place of the name we gave."""
    if at == 0 and lone:
        blocks = fragments(section.html)
        section.number, section.title = _named(blocks[0].text)
        _set_html(section, joined(blocks[1:]))
        return
    level = section.level if lone else min(section.level + 1, 6)
    _put_in(section.version, _parted(section, at, "", level), after=section)


def _parted(section: Section, at: int, title: str, level: int) -> Section:
    """The new section; the old one keeps what stands before, and its key."""
    blocks = fragments(section.html)
    if not 0 <= at < len(blocks) or (at == 0 and title):
        raise CannotPart
    line = "" if title else blocks[at].text
    if not (title or line) or len(line) > TITLE_LIMIT:
        raise CannotPart
    kept, html = parted(blocks, at) if title else _without_line(blocks, at)
    _set_html(section, kept)
    number, name = _named(title or line)
    taken = {one.key for one in section.version.sections} | {one.key for one in earlier_sections(section.version.plan)}
    made = Section(
        key=fresh_key(name, taken), level=level, number=number, title=name, open_for_comment=section.open_for_comment
    )
    _set_html(made, html)
    return made


def _without_line(blocks: list[Fragment], at: int) -> tuple[str, str]:
    return parted([*blocks[:at], *blocks[at + 1 :]], at)


def _named(line: str) -> tuple[str, str]:
    number, title = typed_number(" ".join(line.split()))
    return number[:NUMBER_LIMIT], title[:TITLE_LIMIT]


def _opened(version: Version) -> Version:
    hold(version)
    if version.published:
        raise Published
    return version


def _set_html(section: Section, html: str) -> None:
    section.html, section.text = html, text_of_html(html)


def _put_in(version: Version, made: Section, after: Section) -> None:
    order = list(version.sections)
    order.insert(order.index(after) + 1, made)
    _number(version, order)


def _number(version: Version, order: list[Section]) -> None:
    """Positions and levels anew; positions are free before they are given again."""
    for position, section in enumerate(order, 1):
        section.position = -position
        if section not in version.sections:
            version.sections.append(section)
    db.session.flush()
    for position, (section, level) in enumerate(zip(order, tree_levels([one.level for one in order]), strict=True), 1):
        section.position, section.level = position, level
    db.session.flush()
    db.session.expire(version, ["sections"])


def _record(version: Version, action: str, data: dict[str, object]) -> None:
    plan = version.plan
    audit.record(plan.municipality_id, action, f"plan:{plan.key}", {"version": version.number, **data})
