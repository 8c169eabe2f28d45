"""A form field for a date as well as it is known. It takes what people write and gives it back as they wrote it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from app.day import EARLIEST, LATEST
from app.partial_date import PartialDate, read_partial_date, typed


class PartialDateField(Field):
    """Its data is a PartialDate or None."""

    widget = TextInput()

    def __init__(self, label: LazyString, validators: list[Any] | None = None, **options: Any) -> None:
        super().__init__(label, validators or [], **options)
        self.typed = ""
        self.data: PartialDate | None

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.typed = valuelist[0].strip()
        self.data = read_partial_date(self.typed) if self.typed else None
        if self.typed and self.data is None:
            raise ValidationError(
                _l("Skriv en dag, en uke, en måned eller en årstid: 26.1.2027, uke 4 2027, januar 2027, våren 2027.")
            )
        if self.data and not EARLIEST <= self.data.first.year <= LATEST:
            self.data = None
            raise ValidationError(_l("Se etter om årstallet er riktig."))

    def _value(self) -> str:
        return typed(self.data) if self.data else self.typed
