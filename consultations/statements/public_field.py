"""Every field of a statement that can become public: what is looked through at review, in the queue and at release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from flask_babel import lazy_gettext as _l

from consultations.statements.publication import name_offered
from consultations.statements.statement import Comment, Statement

LINES = {
    "organisation": _l("navnet på organisasjonen"),
    "name": _l("navnet som skal vises"),
    "on_behalf_of": _l("feltet «på vegne av»"),
    "co_senders": _l("feltet om hvem det er sendt sammen med"),
    "supports": _l("feltet om hvem innspillet støtter"),
}
HEADINGS = {
    "organisation": _l("Organisasjon"),
    "name": _l("Navnet"),
    "on_behalf_of": _l("På vegne av"),
    "co_senders": _l("Sendt sammen med"),
    "supports": _l("Støtter"),
}


class Speaker(Protocol):
    """Who speaks, in a draft or in a statement that has come in."""

    name: str
    organisation: str
    on_behalf_of: str
    co_senders: str
    supports: str


@dataclass(frozen=True, slots=True)
class PublicField:
    """A remark, or a line about the sender. `key` is that of its removals, `name` how a form calls it."""

    key: int | str
    name: str
    text: str
    comment: Comment | None = None

    @property
    def label(self) -> str:
        """What it is called in the middle of a sentence; nothing for a remark."""
        return str(LINES[self.name]) if self.comment is None else ""

    @property
    def heading(self) -> str:
        """What a line about the sender is called above it."""
        return str(HEADINGS[self.name])


def public_fields(statement: Statement) -> list[PublicField]:
    """The remarks, then the lines about the sender that have something in them."""
    remarks = [PublicField(one.id, str(one.position), one.text, one) for one in statement.comments]
    named = name_offered(statement.sender) is not None
    lines = public_lines(statement.sender, is_organisation=statement.type.is_organisation, named=named)
    return [*remarks, *(PublicField(name, name, text) for name, text in lines.items())]


def public_lines(who: Speaker, *, is_organisation: bool, named: bool) -> dict[str, str]:
    """Lines about a sender that can become public, by name; `named` where a private person asks to be."""
    lines = {
        "organisation": who.organisation if is_organisation else "",
        "name": who.name if named and not is_organisation else "",
        "on_behalf_of": who.on_behalf_of,
        "co_senders": who.co_senders if is_organisation else "",
        "supports": who.supports,
    }
    return {name: text for name, text in lines.items() if text}
