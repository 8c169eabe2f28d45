"""An answer as its sender sees it before sending: as the web will show it, with personal data marked or blacked out."""

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
from consultations.statements.public_field import LINES, public_lines
from consultations.statements.publication import let_out
from consultations.statements.removal import Passage, Removals
from consultations.statements.statement import Statement
from consultations.statements.submission import sender_of


@dataclass(frozen=True, slots=True)
class ReviewPiece:
    """A stretch of text; `finding` names the personal data it is, or nothing. `hidden` never gets on the web."""

    text: str
    finding: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ReviewRemark:
    """A text about a section (or the whole), cut where personal data was found. `field` is where it is mended."""

    place: str
    field: str
    pieces: list[ReviewPiece]

    @property
    def findings(self) -> list[ReviewPiece]:
        return [piece for piece in self.pieces if piece.finding]


def remarks(content: Content, sections: Sequence[Section]) -> list[ReviewRemark]:
    """Everything that will be sent, in order."""
    labels = {section.key: section.label for section in sections}
    return [
        ReviewRemark(labels.get(key, _("Hele planen")), field_name(key), list(_pieces(text)))
        for key, text in content.comments()
    ]


def about_sender(content: Content) -> dict[str, ReviewRemark]:
    """The lines about the sender that can become public, by name; `place` is what they are called in a sentence."""
    lines = public_lines(sender_of(content), is_organisation=content.is_organisation, named=content.may_show_name)
    return {name: ReviewRemark(str(LINES[name]), name, list(_pieces(text))) for name, text in lines.items()}


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
    return public_byline(unsent, None, let_out(unsent.sender, removals=_never_shown(content)))


def _never_shown(content: Content) -> Removals:
    """What no line about a sender may carry, whoever decides."""
    lines = public_lines(sender_of(content), is_organisation=content.is_organisation, named=content.may_show_name)
    return {
        name: [Passage(one.start, one.end) for one in personal_data.find(text) if one.may_never_stand]
        for name, text in lines.items()
    }


def _pieces(text: str) -> Iterator[ReviewPiece]:
    position = 0
    for found in personal_data.find(text):
        if found.start > position:
            yield ReviewPiece(text[position : found.start])
        label = personal_data.label(found.kind, found.certain)
        yield ReviewPiece(text[found.start : found.end], label, hidden=found.may_never_stand)
        position = found.end
    if position < len(text):
        yield ReviewPiece(text[position:])
