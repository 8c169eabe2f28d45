"""The steps of an answer as forms. They show and carry; what is right or wrong is said by `content`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import cast

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, EmailField, RadioField, SelectChoice, StringField, TextAreaField

from app.fields.plain import PlainForm
from app.i18n import number
from app.text import received
from consultations.drafts.section import Section
from consultations.statements.content import LINES, LONGEST_COMMENT, TICKS, WHOLE, Content, Fault, line
from consultations.statements.sender_type import LABELS

WHOLE_FIELD = "hele-planen"
SUPPORTS_FIELD = "supports"
SECTION_FIELD = re.compile(r"avsnitt-([a-z0-9-]{1,80})")
MOST_FIELDS = 200

MOST_TYPED = 20_000  # of names


class SupportForm(PlainForm):
    """What stands under the texts of step 1."""

    supports = StringField(
        _l("Støtter du en annen uttalelse?"),
        description=_l("Skriv nummeret på innspillet, eller hvem uttalelsen er fra. Da trenger du ikke gjenta den."),
    )


class SenderForm(PlainForm):
    """Step 2: who you are."""

    sender_type = RadioField(
        _l("Hvem svarer du som?"),
        choices=[SelectChoice(kind.value, cast(str, label)) for kind, label in LABELS.items()],
        validate_choice=False,
        render_kw={"required": False},
    )
    organisation = StringField(_l("Organisasjonens navn"))
    organisation_number = StringField(_l("Organisasjonsnummer"), description=_l("Ni sifre."))
    name = StringField(_l("Navnet ditt"))
    on_behalf_of = StringField(
        _l("På vegne av"), description=_l("Hvis du skriver for noen andre, for eksempel en pårørende eller et styre.")
    )
    board_decided_on = StringField(
        _l("Dagen styret vedtok uttalelsen"), description=_l("For eksempel 15.12.2026. Gjelder også råd og utvalg.")
    )
    co_senders = TextAreaField(
        _l("Andre som sender dette sammen med dere"),
        description=_l(
            "Ett navn på hver linje. Svarer du for en organisasjon, viser vi navnene på nettsiden. Ellers viser vi dem "
            "ikke."
        ),
    )
    signatories = StringField(
        _l("Antall underskrifter"), description=_l("Hvis flere har skrevet under. Vi viser bare antallet.")
    )
    email = EmailField(
        _l("E-postadressen din"),
        description=_l("Vi sender kvittering og svar hit. Adressen blir ikke vist på nettsiden."),
    )
    show_name = BooleanField(
        _l("Vis navnet mitt på nettsiden"),
        description=_l("Da sender vi deg en e-post som du bekrefter. Ellers står det «Privatperson»."),
    )
    under_18 = BooleanField(_l("Jeg er under 18 år"), description=_l("Da viser vi aldri navnet ditt."))


class DraftLinkForm(PlainForm):
    """Where to send the link to a draft."""

    email = EmailField(_l("E-postadressen din"))


def sender_form(content: Content, faults: Iterable[Fault] = ()) -> SenderForm:
    """Step 2 filled with what was typed, each fault at its field."""
    form = SenderForm(held={name: getattr(content, name) for name in ("sender_type", *LINES, "co_senders", *TICKS)})
    for fault in faults:
        mark(form, fault.field, fault.message)
    return form


def write_form(content: Content, sections: Sequence[Section], faults: Iterable[Fault] = ()) -> PlainForm:
    """Step 1: a large field for each chosen section, in the order they were chosen."""
    labels = {section.key: section.label for section in sections}
    hint = _l("Høyst %(limit)s tegn.", limit=number(LONGEST_COMMENT))
    fields = {
        field_name(key): TextAreaField(_question(key, labels), description=hint, render_kw={"lang": ""})
        for key in content.chosen
    }
    held = {field_name(key): content.texts.get(key, "") for key in content.chosen} | {"supports": content.supports}
    form: PlainForm = type("WriteForm", (SupportForm,), fields)(held=held)
    for fault in faults:
        kind, _colon, key = fault.field.partition(":")
        mark(form, field_name(key) if kind == "text" else kind, fault.message)
    return form


def field_name(key: str) -> str:
    """The name (and id) of the field for a section."""
    return f"avsnitt-{key}" if key else WHOLE_FIELD


def mark(form: PlainForm, name: str, message: str) -> None:
    """Put a fault at its field."""
    if name in form:
        form[name].errors = [*form[name].errors, message]


def read_texts(content: Content, posted: MultiDict[str, str]) -> None:
    """Take in what was written; sections of the draft that were not on the page stay as they are."""
    if SUPPORTS_FIELD in posted:
        content.supports = line(posted[SUPPORTS_FIELD])[:1000]
    for name in list(posted)[:MOST_FIELDS]:
        found = SECTION_FIELD.fullmatch(name)
        key = found[1] if found else WHOLE
        if name == WHOLE_FIELD or (found and (posted[name] or key in content.chosen)):
            content.write(key, posted[name])


def read_sender(content: Content, posted: MultiDict[str, str]) -> None:
    """Take in who the sender says to be; only what this step asks for."""
    content.sender_type = posted.get("sender_type", "")[:20]
    for name in LINES:
        setattr(content, name, line(posted.get(name, ""))[:1000])
    content.co_senders = received(posted.get("co_senders", ""))[:MOST_TYPED]
    for name in TICKS:
        setattr(content, name, bool(posted.get(name)))


def carried(content: Content) -> list[tuple[str, str]]:
    """Everything typed as hidden fields of the last step: what is sent is what was shown."""
    texts = [(field_name(key), text) for key, text in content.comments()]
    lines = [(name, getattr(content, name)) for name in ("sender_type", *LINES)]
    ticks = [(name, "y") for name in TICKS if getattr(content, name)]
    others = ("co_senders", content.co_senders), (SUPPORTS_FIELD, content.supports)
    return [*texts, *((name, value) for name, value in (*lines, *others) if value), *ticks]


def _question(key: str, labels: dict[str, str]) -> str:
    if key == WHOLE:
        return str(_l("Hva mener du om planen som helhet?"))
    if key not in labels:
        return str(_l("Avsnittet finnes ikke lenger"))
    return str(_l("Hva mener du om «%(section)s»?", section=labels[key]))
