"""The forms of a hearing: its dates, a later deadline, moved meetings."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import DataRequired

from app.day_field import DayField, DayRequired
from consultations.hearings.dates import Dates
from consultations.hearings.deadline import Remark, Severity
from consultations.hearings.hearing_kind import HearingKind
from consultations.plans.forms import add_error, one_line, options, paragraphs


class MeetingsForm(FlaskForm):
    councils_on = DayField(_l("Råd og utvalg"))
    executive_on = DayField(_l("Formannskapet"))
    assembly_on = DayField(_l("Kommunestyret"))


class DatesForm(MeetingsForm):
    opens = DayField(_l("Åpner"), [DayRequired(_l("Velg dagen høringen åpner."))])
    last_day = DayField(_l("Siste dag"), [DayRequired(_l("Velg siste dag."))])
    kind = SelectField(_l("Slags høring"), choices=options({one.value: one.label for one in HearingKind}))
    period_reason = paragraphs(
        _l("Hvorfor er fristen kort?"), description=_l("Skriv en grunn bare når perioden er kortere enn anbefalt.")
    )
    decided_by_body = one_line(_l("Hvem vedtok det?"), 120, render_kw={"list": "organer"})
    decided_on = DayField(_l("Når?"))
    decided_case = one_line(_l("Saksnummer"), 30)

    @property
    def dates(self) -> Dates:
        """What was typed."""
        return Dates(**{name: self[name].data for name in Dates.__dataclass_fields__})


class ExtensionForm(FlaskForm):
    last_day = DayField(_l("Ny siste dag"), [DayRequired(_l("Velg den nye siste dagen."))])
    reason = paragraphs(
        _l("Hvorfor blir fristen forlenget?"),
        DataRequired(_l("Skriv hvorfor fristen blir forlenget. Alle kan lese grunnen.")),
        description=_l("Alle kan lese grunnen på høringssiden."),
    )


def show_remarks(form: Any, remarks: tuple[Remark, ...]) -> None:
    """Put what the rules refuse at the fields; where a reason would help, at the field for the reason."""
    for remark in remarks:
        if remark.severity is not Severity.WARN:
            name = "period_reason" if remark.severity is Severity.NEEDS_REASON else remark.field
            add_error(form[name], remark.message)
