"""What will be public, as its sender sees it before sending: personal data in it is marked, or blacked out already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app import personal_data
from consultations.drafts.section import Section
from consultations.statements.content import Content
from consultations.statements.forms import field_name
from consultations.statements.public_field import LINES, public_lines


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `finding` names the personal data it is, or nothing. `hidden` never gets on the web."""

    text: str
    finding: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A text about a section (or the whole), cut where personal data was found. `field` is where it is mended."""

    place: str
    field: str
    pieces: list[Piece]

    @property
    def findings(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.finding]


def remarks(content: Content, sections: Sequence[Section]) -> list[Remark]:
    """Everything that will be sent, in order; nothing where there are no remarks."""
    if content.no_remarks:
        return []
    labels = {section.key: section.label for section in sections}
    return [
        Remark(labels.get(key, _("Hele planen")), field_name(key), list(_pieces(text)))
        for key, text in content.comments()
    ]


def about_sender(content: Content) -> dict[str, Remark]:
    """The lines about the sender that can become public, by name; `place` is what they are called in a sentence."""
    lines = public_lines(content, is_organisation=content.is_organisation, named=content.may_show_name)
    return {name: Remark(str(LINES[name]), name, list(_pieces(text))) for name, text in lines.items()}


def _pieces(text: str) -> Iterator[Piece]:
    position = 0
    for found in personal_data.find(text):
        if found.start > position:
            yield Piece(text[position : found.start])
        label = personal_data.label(found.kind, found.certain)
        yield Piece(text[found.start : found.end], label, hidden=found.may_never_stand)
        position = found.end
    if position < len(text):
        yield Piece(text[position:])
