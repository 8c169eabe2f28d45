"""The form by which one statement is decided. Everything typed in it comes back, whichever button was pressed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
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
from consultations.statements.publication import Passage
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Publicity, Statement
from moderation.decision import Again
from moderation.passage import Found, places, removals

MOST_LINES = 50
LONGEST_NOTE = 2000

REASONS = [SelectChoice(one.value, cast(str, one.label)) for one in ReasonClass]


class DecisionForm(FlaskForm):
    """`act` tells the button: preview, approve or withhold."""

    version = HiddenField()
    remove = SelectMultipleField(
        _l("Fjern dette før publisering"), option_widget=CheckboxInput(), validate_choice=False
    )
    words = TextAreaField(
        _l("Fjern også disse ordene"),
        [Length(max=10_000, message=_l("Skriv kortere, høyst %(max)d tegn."))],
        description=_l("Lim inn ord fra teksten, ett sted på hver linje. De blir fjernet overalt der de står."),
    )
    removal_reason = SelectField(_l("Grunn til at ordene er fjernet"), choices=REASONS)
    hide_name = BooleanField()
    reason = RadioField(_l("Hvorfor skal innspillet ikke vises?"), choices=REASONS, validate_choice=False)
    note = TextAreaField(
        _l("Melding til avsenderen"),
        [Length(max=LONGEST_NOTE, message=_l("Meldingen kan ha høyst 2 000 tegn."))],
        description=_l("Vises bare for den som har kvitteringskoden. Forklar gjerne hvordan teksten kan rettes."),
    )
    again = RadioField(_l("Hvorfor vurderer du på nytt?"), validate_choice=False)

    def __init__(self, statement: Statement, found: list[Found], **given: Any) -> None:
        self._statement, self._found = statement, found
        super().__init__(**given)
        self.remove.choices = [SelectChoice(one.key, f"{one.words} – {one.label}") for one in found]
        self.again.choices = [SelectChoice(one.value, cast(str, one.label)) for one in Again]

    @property
    def lines(self) -> list[str]:
        """The pasted words, one entry a line."""
        return [line.strip() for line in received(self.words.data or "").split("\n") if line.strip()]

    @property
    def removals(self) -> dict[int, list[Passage]]:
        """What to remove, by comment id."""
        chosen = set(self.remove.data or [])
        return removals([one for one in self._found if one.key in chosen], self._statement, self.lines)

    @property
    def removed_words(self) -> set[str]:
        """Everything that is to be removed, as it is written."""
        chosen = set(self.remove.data or [])
        return {*self.lines, *(one.words for one in self._found if one.key in chosen)}

    @property
    def written_note(self) -> str:
        return received(self.note.data or "").strip()

    @property
    def seen_version(self) -> int:
        """The version the moderator saw, as the form says; 0, which no statement has, where it does not."""
        raw = str(next(iter(self.version.raw_data or []), ""))
        return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else 0

    def validate_remove(self, field: SelectMultipleField) -> None:
        if set(field.data or []) - {one.key for one in self._found}:
            raise ValidationError(_("Funnene er regnet ut på nytt. Se over hva som skal fjernes."))

    def validate_words(self, _field: TextAreaField) -> None:
        if len(self.lines) > MOST_LINES:
            raise ValidationError(_("Skriv høyst %(most)s linjer.", most=MOST_LINES))
        for line in self.lines:
            if len(line) < 2:
                raise ValidationError(_("«%(words)s» er for kort. Skriv minst to tegn.", words=line))
            if not any(places(comment.text, line) for comment in self._statement.comments):
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
        return right


class BulkForm(Form):
    """Statements to approve together: each value is `reference:version`."""

    chosen = SelectMultipleField(validate_choice=False)

    @property
    def pairs(self) -> dict[str, int]:
        """The version seen, by reference; what is no such pair is dropped."""
        return dict(_pairs(self.chosen.data or []))


def _refuse(field: Any, words: str) -> bool:
    field.errors = [*field.errors, words]
    return False


def _pairs(values: Iterable[str]) -> Iterable[tuple[str, int]]:
    for value in values:
        ref, _colon, version = value.partition(":")
        if version.isascii() and version.isdigit() and len(version) < 9:
            yield ref, int(version)
