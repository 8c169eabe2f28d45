"""The byline: how a sender is presented, on every page and paper. The name, and what stands with it everywhere.

`public_byline` reads what `publication` has let out and nothing else; `office_byline` is for staff alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import date_long
from consultations.statements.publication import LetOut
from consultations.statements.sender_type import SenderType
from consultations.statements.statement import Statement

_A_NUMBER = re.compile(
    r"(?:(?:innspill|uttalelse|uttale|merknad)\s*)?(?:nr\.?\s*)?([0-9]{1,7})(?:-[0-9]{1,4})?", re.IGNORECASE
)


class ShownSender(Protocol):
    """What the web may know of a sender: a statement, or a row that was read of one."""

    @property
    def sender_type(self) -> str: ...
    @property
    def public_name(self) -> str | None: ...
    @property
    def public_number(self) -> str: ...
    @property
    def public_on_behalf_of(self) -> str | None: ...
    @property
    def public_co_senders(self) -> str: ...
    @property
    def public_supports(self) -> str: ...
    @property
    def signatories(self) -> int | None: ...
    @property
    def board_decided_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Byline:
    """`name` is the sender's, or «Privatperson nr. 12»; `kind` is empty where the name says it.

    `facts` are whom it speaks for, its number, «ikke bekreftet», who else sent it and the like, in order; `supported`
    is the number of the statement that this one supports, where a number was given.
    """

    name: str
    kind: str
    facts: tuple[str, ...]
    supported: int | None = None

    @property
    def notes(self) -> str:
        """All that stands with the name, in one line."""
        return ", ".join(filter(None, (self.kind, *self.facts)))

    @property
    def line(self) -> str:
        """The whole byline as plain text."""
        return ", ".join((self.name, *self.facts))


def public_byline(sender: ShownSender, number: int | None, let_out: LetOut | None = None) -> Byline:
    """The sender as everybody may see them, or would with what is `let_out`; `number` is the statement's, if any."""
    shown = let_out or sender
    return _byline(
        SenderType(sender.sender_type),
        number,
        sender,
        name=shown.public_name or "",
        organisation_number=shown.public_number,
        on_behalf_of=shown.public_on_behalf_of,
        co_senders=shown.public_co_senders,
        supports=shown.public_supports,
    )


def office_byline(statement: Statement) -> Byline:
    """The sender as staff see them, also before it is published; names of private persons are not weighed."""
    sender, kind = statement.sender, statement.type
    return _byline(
        kind,
        statement.number,
        statement,
        name=(sender.organisation if kind.is_organisation else statement.public_name) or "",
        organisation_number=sender.organisation_number,
        on_behalf_of=sender.on_behalf_of or None,
        co_senders=sender.co_senders if kind.is_organisation else "",
        supports=sender.supports,
    )


def supported_number(supports: str) -> int | None:
    """The number in «12», «nr. 12» or «innspill 12-1»; None where a sender is named in words."""
    found = _A_NUMBER.fullmatch(supports.strip())
    return int(found[1]) if found else None


def supports_line(supports: str) -> str:
    """«støtter innspill nr. 12», or whose statement it is."""
    number = supported_number(supports)
    if number is not None:
        return _("støtter innspill nr. %(number)s", number=number)
    return _("støtter uttalelsen fra %(whom)s", whom=supports)


def _byline(
    kind: SenderType,
    number: int | None,
    sender: ShownSender,
    *,
    name: str,
    organisation_number: str,
    on_behalf_of: str | None,
    co_senders: str,
    supports: str,
) -> Byline:
    facts = (
        _("på vegne av %(whom)s", whom=on_behalf_of or _("andre")) if on_behalf_of is not None else "",
        _("org.nr. %(number)s", number=_grouped(organisation_number)) if organisation_number else "",
        _("ikke bekreftet") if name and kind.is_unconfirmed else "",
        _("sammen med %(others)s", others=", ".join(co_senders.splitlines())) if co_senders else "",
        *_counted(sender),
        supports_line(supports) if supports else "",
    )
    return Byline(
        name or (_("%(kind)s nr. %(number)s", kind=kind.label, number=number) if number else str(kind.label)),
        str(kind.label) if name else "",
        tuple(filter(None, facts)),
        supported_number(supports) if supports else None,
    )


def _counted(sender: ShownSender) -> Iterator[str]:
    if sender.signatories:
        yield ngettext("%(num)s underskrift", "%(num)s underskrifter", sender.signatories)
    if sender.board_decided_on:
        yield _("vedtatt av styret %(day)s", day=date_long(sender.board_decided_on))


def _grouped(number: str) -> str:
    """Nine digits as people read them."""
    return "\N{NO-BREAK SPACE}".join(number[start : start + 3] for start in (0, 3, 6))
