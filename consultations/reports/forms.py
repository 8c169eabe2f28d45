"""What a planner fills in to have an edition made."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from app.fields.text import tidy, too_long


class EditionForm(FlaskForm):
    """The reason is asked for only while something is missing."""

    override_reason = TextAreaField(
        _l("Hvorfor lages utgaven likevel?"),
        [too_long(2000)],
        filters=[tidy],
        description=_l("Begrunnelsen og navnet ditt blir trykt i utgaven."),
    )
