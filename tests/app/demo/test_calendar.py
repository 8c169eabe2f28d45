"""Whatever day the demo is built, its dates are such as the product's own rules allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from app.demo import calendar
from app.demo.calendar import Timetable
from consultations.hearings.public_holiday import closed_because

EVERY_FIFTH_DAY = [date(2026, 1, 1) + timedelta(days=5 * number) for number in range(146)]


@pytest.fixture(autouse=True)
def language(app: Flask) -> Iterator[None]:
    """Holidays are named in somebody's language."""
    with app.app_context():
        yield


def in_order(times: Timetable) -> bool:
    after = [times.last_day, times.councils, times.executive, times.assembly]
    return times.decided < times.announced <= times.opens and after == sorted(after) and times.last_day < times.councils


def test_every_hearing_goes_its_way_in_order() -> None:
    for today in EVERY_FIFTH_DAY:
        for times in (
            calendar.announced(today),
            calendar.opened(today, 12),
            calendar.in_assessment(today),
            calendar.decided(today),
        ):
            assert in_order(times), (today, times)
            assert not closed_because(times.last_day), (today, times)


def test_each_hearing_stands_where_it_should_on_the_day_it_is_built() -> None:
    for today in EVERY_FIFTH_DAY:
        assert calendar.announced(today).announced <= today < calendar.announced(today).opens
        open_now = calendar.opened(today, 12)
        assert open_now.opens < today < open_now.last_day - timedelta(days=60)
        assert calendar.in_assessment(today).last_day + timedelta(days=30) < today
        assert calendar.decided(today).assembly < today
