"""Puts headings and what stands under them together to a draft with title, numbers and levels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from flask_babel import gettext

from app.text import TooMuchMarkup, clean_office_html, text_of_html

from .fragments import bold_lines
from .model import MAX_SECTIONS, ImportedDraft, ImportedSection
from .notices import Notices
from .pictures import Pictures
from .refusals import refused
from .targets import Targets

TITLE_LIMIT = 300
_TYPED_NUMBER = re.compile(
    r"(§+\s?\d+(?:[-.]\d+)*(?:\s[a-z]\b)?|(?:Kapittel|Kap\.|Del|Vedlegg)\s(?:\d+|[IVX]+|[A-ZÆØÅ])\b"
    r"|\d{1,3}(?:\.\d{1,3})+|[A-ZÆØÅ](?:\.\d{1,3})+|\d{1,2}(?=[.)]?\s+[^\Wa-zæøå\d])|[IVX]+(?=\.)|[A-ZÆØÅ](?=[.)]))"
    r"[.:)]?\s+(?:[–-]\s+)?(?=\S)"
)


@dataclass
class Part:
    """A heading as the document has it, with the HTML under it; `number` is None where none is counted for it."""

    title: str
    level: int
    number: str | None = None
    html: list[str] = field(default_factory=list)


def typed_number(title: str) -> tuple[str, str]:
    """("3.2", "Boliger") for "3.2 Boliger"; a year or a quantity ("10 tiltak") is no number."""
    found = _TYPED_NUMBER.match(title)
    return (found.group(1), title[found.end() :]) if found else ("", title)


def assemble(
    title: str, front: Part, parts: list[Part], pictures: Pictures, notices: Notices, targets: Targets
) -> ImportedDraft:
    """The draft of what was read: text before the first heading becomes an introduction. Raises DraftRefused."""
    if not parts and not notices.has("heading-in-table"):
        notices.add_once("no-headings")
    title, parts = _title(title, front, parts, targets)
    if len(title) > TITLE_LIMIT:
        front.html.insert(0, f"<p>{escape(title)}</p>")
    if text_of_html("".join(front.html)) or _shows_image(front.html):
        front.title, front.level, front.number = _introduction(parts), min((p.level for p in parts), default=1), ""
        parts = [front, *parts]
    if not parts:
        raise refused("no-text")
    if len(parts) > MAX_SECTIONS:
        raise refused("too-many-sections")
    sections = tuple(_sections(parts, notices, targets))
    return ImportedDraft(title[:TITLE_LIMIT], sections, pictures.all(), notices.all(), tuple(notices.left_out))


def plain_title(text: str) -> str:
    return " ".join(text.split())


def _title(title: str, front: Part, parts: list[Part], targets: Targets) -> tuple[str, list[Part]]:
    """Where nothing else names the document, a single unnumbered heading above all others does."""
    top = parts[0] if len(parts) > 1 and not title else None
    if top and not top.number and not typed_number(top.title)[0] and all(p.level > top.level for p in parts[1:]):
        front.html += top.html
        targets.move(top, front)
        return top.title, parts[1:]
    return title, parts


def _introduction(parts: list[Part]) -> str:
    name = gettext("Innledning")
    taken = any(part.title.casefold().endswith(name.casefold()) for part in parts)
    return gettext("Om dokumentet") if taken else name


def _shows_image(html: list[str]) -> bool:
    return any("<img" in piece for piece in html)


def tree_levels(levels: list[int]) -> list[int]:
    """The same tree without skipped levels: 1, 3, 3, 2 becomes 1, 2, 2, 2. Below the sixth all are the sixth."""
    above: list[int] = []
    tree = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        tree.append(min(len(above), 6))
    return tree


def _sections(parts: list[Part], notices: Notices, targets: Targets) -> Iterator[ImportedSection]:
    for part, level in zip(parts, tree_levels([part.level for part in parts]), strict=True):
        notices.where = part.title
        section = _section(part, level, targets.resolved("\n".join(part.html).strip(), parts, notices))
        notices.add("bold-heading", len(bold_lines(section.html)))
        yield section
    notices.where = ""


def _section(part: Part, level: int, html: str) -> ImportedSection:
    number, title = (part.number, part.title) if part.number is not None else typed_number(part.title)
    try:
        clean = clean_office_html(html)
    except TooMuchMarkup:
        raise refused("too-complex") from None
    return ImportedSection(number, title, level, clean)
