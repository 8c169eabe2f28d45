"""A day typed by a person: Norwegian or from a date picker, never lost when it cannot be read."""

from __future__ import annotations

from datetime import date

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.day import read_day
from app.fields.day import DayField


class Sample(Form):
    day = DayField("Dag")


def typed(text: str) -> Sample:
    return Sample(MultiDict({"day": text}))


@pytest.mark.parametrize(
    "text",
    ["2026-12-15", "15.12.2026", "15. 12. 2026", "15/12/2026", "15.12.26", " 15.12.2026 ", "15 12 2026", "15.12.2026."],
)
def test_a_day_is_read_however_people_write_it(text: str) -> None:
    assert read_day(text) == date(2026, 12, 15)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "i morgen",
        "31.2.2026",
        "32.1.2026",
        "12.15.2026",
        "0.0.0000",
        "2026-13-01",
        "١٥.١٢.٢٠٢٦",
        "15.12.2026 eller så",
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


def test_a_day_comes_back_as_the_date_picker_wants_it() -> None:
    form = typed("15.12.2026")
    assert form.validate()
    assert 'type="date" value="2026-12-15"' in form.day()


@pytest.mark.parametrize("text", ["31.2.2026", "i morgen", "1.1.0001", "9999-12-31", '"><script>'])
def test_what_cannot_be_read_comes_back_as_it_was_typed(text: str) -> None:
    form = typed(text)
    assert not form.validate()
    assert form.day.data is None
    assert 'type="text"' in form.day()
    assert "<script>" not in form.day()
    assert form.day._value() == text


def test_an_empty_field_is_no_day_and_no_error() -> None:
    form = typed("")
    assert form.validate()
    assert form.day.data is None
