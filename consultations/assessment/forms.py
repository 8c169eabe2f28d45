"""What planners fill in. Text comes in as `app.text.received` leaves it; a refused form keeps everything."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from app.fields.choice import ChoiceField, options
from app.fields.text import no_national_id, tidy, too_long
from consultations.assessment.answering import AnswerContent, content_of
from consultations.drafts.section import Section
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.points.theme import Theme
from consultations.points.verdict import VERDICTS, Need, missing

LONGEST = 20_000


class AssessmentForm(FlaskForm):
    """The answer itself. `version` is that of the answer that was read; 0 where there was none."""

    text = TextAreaField(_l("Vurdering"), [too_long(LONGEST)], filters=[tidy])
    verdict = ChoiceField(_l("Konklusjon"), [Optional()])
    reason = TextAreaField(_l("Begrunnelse for konklusjonen"), [too_long(LONGEST)], filters=[tidy])
    change_before = TextAreaField(
        _l("Slik står det i utkastet"),
        [too_long(LONGEST)],
        filters=[tidy],
        description=_l("Hele setningen som endres. La feltet stå tomt når teksten er ny."),
    )
    change = TextAreaField(
        _l("Slik skal det stå"),
        [too_long(LONGEST)],
        filters=[tidy],
        description=_l("Hele den nye setningen. La feltet stå tomt når setningen tas ut."),
    )
    change_section = ChoiceField(_l("Hvor i planen"), [Optional()])
    version = HiddenField(default="0")

    def offer(self, sections: list[Section]) -> None:
        known = {code: verdict.label for code, verdict in VERDICTS.items()}
        self.verdict.choices = options({"": _l("Ikke bestemt ennå")} | known)
        places = {section.key: section.label for section in sections}
        self.change_section.choices = options({"": _l("Ikke valgt")} | places)

    def read(self, assessment: Assessment | None) -> None:
        """Fill in what stands now."""
        if assessment is not None:
            stored = content_of(assessment)
            self.text.data, self.verdict.data, self.reason.data = stored.text, stored.verdict or "", stored.reason
            self.change_before.data, self.change.data = stored.change_before, stored.change
            self.change_section.data = stored.change_section_key or ""
        self.version.data = str(assessment.version if assessment else 0)

    @property
    def content(self) -> AnswerContent:
        return AnswerContent(
            text=self.text.data,
            verdict=self.verdict.data or None,
            reason=self.reason.data,
            change=self.change.data,
            change_section_key=self.change_section.data or None,
            change_before=self.change_before.data,
        )

    @property
    def is_blank(self) -> bool:
        """Nothing was written, so there is no answer to save."""
        return self.content == AnswerContent("", None)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        written = self.content
        if written.verdict not in VERDICTS:
            return valid
        lacking = missing(
            written.verdict,
            reason=written.reason,
            change=written.change or written.change_before,
            place=written.change_section_key,
        )
        for need, (name, words) in _NEEDED.items():
            if need in lacking:
                self[name].errors = [*self[name].errors, words]
        return valid and not lacking


_NEEDED = {
    Need.REASON: ("reason", _l("Denne konklusjonen må begrunnes.")),
    Need.CHANGE: ("change", _l("Skriv hva som endres i planen.")),
    Need.PLACE: ("change_section", _l("Velg hvor i planen det står.")),
}


class PointForm(AssessmentForm):
    """One point with its answer. `point_version` is that of the point as it was read."""

    summary = TextAreaField(_l("Sammendrag av merknaden"), [too_long(2000)], filters=[tidy])
    section = ChoiceField(_l("Kapittel"), [Optional()])
    theme = ChoiceField(_l("Tema"), [Optional()])
    new_theme = StringField(_l("Nytt tema"), [too_long(120)], filters=[tidy])
    point_version = HiddenField()

    def offer_place(self, sections: list[Section], themes: list[Theme]) -> None:
        self.offer(sections)
        places = {section.key: section.label for section in sections}
        self.section.choices = options({"": _l("Hele planen")} | places)
        self.theme.choices = options({"": _l("Uten tema")} | {str(theme.id): theme.name for theme in themes})

    def read_point(self, point: Point) -> None:
        self.read(point.assessment)
        self.summary.data, self.section.data = point.summary, point.section_key or ""
        self.theme.data = str(point.theme_id or "")
        self.point_version.data = str(point.version)


class ThemeForm(FlaskForm):
    name = StringField(_l("Navn på temaet"), [InputRequired(_l("Skriv et navn.")), too_long(120)], filters=[tidy])
    synthesis = TextAreaField(
        _l("Hva ble sagt om dette"),
        [too_long(LONGEST)],
        filters=[tidy],
        description=_l("To–tre setninger som står i oppsummeringen."),
    )
    version = HiddenField(default="0")


class LateForm(FlaskForm):
    statement = HiddenField()
    seen = HiddenField()
    counts = RadioField(
        _l("Skal innspillet tas med?"),
        [InputRequired(_l("Velg ja eller nei."))],
        choices=options({"ja": _l("Ja, det tas med"), "nei": _l("Nei, det tas ikke med")}),
    )
    reason = TextAreaField(
        _l("Begrunnelse"), [InputRequired(_l("Skriv en begrunnelse.")), too_long(2000)], filters=[tidy]
    )


class ReleaseForm(FlaskForm):
    """The reason is asked for only while something is missing, the tick only where something may be personal data.

    `seen` is the mark of what was found when the page was made.
    """

    seen = HiddenField()
    confirm = BooleanField(_l("Vi har sett på alt som ser ut som personopplysninger, og det kan stå"))
    override_reason = TextAreaField(
        _l("Hvorfor går saken videre likevel?"),
        [too_long(2000), no_national_id],
        filters=[tidy],
        description=_l("Begrunnelsen og navnet ditt blir trykt i oppsummeringen."),
    )


class ReopenForm(FlaskForm):
    """Why what a body has decided on may be changed."""

    reason = TextAreaField(
        _l("Hvorfor gjenåpnes vurderingene?"),
        [InputRequired(_l("Skriv en begrunnelse.")), too_long(2000)],
        filters=[tidy],
        description=_l("Begrunnelsen og navnet ditt står i saken."),
    )
