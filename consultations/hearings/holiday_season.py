"""Holidays that make a hearing longer: advice of counties and state governors, not law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from consultations.hearings.public_holiday import easter_sunday

WEEK = 7
SUMMER_WEEKS = (23, 32)
SUNDAY = 7


@dataclass(frozen=True, slots=True)
class Season:
    """Days from `first` to `last` count little; `extra_days` are added to a period that touches them."""

    first: date
    last: date
    extra_days: int
    why: LazyString

    @property
    def reason(self) -> str:
        return str(self.why)


def seasons(opens: date, last_day: date) -> tuple[Season, ...]:
    """The seasons of which at least one day counts in the period, in the order of the calendar."""
    first = opens + timedelta(days=1)
    every = (season for year in range(opens.year - 1, last_day.year + 1) for season in _of_year(year))
    return tuple(season for season in every if season.first <= last_day and season.last >= first)


def _of_year(year: int) -> tuple[Season, ...]:
    easter = easter_sunday(year)
    start, end = SUMMER_WEEKS
    return (
        Season(
            easter - timedelta(days=6),
            easter + timedelta(days=1),
            WEEK,
            _l("Perioden går over påsken. Legg til en uke."),
        ),
        Season(
            date.fromisocalendar(year, start, 1),
            date.fromisocalendar(year, end, SUNDAY),
            3 * WEEK,
            _l("Perioden går over sommeren (uke 23–32). Legg til tre uker."),
        ),
        Season(date(year, 12, 24), date(year + 1, 1, 1), WEEK, _l("Perioden går over jul og nyttår. Legg til en uke.")),
    )
