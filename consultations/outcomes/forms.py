"""What a planner copies from the minutes, and where a body departed from the proposal."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.municipalities.body import Body
from consultations.assessment.forms import Choice, listed, too_long
from consultations.assessment.verdict import VERDICTS
from consultations.outcomes.decision import KINDS, RESULTS, Decision, Minutes
from consultations.plans.forms import tidy


class DecisionForm(FlaskForm):
    body = Choice(_l("Utvalg"), [InputRequired(_l("Velg utvalg."))])
    kind = RadioField(
        _l("Hva er det"), [InputRequired(_l("Velg innstilling eller vedtak."))], choices=listed(KINDS.items())
    )
    decided_on = DateField(_l("Møtedato"), [InputRequired(_l("Skriv datoen for møtet."))])
    case_number = StringField(
        _l("Saksnummer"),
        [InputRequired(_l("Skriv saksnummeret.")), too_long(30)],
        filters=[tidy],
        description=_l("Slik det står i protokollen, for eksempel PS 4/27."),
    )
    result = Choice(_l("Resultat"), [InputRequired(_l("Velg resultatet."))])
    text = TextAreaField(
        _l("Vedtaket, ord for ord"), [InputRequired(_l("Skriv vedtaket.")), too_long(50_000)], filters=[tidy]
    )
    version = HiddenField(default="0")

    def offer(self, bodies: list[Body]) -> None:
        self.body.choices = listed([("", _l("Velg utvalg")), *((str(body.id), body.name) for body in bodies)])
        self.result.choices = listed([("", _l("Velg resultat")), *RESULTS.items()])

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
        [InputRequired(_l("Skriv numrene på punktene.")), too_long(2000)],
        filters=[tidy],
        description=_l("Numre fra merknadstabellen, for eksempel 12-2, 14-1, 31-1b."),
    )
    scope = RadioField(
        _l("Gjelder"),
        choices=listed([("points", _l("bare disse punktene")), ("answers", _l("alle punkter med samme svar"))]),
        default="points",
    )
    verdict = Choice(_l("Utfall"), [InputRequired(_l("Velg hva utvalget kom til."))])
    note = TextAreaField(
        _l("Hva utvalget vedtok"), [InputRequired(_l("Skriv hva utvalget vedtok.")), too_long(5000)], filters=[tidy]
    )

    def offer(self) -> None:
        self.verdict.choices = listed(
            [("", _l("Velg utfall")), *((code, verdict.label) for code, verdict in VERDICTS.items())]
        )
