"""A form field for a day: a date picker where there is one, and Norwegian dates typed by hand where there is none."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from markupsafe import Markup
from wtforms import Field, Form
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import DateInput, TextInput

from app.day import EARLIEST, LATEST, read_day


class DayRequired:
    """Something must be typed; what is wrong with it is said by the field."""

    field_flags: ClassVar = {"required": True}

    def __init__(self, message: LazyString) -> None:
        self.message = message

    def __call__(self, _form: Form, field: DayField) -> None:
        if not field.typed:
            raise StopValidation(self.message)


class DayField(Field):
    """Its data is a date or None. What cannot be read comes back as it was typed."""

    def __init__(self, label: LazyString, validators: list[Any] | None = None, **options: Any) -> None:
        super().__init__(label, validators or [], **options)
        self.typed = ""
        self.data: date | None

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed = valuelist[0].strip()
        self.data = read_day(self.typed) if self.typed else None
        if self.typed and self.data is None:
            raise ValidationError(_l("Skriv en dato som finnes, for eksempel 15.12.2026."))
        if self.data and not EARLIEST <= self.data.year <= LATEST:
            self.data = None
            raise ValidationError(_l("Se etter om årstallet er riktig."))

    def widget(self, field: DayField, **attributes: Any) -> Markup:
        """A date picker shows only what is a date; anything else needs a plain field to stay visible."""
        shown = DateInput() if field.data or not field.typed else TextInput()
        return Markup(shown(field, **attributes))  # noqa: S704 - a widget escapes

    def _value(self) -> str:
        return self.data.isoformat() if self.data else self.typed
