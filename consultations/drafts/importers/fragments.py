"""A section's HTML in blocks: what can be parted, which lines look like headings, and notes that follow their marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

import lxml.html

from app.text import clean_office_html, text_of_html

_BOLD = re.compile(r"<p><strong>([^<]{2,120}?)</strong>\s*</p>")
_MARKS = re.compile(r'href="#(note-[fs]\d+)" id="note-')
_ENDS_A_SENTENCE = (".", "!", "?", ",", ";")


@dataclass(frozen=True, slots=True)
class Fragment:
    """One block, with the text it begins with."""

    html: str

    @property
    def text(self) -> str:
        return text_of_html(self.html).replace("\n", " ")

    @property
    def looks_like_heading(self) -> bool:
        """A line of bold text alone, which does not end as a sentence does."""
        bold = _BOLD.fullmatch(self.html)
        return bool(bold) and not bold.group(1).rstrip().endswith(_ENDS_A_SENTENCE) if bold else False


def fragments(html: str) -> list[Fragment]:
    """The blocks of a section from its top."""
    found = lxml.html.fragments_fromstring(html) if html.strip() else []
    pieces = [piece if isinstance(piece, str) else lxml.html.tostring(piece, encoding="unicode") for piece in found]
    return [Fragment(piece.strip()) for piece in pieces if piece.strip()]


def bold_lines(html: str) -> list[int]:
    """The places of lines that look like headings and have something under them."""
    blocks = fragments(html) if "<p><strong>" in html else []
    bold = [block.looks_like_heading for block in blocks]
    return [at for at, is_bold in enumerate(bold[:-1]) if is_bold and not bold[at + 1]]


def joined(blocks: list[Fragment]) -> str:
    return clean_office_html("\n".join(block.html for block in blocks))


def parted(blocks: list[Fragment], at: int) -> tuple[str, str]:
    """The HTML before and from a block; each half ends with the notes that it refers to."""
    before, after = joined(blocks[:at]), joined(blocks[at:])
    notes = _notes(before) | _notes(after)
    return _with_notes(before, notes), _with_notes(after, notes)


def _notes(html: str) -> dict[str, str]:
    items = re.findall(r'<li id="(note-[fs]\d+)">.*?</li>', html, re.DOTALL)
    return {name: _item(html, name) for name in items}


def _item(html: str, name: str) -> str:
    found = re.search(rf'<li id="{name}">.*?</li>', html, re.DOTALL)
    return found.group(0) if found else ""


def _with_notes(html: str, notes: dict[str, str]) -> str:
    """The text without any notes, then those that its marks lead to."""
    if not notes:
        return html
    bare = html
    for item in notes.values():
        bare = bare.replace(item, "")
    bare = re.sub(r'<ol(?: start="\d+")?></ol>', "", bare)
    lists = "\n".join(
        _list(kind, [name for name in _MARKS.findall(bare) if name[5] == kind and name in notes], notes)
        for kind in "fs"
    )
    return clean_office_html(f"{bare.strip()}\n{lists}".strip())


def _list(kind: str, names: list[str], notes: dict[str, str]) -> str:
    if not names:
        return ""
    start = names[0].removeprefix(f"note-{kind}")
    return f'<ol start="{start}">{"".join(notes[name] for name in names)}</ol>'.replace(' start="1"', "")
