"""The forms of a hearing: its dates, a later deadline, moved meetings, a corrected decision to hear the draft."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.validators import DataRequired

from app.fields.choice import options
from app.fields.day import DayField, DayRequired
from app.fields.text import add_error, one_line, paragraphs
from consultations.hearings.chain_form import ChainForm, rows_of
from consultations.hearings.dates import Dates
from consultations.hearings.deadline import DateRemark, Severity
from consultations.hearings.decision_to_hear import DecisionToHear
from consultations.hearings.hearing_kind import HearingKind

DATES = ("opens", "last_day", "kind", "period_reason", "decided_by_body", "decided_on", "decided_case")


class DatesForm(ChainForm):
    opens = DayField(_l("Åpner"), [DayRequired(_l("Velg dagen høringen åpner."))])
    last_day = DayField(_l("Siste dag"), [DayRequired(_l("Velg siste dag."))])
    kind = SelectField(_l("Slags høring"), choices=options({one.value: one.label for one in HearingKind}))
    period_reason = paragraphs(
        _l("Hvorfor er fristen kort?"), description=_l("Skriv en grunn bare når perioden er kortere enn anbefalt.")
    )
    decided_by_body = one_line(_l("Hvem vedtok det?"), 120, render_kw={"list": "organer"})
    decided_on = DayField(_l("Når?"))
    decided_case = one_line(_l("Saksnummer"), 30)
    no_decision = BooleanField(_l("Vedtak om høring er ikke nødvendig"))

    @property
    def dates(self) -> Dates:
        """What was typed."""
        typed = {name: self[name].data for name in DATES}
        return Dates(**typed, decision_needed=not self.no_decision.data, chain=self.planned)


def typed_dates(dates: Dates) -> dict[str, Any]:
    """Dates as the form's data."""
    chain = {"no_decision": not dates.decision_needed, "chain": rows_of(dates.chain)}
    return {name: getattr(dates, name) for name in DATES} | chain


class ExtensionForm(FlaskForm):
    last_day = DayField(_l("Ny siste dag"), [DayRequired(_l("Velg den nye siste dagen."))])
    reason = paragraphs(
        _l("Hvorfor blir fristen forlenget?"),
        DataRequired(_l("Skriv hvorfor fristen blir forlenget. Alle kan lese grunnen.")),
        description=_l("Alle kan lese grunnen på høringssiden."),
    )


class DecisionToHearForm(FlaskForm):
    decided_by_body = one_line(_l("Hvem vedtok det?"), 120, DataRequired(_l("Skriv hvem som vedtok det.")))
    decided_on = DayField(_l("Når?"), [DayRequired(_l("Velg dagen det ble vedtatt."))])
    decided_case = one_line(_l("Saksnummer"), 30)
    reason = paragraphs(
        _l("Hvorfor rettes det?"),
        DataRequired(_l("Skriv hvorfor det rettes. Alle kan lese grunnen.")),
        description=_l("Alle kan lese grunnen på høringssiden."),
    )

    @property
    def decision(self) -> DecisionToHear:
        return DecisionToHear(self.decided_by_body.data, self.decided_on.data, self.decided_case.data)


def show_remarks(form: Any, remarks: tuple[DateRemark, ...]) -> None:
    """Put what the rules refuse at the fields; where a reason would help, at the field for the reason."""
    for remark in remarks:
        if remark.severity is not Severity.WARN:
            name = "period_reason" if remark.severity is Severity.NEEDS_REASON else remark.field
            add_error(_field(form, name), remark.message)
    if "chain" in form:
        form.chain.errors = [row.errors for row in form.chain] if any(row.errors for row in form.chain) else []


def _field(form: Any, name: str) -> Any:
    """The field of that name, also of a row of the chain (chain-2-when)."""
    if not name.startswith("chain-"):
        return form[name]
    _chain, at, inner = name.split("-")
    return form.chain[int(at)].form[inner]
