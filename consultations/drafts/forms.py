"""The forms of a draft: the file, and the corrections that its sections may still get."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput

from app.fields.text import add_error, folded
from consultations.drafts.correction import SectionCorrection
from consultations.drafts.earlier import EarlierSections
from consultations.drafts.version import Version

ACCEPTED = ".docx,.odt,.html,.htm,.md,.markdown,.txt"
NEW = ""
"""The section is none of an earlier version."""


class UploadForm(FlaskForm):
    file = FileField(_l("Fil"), [FileRequired(_l("Velg filen med utkastet."))], render_kw={"accept": ACCEPTED})


class CorrectionsForm(FlaskForm):
    """A title, a check box and the earlier section for each section; `for_version` makes it, and no other is sent."""

    def corrections(self, version: Version) -> dict[str, SectionCorrection]:
        """What was typed, by the sections' keys."""
        return {
            section.key: SectionCorrection(
                self[f"title_{section.position}"].data,
                self[f"open_{section.position}"].data,
                self[name].data if (name := f"earlier_{section.position}") in self else None,
            )
            for section in version.sections
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Each earlier section can be one new section only."""
        valid = bool(super().validate(extra_validators))
        chosen = [field for field in self if field.name.startswith("earlier_") and field.data]
        times = Counter(field.data for field in chosen)
        double = [field for field in chosen if times[field.data] > 1]
        for field in double:
            add_error(field, _("Flere avsnitt er satt til å være dette. Velg et annet for ett av dem."))
        return valid and not double


def for_version(version: Version) -> CorrectionsForm:
    """The form for the sections of this version, filled with what they are now."""
    fields: dict[str, Any] = {}
    earlier = EarlierSections(version)
    for section in version.sections:
        named = section.number or section.position
        fields[f"title_{section.position}"] = StringField(
            _l("Tittel på avsnitt %(number)s", number=named),
            [
                DataRequired(_l("Skriv en tittel på avsnittet.")),
                Length(max=300, message=_l("Skriv en kortere tittel, høyst %(max)d tegn.")),
            ],
            filters=[folded],
            default=section.title,
        )
        fields[f"open_{section.position}"] = BooleanField(
            _l("Avsnitt %(number)s er åpent for merknader", number=named),
            default=section.open_for_comment,
        )
        if earlier:
            fields[f"earlier_{section.position}"] = SelectField(
                _l("Avsnitt %(number)s er det samme som", number=named),
                choices=[SelectChoice(NEW, _l("Nytt avsnitt")), *earlier.choices(section)],
                default=earlier.key_of(section),
                validate_choice=True,
            )
    made: CorrectionsForm = type("CorrectionsForm", (CorrectionsForm,), fields)()
    return made


class SplitForm(FlaskForm):
    """Where a section is parted, and what the new one is called."""

    at = RadioField(
        _l("Det nye avsnittet begynner med"),
        coerce=int,
        validators=[InputRequired(_l("Velg hvor det nye avsnittet begynner."))],
    )
    title = StringField(
        _l("Tittel på det nye avsnittet"),
        [Length(max=300, message=_l("Skriv en kortere tittel, høyst %(max)d tegn."))],
        filters=[folded],
        description=_l("Lar du feltet stå tomt, blir linjen du velger, tittelen."),
    )
    deeper = BooleanField(_l("Det nye avsnittet hører inn under dette"))


class HeadingsForm(FlaskForm):
    """Lines of bold text that shall be sections."""

    lines = SelectMultipleField(
        _l("Linjer som skal bli egne avsnitt"),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("Velg minst én linje."))],
    )
