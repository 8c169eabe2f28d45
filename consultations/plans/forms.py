"""The forms of the plan: its headings and facts, and a line of its status log."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, IntegerField, SelectChoice, SelectField
from wtforms.validators import URL, DataRequired, Email, Length, NumberRange, Optional, Regexp, ValidationError

from app.fields.choice import options
from app.fields.day import DayField, DayRequired
from app.fields.text import folded, one_line, paragraphs
from app.municipalities.municipality import current_municipality
from consultations.plans.correction import LANGUAGES
from consultations.plans.plan import plans_of
from consultations.plans.plan_type import PlanType


class YearField(IntegerField):
    """A year or None."""

    def __init__(self, label: Any, **options: Any) -> None:
        wrong = _l("Se etter om årstallet er riktig.")
        super().__init__(label, [Optional(), NumberRange(min=1990, max=2100, message=wrong)], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValidationError(_l("Skriv et årstall med fire tall, for eksempel 2032.")) from None


def _number(value: Any) -> int | None:
    """The number of a plan that was chosen, None for none."""
    return int(value) if value not in (None, "", "None") else None


class PlanForm(FlaskForm):
    seen = HiddenField()
    title = one_line(_l("Tittel"), 200, DataRequired(_l("Gi planen en tittel.")))
    plan_type = SelectField(
        _l("Plantype"),
        [DataRequired(_l("Velg en plantype."))],
        choices=options({"": _l("Velg")} | {one.value: one.label for one in PlanType}),
        description=_l("Plantypen avgjør hvor lang høringen må være."),
    )
    language = SelectField(_l("Språket i planen"), choices=options(LANGUAGES))
    period_from = YearField(_l("Gjelder fra år"))
    period_to = YearField(_l("Gjelder til år"))
    case_number = one_line(
        _l("Saksnummer"), 30, description=_l("Slik det står i sakssystemet, for eksempel 2026/1234.")
    )
    summary = paragraphs(
        _l("Kort omtale"),
        Length(max=600, message=_l("Skriv kortere, høyst %(max)d tegn.")),
        description=_l("To eller tre setninger i klarspråk. Står øverst på høringssiden."),
    )
    can_influence = paragraphs(_l("Dette kan du påvirke"))
    is_fixed = paragraphs(_l("Dette ligger fast"))
    purpose = paragraphs(_l("Hva skal vi oppnå?"))
    background = paragraphs(_l("Bakgrunn"))
    target_group = paragraphs(_l("Hvem er målgruppen?"))
    actions = paragraphs(_l("Hva skal vi gjøre?"))
    involved = paragraphs(
        _l("Hvem er involvert?"), description=_l("Arbeidsgruppe og medvirkning: roller, ikke navn på innbyggere.")
    )
    timing = paragraphs(
        _l("Når?"), description=_l("Hva skjer når? Skriv uke, måned eller årstid når dagen ikke er bestemt.")
    )
    legal_basis = paragraphs(_l("Hjemmel"), description=_l("La feltet stå tomt, så fyller vi det ut etter plantypen."))
    unit = one_line(_l("Ansvarlig enhet"), 120)
    contact_name = one_line(_l("Navn"), 120)
    contact_phone = one_line(
        _l("Telefon"), 30, Optional(), Regexp(r"\+?[\d ]{5,20}$", message=_l("Skriv telefonnummeret med bare tall."))
    )
    contact_email = EmailField(
        _l("E-post"),
        [
            Optional(),
            Length(max=200, message=_l("Skriv kortere, høyst %(max)d tegn.")),
            Email(_l("Skriv en hel e-postadresse, for eksempel post@kommune.no.")),
        ],
        filters=[folded],
    )

    reason = paragraphs(
        _l("Hvorfor rettes det?"),
        description=_l("Står i statusloggen på den åpne siden, sammen med det som sto før."),
    )

    predecessor_id = SelectField(
        _l("Plan i denne kommunen"),
        coerce=_number,
        description=_l("Velg planen som denne avløser, hvis den ligger her."),
    )
    predecessor_name = one_line(
        _l("Navn på en annen plan"), 200, description=_l("Når planen ikke ligger her: skriv hva den heter.")
    )
    predecessor_url = one_line(
        _l("Adressen til den"),
        500,
        Optional(),
        URL(message=_l("Skriv en hel nettadresse, for eksempel https://www.kommune.no/plan.")),
        Regexp(r"https?://", re.IGNORECASE, message=_l("Nettadressen må begynne med https:// eller http://.")),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = getattr(options.get("obj"), "id", None)
        others = [SelectChoice(one.id, one.title) for one in plans_of(current_municipality().id) if one.id != own]
        self.predecessor_id.choices = [SelectChoice("", _l("Ingen")), *others]

    def validate_predecessor_url(self, field: Any) -> None:
        if field.data and not self.predecessor_name.data:
            raise ValidationError(_l("Skriv også hva planen heter."))

    def validate_period_to(self, field: Any) -> None:
        if field.data and self.period_from.data and field.data < self.period_from.data:
            raise ValidationError(_l("Siste år er før første år. Bytt om på dem, eller rett det som er feil."))


class StatusForm(FlaskForm):
    on_date = DayField(_l("Dato"), [DayRequired(_l("Velg en dato."))])
    text = paragraphs(_l("Hva skjedde?"), DataRequired(_l("Skriv hva som skjedde.")))
