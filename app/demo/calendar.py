"""When things happen in the demo: dates counted from the day it is built, so that it never grows old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from consultations.hearings.public_holiday import closed_because, next_working_day

MONDAY, TUESDAY, WEDNESDAY = range(3)
BODIES_REST = frozenset({1, 52, 53, *range(26, 33)})  # ISO weeks in which no body meets
OPEN_DAYS = 75  # how long the open hearing stays open after the demo is built
PERIOD = 49


@dataclass(frozen=True, slots=True)
class Timetable:
    """The way of one hearing."""

    decided: date
    opens: date
    last_day: date
    councils: date
    executive: date
    assembly: date

    @property
    def announced(self) -> date:
        """When people are told: the working day after the decision to hear the draft."""
        return next_working_day(self.decided + timedelta(days=1))


def announced(today: date) -> Timetable:
    """Decided a week ago, to be opened on a Monday in nine weeks or so."""
    opens = weekday(today + timedelta(days=63), MONDAY)
    return _onwards(weekday(today - timedelta(days=8), TUESDAY, -7), opens, opens + timedelta(days=PERIOD))


def opened(today: date, days_ago: int, days_left: int = OPEN_DAYS) -> Timetable:
    """Open since some days, for at least as many as are left."""
    opens = weekday(today - timedelta(days=days_ago), MONDAY, -7)
    decided = weekday(opens - timedelta(days=6), TUESDAY, -7)
    return _onwards(decided, opens, today + timedelta(days=days_left))


def extended(today: date) -> Timetable:
    """The way ahead of a hearing that stays open from today on."""
    return _onwards(today, today, today + timedelta(days=OPEN_DAYS))


def in_assessment(today: date) -> Timetable:
    """Closed five weeks ago; the bodies meet in some weeks."""
    last_day = _working_day_before(today - timedelta(days=33))
    opens = weekday(last_day - timedelta(days=PERIOD), MONDAY, -7)
    councils = weekday(today + timedelta(days=10), MONDAY)
    return Timetable(weekday(opens - timedelta(days=6), TUESDAY, -7), opens, last_day, councils, *_decisions(councils))


def decided(today: date) -> Timetable:
    """The assembly decided a month ago."""
    assembly = weekday(today - timedelta(days=28), WEDNESDAY, -7)
    executive = weekday(assembly - timedelta(days=14), TUESDAY, -7)
    last_day = _working_day_before(executive - timedelta(days=40))
    councils = weekday(last_day + timedelta(days=18), MONDAY)
    opens = weekday(last_day - timedelta(days=PERIOD), MONDAY, -7)
    return Timetable(weekday(opens - timedelta(days=6), TUESDAY, -7), opens, last_day, councils, executive, assembly)


def weekday(day: date, wanted: int, step: int = 7) -> date:
    """The first such weekday from this day on (or back, for a negative step) on which a body would meet."""
    day += timedelta(days=(wanted - day.weekday()) % 7 if step > 0 else -((day.weekday() - wanted) % 7))
    while closed_because(day) or day.isocalendar().week in BODIES_REST:
        day += timedelta(days=step)
    return day


def _onwards(decided_on: date, opens: date, last_day: date) -> Timetable:
    last_day = next_working_day(last_day)
    councils = weekday(last_day + timedelta(days=18), MONDAY)
    return Timetable(decided_on, opens, last_day, councils, *_decisions(councils))


def _decisions(councils: date) -> tuple[date, date]:
    executive = weekday(councils + timedelta(days=7), TUESDAY)
    return executive, weekday(executive + timedelta(days=14), WEDNESDAY)


def _working_day_before(day: date) -> date:
    while closed_because(day):
        day -= timedelta(days=1)
    return day
