"""The forms of the plan's public page: its files, its phases, its adoption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, ValidationError

from app import clock
from app.fields.choice import options
from app.fields.day import DayField, DayRequired
from app.fields.partial_date import PartialDateField
from app.fields.text import one_line, paragraphs
from consultations.plans.adoption import AdoptionFacts
from consultations.plans.attached_file import ACCEPTED
from consultations.plans.phase import MOST, STATES, Phase, PhaseState, PlannedPhase, mark_of

SPARE_ROWS = 3


class AttachmentForm(FlaskForm):
    title = one_line(
        _l("Tittel"), 200, description=_l("Det folk ser i listen. La feltet stå tomt, så bruker vi navnet på filen.")
    )
    file = FileField(
        _l("Fil"),
        [FileRequired(_l("Velg filen."))],
        render_kw={"accept": ACCEPTED},
        description=_l(
            "PDF, Word (.docx), Excel (.xlsx), PNG eller JPEG, høyst 30 MB. "
            "Alle kan lese filen: ta først bort kommentarer, sporede endringer og personopplysninger."
        ),
    )


class RemovalForm(FlaskForm):
    reason = paragraphs(_l("Hvorfor tas filen bort?"), description=_l("Grunnen blir stående på plansiden."))


class AdoptionForm(FlaskForm):
    decided_on = DayField(_l("Vedtatt"), [DayRequired(_l("Velg datoen for vedtaket."))])
    body = one_line(_l("Vedtatt av"), 120, DataRequired(_l("Skriv hvem som vedtok planen.")))
    case_number = one_line(_l("Saksnummer i organet"), 30, description=_l("For eksempel PS 12/27."))
    valid_from = DayField(_l("Gjelder fra"), description=_l("La feltet stå tomt når planen gjelder fra vedtaket."))
    valid_to = DayField(_l("Gjelder til og med"))

    def validate_decided_on(self, field: Any) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_l("Datoen ligger fram i tid. Vent til planen er vedtatt."))

    def validate_valid_to(self, field: Any) -> None:
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(_l("Siste dag er før første dag. Bytt om på dem, eller rett det som er feil."))

    @property
    def facts(self) -> AdoptionFacts:
        assert self.decided_on.data and self.body.data
        valid = (self.valid_from.data, self.valid_to.data)
        return AdoptionFacts(self.decided_on.data, self.body.data, self.case_number.data or "", *valid)


class PhaseTimeField(PartialDateField):
    """Takes, besides a date, the words that an older phase has, as long as they stand as they were."""

    def __init__(self, label: Any, validators: Any = None, words: str = "", **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.typed = self.words = words

    def process_formdata(self, valuelist: list[str]) -> None:
        self.typed = valuelist[0].strip() if valuelist else self.words
        if not self.words or self.typed != self.words:
            super().process_formdata(valuelist)


class PhasesForm(FlaskForm):
    """Rows of title, time and state; `phases_form` makes the form. A row without a title is no phase."""

    seen = HiddenField()

    @property
    def rows(self) -> list[tuple[StringField, PhaseTimeField, SelectField]]:
        """The rows that are filled, and some to fill."""
        every = [(self[f"title_{n}"], self[f"when_{n}"], self[f"state_{n}"]) for n in range(1, MOST + 1)]
        filled = max(
            (n for n, (title, when, _state) in enumerate(every, 1) if title.data or when.typed or when.data), default=0
        )
        return every[: filled + SPARE_ROWS]

    @property
    def phases(self) -> list[PlannedPhase]:
        return [
            PlannedPhase(title.data, when.data, PhaseState(state.data), "" if when.data else when.typed)
            for title, when, state in self.rows
            if title.data
        ]


def phases_form(phases: Sequence[Phase]) -> PhasesForm:
    """The form, filled with the phases as they are."""
    fields: dict[str, Any] = {}
    states = options({state.value: label for state, label in STATES.items()})
    for n in range(1, MOST + 1):
        now = phases[n - 1] if n <= len(phases) else None
        fields[f"title_{n}"] = one_line(_l("Fase %(number)s", number=n), 80, default=now.title if now else "")
        fields[f"when_{n}"] = PhaseTimeField(
            _l("Når"), [_needs_a_title(n)], words=now.words if now else "", default=now.period if now else None
        )
        fields[f"state_{n}"] = SelectField(
            _l("Stadium"), choices=states, default=now.state if now else PhaseState.PLANNED
        )
    made: PhasesForm = type("PhasesForm", (PhasesForm,), fields)(data={"seen": mark_of(phases)})
    return made


def _needs_a_title(number: int) -> Any:
    def check(form: PhasesForm, field: Any) -> None:
        if (field.data or field.typed) and not form[f"title_{number}"].data:
            raise ValidationError(_l("Skriv også hva som skjer."))

    return check
