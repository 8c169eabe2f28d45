"""What a planner copies from the minutes, and where a body departed from the proposal."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from app.fields.choice import ChoiceField, options
from app.fields.text import no_national_id, tidy, too_long
from app.municipalities.body import Body
from consultations.drafts.section import Section
from consultations.editions.edition import Edition
from consultations.outcomes.decision import KINDS, RESULTS, Decision
from consultations.outcomes.departure import Wording
from consultations.outcomes.recording import Minutes
from consultations.points.verdict import VERDICTS

AS_THE_ADMINISTRATION = "as_proposed"


class DecisionForm(FlaskForm):
    body = ChoiceField(_l("Utvalg"), [InputRequired(_l("Velg utvalg."))])
    kind = RadioField(_l("Hva er det"), [InputRequired(_l("Velg innstilling eller vedtak."))], choices=options(KINDS))
    decided_on = DateField(_l("Møtedato"), [InputRequired(_l("Skriv datoen for møtet."))])
    case_number = StringField(
        _l("Saksnummer"),
        [InputRequired(_l("Skriv saksnummeret.")), too_long(30)],
        filters=[tidy],
        description=_l("Slik det står i protokollen, for eksempel PS 4/27."),
    )
    result = ChoiceField(_l("Resultat"), [InputRequired(_l("Velg resultatet."))])
    text = TextAreaField(
        _l("Vedtaket, ord for ord"), [InputRequired(_l("Skriv vedtaket.")), too_long(50_000)], filters=[tidy]
    )
    edition = ChoiceField(_l("Utgaven utvalget leste"), [Optional()], default="")
    version = HiddenField(default="0")

    def offer(self, bodies: list[Body], editions: Sequence[Edition]) -> None:
        made = {str(one.number): _l("Utgave %(number)s", number=one.number) for one in editions}
        self.edition.choices = options({"": _l("Den nyeste på møtedagen")} | made)
        self.body.choices = options({"": _l("Velg utvalg")} | {str(body.id): body.name for body in bodies})
        self.result.choices = options({"": _l("Velg resultat")} | RESULTS)

    def read(self, decision: Decision) -> None:
        self.body.data, self.kind.data, self.result.data = str(decision.body_id), decision.kind, decision.result
        self.decided_on.data, self.case_number.data = decision.decided_on, decision.case_number
        self.text.data, self.version.data = decision.text, str(decision.version)
        self.edition.data = str(decision.edition.number) if decision.edition else ""

    @property
    def minutes(self) -> Minutes:
        return Minutes(
            body_id=int(self.body.data),
            kind=self.kind.data,
            result=self.result.data,
            decided_on=self.decided_on.data,
            case_number=self.case_number.data,
            text=self.text.data,
            edition=int(self.edition.data) if self.edition.data else None,
        )


class ChangeFields(FlaskForm):
    """A sentence of the draft and what the body put in its place."""

    section = ChoiceField(_l("Hvor i planen"), [Optional()])
    text_before = TextAreaField(
        _l("Slik sto det i utkastet"),
        [too_long(5000), no_national_id],
        filters=[tidy],
        description=_l("Hele setningen. La feltet stå tomt når utvalget la til noe nytt."),
    )
    text_after = TextAreaField(
        _l("Slik vedtok utvalget det"),
        [too_long(5000), no_national_id],
        filters=[tidy],
        description=_l("Hele den nye setningen. La feltet stå tomt når utvalget tok setningen ut."),
    )

    def offer_sections(self, sections: Sequence[Section]) -> None:
        places = {section.key: section.label for section in sections}
        self.section.choices = options({"": _l("Hele planen")} | places)


class DepartureForm(ChangeFields):
    numbers = StringField(
        _l("Punkter"),
        [InputRequired(_l("Skriv numrene på punktene.")), too_long(2000)],
        filters=[tidy],
        description=_l("Numre fra merknadstabellen, for eksempel 12-2, 14-1, 31-1b."),
    )
    scope = RadioField(
        _l("Gjelder"),
        choices=options({"points": _l("bare disse punktene"), "answers": _l("alle punkter med samme svar")}),
        default="points",
    )
    verdict = ChoiceField(_l("Utfall"), [InputRequired(_l("Velg hva utvalget kom til."))])
    note = TextAreaField(
        _l("Hva utvalget bestemte, og hvorfor"),
        [InputRequired(_l("Skriv hva utvalget bestemte.")), too_long(5000), no_national_id],
        filters=[tidy],
        description=_l("Står på resultatsiden og på kvitteringen til dem det gjelder."),
    )

    def offer(self, sections: Sequence[Section]) -> None:
        self.offer_sections(sections)
        verdicts = {code: verdict.outcome or verdict.label for code, verdict in VERDICTS.items()}
        back = {AS_THE_ADMINISTRATION: _l("Tilbake til det administrasjonen foreslo")}
        self.verdict.choices = options({"": _l("Velg utfall")} | verdicts | back)

    @property
    def wording(self) -> Wording:
        return Wording(
            verdict=None if self.verdict.data == AS_THE_ADMINISTRATION else self.verdict.data,
            note=self.note.data,
            section_key=self.section.data or None,
            text_before=self.text_before.data,
            text_after=self.text_after.data,
        )

    @property
    def texts(self) -> tuple[str, ...]:
        return self.note.data or "", self.text_before.data or "", self.text_after.data or ""


class AmendmentForm(ChangeFields):
    note = TextAreaField(_l("Hvorfor"), [too_long(5000), no_national_id], filters=[tidy])

    @property
    def texts(self) -> tuple[str, ...]:
        return self.note.data or "", self.text_before.data or "", self.text_after.data or ""


class ClosingForm(FlaskForm):
    """Whether nothing is changed is asked for only where a body decided «med endringer» and nothing is marked."""

    nothing_departs = BooleanField(_l("Ja, det er riktig: vedtaket endret ikke noe punkt og ikke noe i planen"))
