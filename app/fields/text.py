"""Lines and paragraphs: how long they may be, what may never stand in them, and how we keep them."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from app.personal_data.staff_text import has_national_id
from app.text import received

LONGEST_TEXT = 20_000


def tidy(text: str | None) -> str:
    """Text as we keep it, without space around it."""
    return received(text or "").strip()


def folded(text: str | None) -> str:
    """The same on one line."""
    return " ".join(received(text or "").split())


def too_long(most: int) -> Length:
    """At most so many characters."""
    return Length(max=most, message=_l("Skriv kortere, høyst %(max)d tegn."))


def no_national_id(_form: FlaskForm, field: Any) -> None:
    """Everybody can read these texts; a national id in one of them is always a mistake."""
    if has_national_id(field.data or ""):
        raise ValidationError(_l("Teksten inneholder et fødselsnummer eller D-nummer. Ta det bort."))


def add_error(field: Any, message: Any) -> None:
    """Say at a field what a verb found wrong."""
    field.errors = [*field.errors, message]


def one_line(label: Any, longest: int, *validators: Any, **options: Any) -> StringField:
    """One line of text."""
    return StringField(label, [*validators, too_long(longest), no_national_id], filters=[folded], **options)


def paragraphs(label: Any, *validators: Any, longest: int = LONGEST_TEXT, **options: Any) -> TextAreaField:
    """Several paragraphs of plain text."""
    return TextAreaField(label, [*validators, too_long(longest), no_national_id], filters=[tidy], **options)
