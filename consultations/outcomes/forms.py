"""What a planner copies from the minutes, and where a body departed from the proposal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.municipalities.body import Body
from app.text import received
from consultations.assessment.verdict import VERDICTS
from consultations.outcomes.decision import KINDS, RESULTS, Decision, Minutes


def _clean(text: str | None) -> str:
    return received(text or "").strip()


def _too_long(most: int) -> Length:
    return Length(max=most, message=_l("Teksten er for lang. Grensen er %(most)s tegn.", most=most))


def _listed(choices: Iterable[tuple[str, LazyString | str]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]


class _Choice(SelectField):
    """A list that says in plain words when it was given something else."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms calls it so
        if str(self.data) not in {str(choice.value) for choice in self.choices or ()}:
            raise ValueError(_l("Velg noe fra listen."))


class DecisionForm(FlaskForm):
    body = _Choice(_l("Utvalg"), [InputRequired(_l("Velg utvalg."))])
    kind = RadioField(
        _l("Hva er det"), [InputRequired(_l("Velg innstilling eller vedtak."))], choices=_listed(KINDS.items())
    )
    decided_on = DateField(_l("Møtedato"), [InputRequired(_l("Skriv datoen for møtet."))])
    case_number = StringField(
        _l("Saksnummer"),
        [InputRequired(_l("Skriv saksnummeret.")), _too_long(30)],
        filters=[_clean],
        description=_l("Slik det står i protokollen, for eksempel PS 4/27."),
    )
    result = _Choice(_l("Resultat"), [InputRequired(_l("Velg resultatet."))])
    text = TextAreaField(
        _l("Vedtaket, ord for ord"), [InputRequired(_l("Skriv vedtaket.")), _too_long(50_000)], filters=[_clean]
    )
    version = HiddenField(default="0")

    def offer(self, bodies: list[Body]) -> None:
        self.body.choices = _listed([("", _l("Velg utvalg")), *((str(body.id), body.name) for body in bodies)])
        self.result.choices = _listed([("", _l("Velg resultat")), *RESULTS.items()])

    def read(self, decision: Decision) -> None:
        self.body.data, self.kind.data, self.result.data = str(decision.body_id), decision.kind, decision.result
        self.decided_on.data, self.case_number.data = decision.decided_on, decision.case_number
        self.text.data, self.version.data = decision.text, str(decision.version)

    @property
    def minutes(self) -> Minutes:
        return Minutes(
            body_id=int(self.body.data),
            kind=self.kind.data,
            result=self.result.data,
            decided_on=self.decided_on.data,
            case_number=self.case_number.data,
            text=self.text.data,
        )


class DepartureForm(FlaskForm):
    numbers = StringField(
        _l("Punkter"),
        [InputRequired(_l("Skriv numrene på punktene.")), _too_long(2000)],
        filters=[_clean],
        description=_l("Numre fra merknadstabellen, for eksempel 12-2, 14-1, 31-1b."),
    )
    scope = RadioField(
        _l("Gjelder"),
        choices=_listed([("points", _l("bare disse punktene")), ("answers", _l("alle punkter med samme svar"))]),
        default="points",
    )
    verdict = _Choice(_l("Utfall"), [InputRequired(_l("Velg hva utvalget kom til."))])
    note = TextAreaField(
        _l("Hva utvalget vedtok"), [InputRequired(_l("Skriv hva utvalget vedtok.")), _too_long(5000)], filters=[_clean]
    )

    def offer(self) -> None:
        self.verdict.choices = _listed(
            [("", _l("Velg utfall")), *((code, verdict.label) for code, verdict in VERDICTS.items())]
        )
