"""Days on which no deadline should end."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from consultations.hearings.public_holiday import closed_because, easter_sunday, holiday, next_working_day


@pytest.mark.parametrize("year", range(1970, 2100))
def test_our_holidays_are_those_of_the_calendar(year: int) -> None:
    known = holidays.country_holidays("NO", years=year)
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range(365)]
    assert {day for day in days if holiday(day)} == set(known)


def test_easter_is_computed() -> None:
    assert [easter_sunday(year) for year in (2024, 2026, 2038)] == [
        date(2024, 3, 31),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]


def test_a_closed_day_says_why() -> None:
    days = [date(2026, 4, 2), date(2026, 5, 14), date(2026, 5, 17), date(2026, 12, 24), date(2026, 12, 12)]
    said = [str(closed_because(day)) for day in days]
    assert said == ["skjærtorsdag", "Kristi himmelfartsdag", "grunnlovsdagen", "julaften", "en lørdag"]
    assert closed_because(date(2026, 12, 15)) is None


def test_the_next_working_day_steps_over_easter_and_new_year() -> None:
    assert next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)
    assert next_working_day(date(2026, 12, 31)) == date(2027, 1, 4)
    assert next_working_day(date(2028, 2, 29)) == date(2028, 2, 29)
