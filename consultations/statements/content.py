"""What somebody has typed of an answer, and what is still wrong with it. One set of rules for the form and the verb."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock, marks, organisation_number
from app.day import EARLIEST, read_day
from app.i18n import capitalised, number
from app.text import received
from consultations.statements.byline import supports_line
from consultations.statements.sender_type import SenderType

WHOLE = ""  # stands for the whole plan where a section's key would
LONGEST_COMMENT = 20_000
MOST_COMMENTS = 50
LONGEST_LINE = 200
MOST_SENDERS = 50  # named; those who signed a petition are counted
MOST_SIGNATORIES = 1_000_000
LONGEST_DRAFT = 2_000_000
LINES = ("name", "organisation", "organisation_number", "board_decided_on", "on_behalf_of", "signatories", "email")
TICKS = ("show_name", "under_18")
JOINER = "\N{ZERO WIDTH JOINER}"


@dataclass
class Content:
    """The form's steps. `texts` keeps what was written about sections that were taken out again; `chosen` are shown."""

    chosen: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    no_remarks: bool = False
    sender_type: str = ""
    name: str = ""
    organisation: str = ""
    organisation_number: str = ""
    on_behalf_of: str = ""
    co_senders: str = ""
    signatories: str = ""
    board_decided_on: str = ""
    supports: str = ""
    email: str = ""
    show_name: bool = False
    under_18: bool = False
    trapped: bool = False  # see machine_signs
    shown: str = ""
    signs: list[str] = field(default_factory=list)
    writers: dict[str, str] = field(default_factory=dict)  # field: the page that wrote it last (see page_mark)

    @property
    def type(self) -> SenderType | None:
        return SenderType(self.sender_type) if self.sender_type in set(SenderType) else None

    @property
    def is_organisation(self) -> bool:
        return self.type is not None and self.type.is_organisation

    @property
    def may_show_name(self) -> bool:
        """Whether the name goes on the web once the address is confirmed."""
        return self.show_name and not self.is_organisation and not self.under_18 and bool(self.name and self.email)

    @property
    def others(self) -> list[str]:
        """Names of those who send it too."""
        return [name for name in map(line, self.co_senders.split("\n")) if name]

    @property
    def signed_by(self) -> int | None:
        """How many have signed; persons who are named without a number are counted with the sender."""
        counted = whole_number(self.signatories) or 0
        named = 1 + len(self.others) if self.others and not self.is_organisation else 0
        return max(counted, named) or None

    @property
    def adopted_on(self) -> date | None:
        """When the organisation's board adopted it."""
        return read_day(self.board_decided_on) if self.is_organisation else None

    @property
    def written(self) -> list[tuple[str, str]]:
        """(section key or WHOLE, text) of everything that was typed, in the order it was chosen."""
        return [(key, self.texts[key]) for key in self.chosen if self.texts.get(key, "").strip()]

    @property
    def size(self) -> int:
        """How many characters it holds, the names of its fields too."""
        return sum(len(key) + len(text) for key, text in self.texts.items()) + len(self.co_senders)

    def comments(self) -> list[tuple[str, str]]:
        """What is sent: all that was written; who only supports another statement says just that of the whole plan."""
        if self.written or self.no_remarks or not self.supports:
            return self.written
        return [(WHOLE, f"{capitalised(supports_line(self.supports))}.")]

    def write(self, key: str, text: str) -> None:
        """Take in what was typed about a section."""
        self.texts[key] = received(text)
        if key not in self.chosen:
            self.chosen.append(key)

    def take_out(self, key: str) -> None:
        """Show no field for the section; its text is kept until the answer is sent."""
        self.chosen = [other for other in self.chosen if other != key]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend. `field` is the name of the field; `text:<key>` for the text about a section."""

    field: str
    message: str


def from_json(stored: Mapping[str, Any]) -> Content:
    """What a draft holds, to be changed without changing the draft; unknown parts are left out."""
    known = {item.name for item in fields(Content)}
    return Content(**{name: value for name, value in deepcopy(dict(stored)).items() if name in known})


def to_json(content: Content) -> dict[str, Any]:
    return asdict(content)


def line(text: str) -> str:
    """One line as we keep it."""
    return " ".join(received(text).split())


def length(text: str) -> int:
    """How long people say a text is: marks on letters, skin tones and joined emoji do not count, a line end is one."""
    text = marks.composed(text.replace("\r\n", "\n"))
    if text.isascii():
        return len(text)
    return sum(_begins_character(before, character) for before, character in zip(" " + text, text, strict=False))


def _begins_character(before: str, character: str) -> bool:
    if before == JOINER or character == JOINER or "\U0001f3fb" <= character <= "\U0001f3ff":
        return False
    return unicodedata.category(character) not in ("Mn", "Me")


def text_faults(content: Content, open_keys: Iterable[str]) -> list[Fault]:
    """What is wrong with the remarks, given the sections that take any, and with whom they support."""
    if len(content.supports) > LONGEST_LINE:
        return [Fault("supports", _too_long())]
    written = content.comments()
    if not written and content.no_remarks:
        return []
    if not written:
        return [Fault(f"text:{key}", _("Skriv hva du mener.")) for key in content.chosen[:1] or [WHOLE]]
    faults = [fault for key, text in written if (fault := _text_fault(key, text))]
    allowed = {WHOLE, *open_keys}
    closed = _("Dette avsnittet tar ikke imot innspill. Flytt teksten til et annet avsnitt eller til hele planen.")
    faults += [Fault(f"text:{key}", closed) for key, _text in written if key not in allowed]
    if len(written) > MOST_COMMENTS:
        message = _(
            "Du kan skrive om høyst %(most)s avsnitt i ett innspill. Send resten i et nytt.", most=MOST_COMMENTS
        )
        faults.append(Fault(f"text:{written[MOST_COMMENTS][0]}", message))
    return faults


def sender_faults(content: Content) -> list[Fault]:
    """What is wrong with who the sender is said to be."""
    if content.type is None:
        return [Fault("sender_type", _("Velg hvem du svarer som."))]
    checks = (_organisation_faults if content.is_organisation else _person_faults)(content)
    return [*checks, *_long_lines(content), *_company_faults(content), *_email_faults(content)]


def _text_fault(key: str, text: str) -> Fault | None:
    size = length(text)
    if size <= LONGEST_COMMENT and len(text) <= 4 * LONGEST_COMMENT:
        return None
    over = max(size - LONGEST_COMMENT, 1)
    message = ngettext(
        "Teksten er %(size)s tegn. Grensen er %(limit)s. Kort den ned med %(num)s tegn.",
        "Teksten er %(size)s tegn. Grensen er %(limit)s. Kort den ned med %(over)s tegn.",
        over,
        size=number(size),
        limit=number(LONGEST_COMMENT),
        over=number(over),
    )
    return Fault(f"text:{key}", message)


def _organisation_faults(content: Content) -> list[Fault]:
    faults = []
    if not content.organisation:
        faults.append(Fault("organisation", _("Skriv navnet på organisasjonen.")))
    if content.organisation_number and not organisation_number.is_valid(content.organisation_number):
        message = _("Organisasjonsnummeret stemmer ikke. Det har ni sifre. Rett det, eller la feltet stå tomt.")
        faults.append(Fault("organisation_number", message))
    return faults


def _person_faults(content: Content) -> list[Fault]:
    faults = []
    if content.no_remarks:
        message = _(
            "«Ingen merknader» er for organisasjoner. Velg en organisasjon, eller gå tilbake og skriv hva du mener."
        )
        faults.append(Fault("sender_type", message))
    if content.show_name and not content.under_18:
        if not content.name:
            faults.append(Fault("name", _("Skriv navnet ditt hvis det skal vises.")))
        if not content.email:
            message = _("Skriv e-postadressen din hvis navnet skal vises. Vi må vite at det er du som ber om det.")
            faults.append(Fault("email", message))
    return faults


def _long_lines(content: Content) -> list[Fault]:
    lines = ("name", "organisation", "on_behalf_of", "email")
    return [Fault(name, _too_long()) for name in lines if len(getattr(content, name)) > LONGEST_LINE]


def _too_long() -> str:
    return _("Skriv høyst %(most)s tegn her.", most=LONGEST_LINE)


def _company_faults(content: Content) -> Iterator[Fault]:
    """What is wrong with those who send it too, and with the board's day."""
    others = content.others
    if len(others) > MOST_SENDERS or any(len(name) > LONGEST_LINE for name in others):
        message = _(
            "Skriv høyst %(most)s navn, ett på hver linje. Er dere flere, skriver du hvor mange som har skrevet under.",
            most=MOST_SENDERS,
        )
        yield Fault("co_senders", message)
    if content.signatories and not 1 < (whole_number(content.signatories) or 0) <= MOST_SIGNATORIES:
        message = _("Skriv hvor mange som har skrevet under, med sifre. La feltet stå tomt hvis du er alene.")
        yield Fault("signatories", message)
    if content.is_organisation and content.board_decided_on and not _is_past(content.adopted_on):
        yield Fault("board_decided_on", _("Skriv dagen styret vedtok uttalelsen, for eksempel 15.12.2026."))


def _is_past(day: date | None) -> bool:
    return day is not None and day.year >= EARLIEST and day <= clock.today()


def whole_number(typed: str) -> int | None:
    """The number in "127" or "1 200"; None for what is none."""
    digits = "".join(typed.split())
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None


def _email_faults(content: Content) -> list[Fault]:
    if not content.email or is_email(content.email):
        return []
    return [
        Fault(
            "email", _("E-postadressen ser ikke riktig ut. Skriv den som navn@eksempel.no, eller la feltet stå tomt.")
        )
    ]


def is_email(address: str) -> bool:
    """Whether mail can be addressed so; nobody is asked whether the address exists."""
    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True
