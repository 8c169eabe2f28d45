"""The form by which one statement is decided. Everything typed in it comes back, whichever button was pressed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    Form,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput

from app import personal_data
from app.text import received
from consultations.statements.public_field import public_fields
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Removals
from consultations.statements.statement import Publicity, Statement
from moderation.decision import Again
from moderation.passage import MarkedFinding, left_standing, places, removals

MOST_LINES = 50
LONGEST_NOTE = 2000

REASONS = [SelectChoice(one.value, cast(str, one.label)) for one in ReasonClass]


class ModerationForm(FlaskForm):
    """`act` tells the button: add, preview, approve or withhold.

    Each finding has its reason beside it (`reason-<key>`). Pasted words are for one reason; added or previewed they
    become `kept`, each with a reason of its own, and the field is free for others.
    """

    version = HiddenField()
    remove = SelectMultipleField(
        _l("Fjern dette før publisering"), option_widget=CheckboxInput(), validate_choice=False
    )
    words = TextAreaField(
        _l("Fjern også disse ordene"),
        [Length(max=10_000, message=_l("Skriv kortere, høyst %(max)d tegn."))],
        description=_l("Lim inn ord fra teksten, ett sted på hver linje. De blir fjernet overalt der de står."),
    )
    removal_reason = SelectField(_l("Grunn til at disse ordene fjernes"), choices=REASONS)
    hide_name = BooleanField()
    reason = RadioField(_l("Hvorfor skal innspillet ikke vises?"), choices=REASONS, validate_choice=False)
    note = TextAreaField(
        _l("Melding til avsenderen"),
        [Length(max=LONGEST_NOTE, message=_l("Meldingen kan ha høyst 2 000 tegn."))],
        description=_l("Vises bare for den som har kvitteringskoden. Forklar gjerne hvordan teksten kan rettes."),
    )
    again = RadioField(_l("Hvorfor vurderer du på nytt?"), validate_choice=False)

    def __init__(self, statement: Statement, found: list[MarkedFinding], **given: Any) -> None:
        self._statement = statement
        self.found = [replace(one, reason=_reason_of(one, request.form)) for one in found]
        self.kept = list(_kept(request.form))
        super().__init__(**given)
        self.remove.choices = [SelectChoice(one.key, f"{one.words} – {one.label}") for one in found]
        self.again.choices = [SelectChoice(one.value, cast(str, one.label)) for one in Again]

    @property
    def lines(self) -> list[str]:
        """The pasted words, one entry a line."""
        return [line.strip() for line in received(self.words.data or "").split("\n") if line.strip()]

    @property
    def chosen(self) -> list[MarkedFinding]:
        """The findings that are ticked, each with its reason."""
        ticked = set(self.remove.data or [])
        return [one for one in self.found if one.key in ticked]

    @property
    def all_words(self) -> dict[str, ReasonClass]:
        """Words to remove wherever they stand, and why."""
        return dict(self.kept) | {line: ReasonClass(self.removal_reason.data) for line in self.lines}

    @property
    def removals(self) -> Removals:
        """What to remove."""
        return removals(self.chosen, self._statement, self.all_words)

    @property
    def removed_words(self) -> set[str]:
        """Everything that is to be removed, as it is written."""
        return {*self.all_words, *(one.words for one in self.chosen)}

    def keep_words(self) -> None:
        """What was pasted stands in the list from now on, so that other words can be pasted for another reason."""
        self.kept = list(self.all_words.items())
        self.words.data = ""

    @property
    def written_note(self) -> str:
        return received(self.note.data or "").strip()

    @property
    def seen_version(self) -> int:
        """The version the moderator saw, as the form says; 0, which no statement has, where it does not."""
        raw = str(next(iter(self.version.raw_data or []), ""))
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0

    def validate_remove(self, field: SelectMultipleField) -> None:
        if set(field.data or []) - {one.key for one in self.found}:
            raise ValidationError(_("Funnene er regnet ut på nytt. Se over hva som skal fjernes."))
        if not {reason for name, reason in request.form.items() if name.startswith("reason-")} <= set(ReasonClass):
            raise ValidationError(_("Velg en grunn for hvert sted."))

    def validate_words(self, _field: TextAreaField) -> None:
        if len(self.lines) + len(self.kept) > MOST_LINES:
            raise ValidationError(_("Skriv høyst %(most)s linjer.", most=MOST_LINES))
        for line in self.lines:
            if len(line) < 2:
                raise ValidationError(_("«%(words)s» er for kort. Skriv minst to tegn.", words=line))
            if not any(places(field.text, line) for field in public_fields(self._statement)):
                raise ValidationError(
                    _("Vi finner ikke «%(words)s» i innspillet. Lim inn nøyaktig slik det står.", words=line[:80])
                )

    def validate_note(self, field: TextAreaField) -> None:
        grave = {one.kind for one in personal_data.find(field.data or "")} & {"national_id", "account"}
        if grave:
            raise ValidationError(_("Meldingen inneholder et fødselsnummer eller kontonummer. Ta det bort."))

    def validate_for(self, act: str) -> bool:
        """Whether the form is right for the button that was pressed; the errors are left at their fields."""
        seen = self.seen_version == self._statement.version
        decided_before = seen and self._statement.publicity != Publicity.WAITING
        right = bool(self.validate())
        if act == "withhold" and self.reason.data not in set(ReasonClass):
            right = _refuse(self.reason, _("Velg en grunn."))
        if decided_before and act != "preview" and self.again.data not in set(Again):
            right = _refuse(self.again, _("Velg hvorfor du vurderer på nytt."))
        if (
            act == "approve"
            and right
            and left_standing(self._statement, self.removals, with_name=not self.hide_name.data)
        ):
            right = _refuse(self.remove, _("Et fødselsnummer kan ikke vises på nettet. Kryss av for at det fjernes."))
        return right


class BulkForm(Form):
    """Statements to approve together: each value is `reference:version`."""

    chosen = SelectMultipleField(validate_choice=False)

    @property
    def pairs(self) -> dict[str, int]:
        """The version seen, by reference; what is no such pair is dropped."""
        return dict(_pairs(self.chosen.data or []))


def _reason_of(found: MarkedFinding, typed: Mapping[str, str]) -> ReasonClass:
    """The reason chosen beside a finding; what is no reason is refused by `validate_remove`."""
    chosen = typed.get(f"reason-{found.key}")
    return ReasonClass(chosen) if chosen in set(ReasonClass) else found.reason


def _kept(typed: MultiDict[str, str]) -> Iterable[tuple[str, ReasonClass]]:
    """Words that were added before; those without a reason are to stay in the text after all."""
    for words, reason in zip(typed.getlist("word"), typed.getlist("word-reason"), strict=False):
        if reason in set(ReasonClass) and received(words).strip():
            yield received(words).strip(), ReasonClass(reason)


def _refuse(field: Any, words: str) -> bool:
    field.errors = [*field.errors, words]
    return False


def _pairs(values: Iterable[str]) -> Iterable[tuple[str, int]]:
    for value in values:
        ref, _colon, version = value.partition(":")
        if version.isascii() and version.isdigit() and len(version) < 9:
            yield ref, int(version)
