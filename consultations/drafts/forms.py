"""The forms of a draft: the file, and the corrections that its sections may still get."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, Length

from app.fields.text import folded
from consultations.drafts.version import Correction, Version

ACCEPTED = ".docx,.md,.markdown,.txt"


class UploadForm(FlaskForm):
    file = FileField(_l("Fil"), [FileRequired(_l("Velg filen med utkastet."))], render_kw={"accept": ACCEPTED})


class CorrectionsForm(FlaskForm):
    """A title and a check box for each section; `for_version` makes the form, so that no other field can be sent."""

    def corrections(self, version: Version) -> dict[str, Correction]:
        """What was typed, by the sections' keys."""
        return {
            section.key: Correction(self[f"title_{section.position}"].data, self[f"open_{section.position}"].data)
            for section in version.sections
        }


def for_version(version: Version) -> CorrectionsForm:
    """The form for the sections of this version, filled with what they are now."""
    fields: dict[str, Any] = {}
    for section in version.sections:
        fields[f"title_{section.position}"] = StringField(
            _l("Tittel på avsnitt %(number)s", number=section.number or section.position),
            [
                DataRequired(_l("Skriv en tittel på avsnittet.")),
                Length(max=300, message=_l("Skriv en kortere tittel, høyst %(max)d tegn.")),
            ],
            filters=[folded],
            default=section.title,
        )
        fields[f"open_{section.position}"] = BooleanField(
            _l("Avsnitt %(number)s er åpent for merknader", number=section.number or section.position),
            default=section.open_for_comment,
        )
    made: CorrectionsForm = type("CorrectionsForm", (CorrectionsForm,), fields)()
    return made
