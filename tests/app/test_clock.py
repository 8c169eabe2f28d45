"""The clock: one source, Norwegian days, and the instant a request came in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app import clock


@pytest.mark.parametrize(
    ("day", "midnight"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, tzinfo=UTC)),  # summer time began this night
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, tzinfo=UTC)),  # and ended this one
        (date(2028, 2, 29), datetime(2028, 2, 29, 23, tzinfo=UTC)),
        (date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_a_day_ends_at_norwegian_midnight(day: date, midnight: datetime) -> None:
    assert clock.midnight_after(day) == midnight
    assert clock.local(midnight - timedelta(microseconds=1)).date() == day
    assert clock.local(midnight).date() == day + timedelta(days=1)


def test_a_file_sets_the_time_until_it_is_taken_away(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock.use_file(file)
    try:
        file.write_text("2026-11-02T23:30:00+01:00\n")
        assert clock.now() == datetime(2026, 11, 2, 22, 30, tzinfo=UTC)
        assert clock.today() == date(2026, 11, 2)
        file.unlink()
        assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    finally:
        clock.use_file(None)


def test_the_arrival_of_a_request_stands_still_while_it_is_answered() -> None:
    noon = datetime(2026, 11, 2, 12, tzinfo=UTC)
    with clock.set_to(noon), clock.request_arrived(), clock.set_to(noon + timedelta(seconds=9)):
        assert clock.arrived_at() == noon
        assert clock.now() == noon + timedelta(seconds=9)
