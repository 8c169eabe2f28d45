"""Dates as well as they are known: what people write, and what we say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask_babel import force_locale
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from app.fields.partial_date import PartialDateField
from app.partial_date import PartialDate, Precision, in_sentence, period_start, read_partial_date, spoken, typed

DAY, WEEK, MONTH, SEASON = Precision

known = st.builds(
    lambda day, precision: PartialDate(period_start(day, precision), precision),
    st.dates(date(1990, 1, 1), date(2100, 12, 31)),
    st.sampled_from(Precision),
)


class MeetingForm(Form):
    when = PartialDateField("Når")


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("26.1.2027", date(2027, 1, 26), date(2027, 1, 26), DAY),
        ("2027-01-26", date(2027, 1, 26), date(2027, 1, 26), DAY),
        ("26. januar 2027", date(2027, 1, 26), date(2027, 1, 26), DAY),
        ("Tirsdag 26. jan. 2027", date(2027, 1, 26), date(2027, 1, 26), DAY),
        ("uke 4 2027", date(2027, 1, 25), date(2027, 1, 31), WEEK),
        ("Uke 4, 2027", date(2027, 1, 25), date(2027, 1, 31), WEEK),
        ("i veke 4 i 2027", date(2027, 1, 25), date(2027, 1, 31), WEEK),
        ("2027 uke 4", date(2027, 1, 25), date(2027, 1, 31), WEEK),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3), WEEK),
        ("januar 2027", date(2027, 1, 1), date(2027, 1, 31), MONTH),
        ("feb. 2028", date(2028, 2, 1), date(2028, 2, 29), MONTH),
        ("i desember 2027", date(2027, 12, 1), date(2027, 12, 31), MONTH),
        ("1/2027", date(2027, 1, 1), date(2027, 1, 31), MONTH),
        ("våren 2027", date(2027, 3, 1), date(2027, 5, 31), SEASON),
        ("Vår 2027", date(2027, 3, 1), date(2027, 5, 31), SEASON),
        ("sommaren 2027", date(2027, 6, 1), date(2027, 8, 31), SEASON),
        ("hausten 2027", date(2027, 9, 1), date(2027, 11, 30), SEASON),
        ("vinteren 2026/2027", date(2026, 12, 1), date(2027, 2, 28), SEASON),
        ("vinteren 2026–27", date(2026, 12, 1), date(2027, 2, 28), SEASON),
        ("vinter 2027", date(2026, 12, 1), date(2027, 2, 28), SEASON),
    ],
)
def test_what_people_write_is_understood(text: str, first: date, last: date, precision: Precision) -> None:
    when = read_partial_date(text)
    assert when is not None
    assert (when.first, when.last, when.precision) == (first, last, precision)


NO_DATES = ["", "snart", "2027", "uke 54 2027", "uke 0 2027", "31.2.2027", "vinteren 2026/2028", "våren", "13/2027"]
MORE = ["våren 2027/2028", "ma 2027", "0000-00-00", "uke ٤ 2027", "våren 99999", "dag 1. januar"]


@pytest.mark.parametrize("text", [*NO_DATES, *MORE])
def test_what_is_no_date_is_not_guessed_at(text: str) -> None:
    assert read_partial_date(text) is None


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    read_partial_date(text)


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_we_say_we_also_read(app: Flask, language: str) -> None:
    """In both languages: a form that comes back holds what it held."""

    @given(known)
    def reads_itself(when: PartialDate) -> None:
        assert read_partial_date(typed(when)) == when

    with app.app_context(), force_locale(language):
        reads_itself()


@given(known)
def test_a_period_holds_its_days_and_no_others(when: PartialDate) -> None:
    for day, inside in ((when.first, True), (when.last, True), (when.last + timedelta(days=1), False)):
        assert (period_start(day, when.precision) == when.first) is inside
    assert (when.first - timedelta(days=1)) < when.first <= when.last


def test_a_period_begins_on_its_first_day() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(date(2027, 1, 26), MONTH)


def test_they_sort_by_the_calendar() -> None:
    texts = ["våren 2027", "26.1.2027", "uke 6 2027", "januar 2027"]
    dates = sorted(when for text in texts if (when := read_partial_date(text)))
    assert [typed(when) for when in dates] == ["januar 2027", "26.1.2027", "uke 6 2027", "våren 2027"]


def test_they_are_spoken_in_full_and_in_sentences(app: Flask) -> None:
    texts = ["26.1.2027", "uke 4 2027", "januar 2027", "våren 2027", "vinter 2027"]
    dates = [when for text in texts if (when := read_partial_date(text))]
    with app.app_context():
        said = [in_sentence(when).replace("\xa0", " ") for when in dates]
        alone = [spoken(when).replace("\xa0", " ") for when in dates]
    assert said == [
        "tirsdag 26. januar 2027",
        "i uke 4 (25.–31. januar 2027)",
        "i januar 2027",
        "våren 2027",
        "vinteren 2026/2027",
    ]
    assert alone[2] == "januar 2027"


@pytest.mark.parametrize("text", ["en gang", "våren 3027"])
def test_a_field_gives_back_what_it_cannot_read(app: Flask, text: str) -> None:
    with app.app_context():
        form = MeetingForm(MultiDict({"when": text}))
        assert not form.validate()
        assert form.when.data is None
        assert f'value="{text}"' in form.when()


def test_a_field_may_be_empty(app: Flask) -> None:
    with app.app_context():
        form = MeetingForm(MultiDict({"when": " "}))
        assert form.validate()
        assert form.when.data is None
