"""What was found, where, and how sure it is. Findings never overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from flask_babel import gettext as _

from app.personal_data import email_address, national_id, phone_number
from app.personal_data.plain_text import plain

Kind = Literal["national_id", "account", "email", "phone"]

# Whatever is found has a digit, an at-sign or a bracket, in one spelling or another; most texts have none of them.
_MAY_HOLD = re.compile(r"[\d@(\[{]|[^\x00-\x7f\xa0-\u017f\u2010-\u2027]")
# Of two findings that touch, the graver kind names both.
_GRAVITY: tuple[Kind, ...] = ("national_id", "account", "email", "phone")


@dataclass(frozen=True, slots=True)
class Finding:
    """`text[start:end]` is personal data of this kind; not `certain` where only the shape of the number says so."""

    kind: Kind
    start: int
    end: int
    certain: bool = True

    @property
    def may_never_stand(self) -> bool:
        """A national id whose check digits are right is never public; whether anything else is, people decide."""
        return self.kind == "national_id" and self.certain


def find(text: str) -> tuple[Finding, ...]:
    """All findings in reading order, none overlapping another."""
    if not _MAY_HOLD.search(text):
        return ()
    flat = plain(text)
    findings = sorted(_all(flat.text), key=lambda finding: finding.start)
    return tuple(_at(finding, *flat.original(finding.start, finding.end)) for finding in _merged(findings))


def label(kind: Kind, certain: bool = True) -> str:
    """The word for a kind of finding, in the language of the page."""
    words = {
        "national_id": _("fødselsnummer eller D-nummer") if certain else _("mulig fødselsnummer"),
        "account": _("kontonummer"),
        "email": _("e-postadresse"),
        "phone": _("telefonnummer"),
    }
    return str(words[kind])


def _all(text: str) -> Iterator[Finding]:
    yield from (Finding("national_id", start, end) for start, end in national_id.valid(text))
    yield from (Finding("national_id", start, end, certain=False) for start, end in national_id.possible(text))
    yield from (Finding("account", start, end) for start, end in national_id.accounts(text))
    yield from (Finding("email", start, end) for start, end in email_address.addresses(text))
    yield from (Finding("phone", start, end) for start, end in phone_number.numbers(text))


def _merged(findings: list[Finding]) -> Iterator[Finding]:
    """Findings that overlap become one that covers them all."""
    current: Finding | None = None
    for finding in findings:
        if current and finding.start < current.end:
            current = replace(min(current, finding, key=_rank), start=current.start, end=max(current.end, finding.end))
            continue
        if current:
            yield current
        current = finding
    if current:
        yield current


def _rank(finding: Finding) -> tuple[bool, int]:
    return not finding.certain, _GRAVITY.index(finding.kind)


def _at(finding: Finding, start: int, end: int) -> Finding:
    return replace(finding, start=start, end=end)
