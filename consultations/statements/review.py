"""An answer as its sender sees it before sending: personal data in it is marked, and the sender as the web will."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from app import clock, personal_data
from consultations.drafts.section import Section
from consultations.statements.byline import Byline, public_byline
from consultations.statements.channel import Channel
from consultations.statements.content import Content
from consultations.statements.forms import field_name
from consultations.statements.publication import let_out
from consultations.statements.statement import Statement
from consultations.statements.submission import sender_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `finding` names the personal data it is, or nothing."""

    text: str
    finding: str = ""


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
    """Everything that will be sent, in order."""
    labels = {section.key: section.label for section in sections}
    return [
        Remark(labels.get(key, _("Hele planen")), field_name(key), list(_pieces(text)))
        for key, text in content.comments()
    ]


def sender_shown(content: Content) -> Byline:
    """The sender as the web will show them, once an address that has to be confirmed is."""
    unsent = Statement(
        sender_type=content.sender_type,
        channel=Channel.WEB,
        signatories=content.signed_by,
        board_decided_on=content.adopted_on,
        sender=sender_of(content),
    )
    unsent.sender.email_confirmed_at = clock.now()
    return public_byline(unsent, None, let_out(unsent.sender))


def _pieces(text: str) -> Iterator[Piece]:
    position = 0
    for found in personal_data.find(text):
        if found.start > position:
            yield Piece(text[position : found.start])
        yield Piece(text[found.start : found.end], personal_data.label(found.kind, found.certain))
        position = found.end
    if position < len(text):
        yield Piece(text[position:])
