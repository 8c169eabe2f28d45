"""A date as well as it is known: a day, a week, a month or a season, with its words and its place in the calendar."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from babel.dates import format_date
from flask_babel import gettext as _

from app import i18n
from app.day import month_number, read_day

SEASON_MONTHS = 3
WINTER, SPRING, SUMMER, AUTUMN = 12, 3, 6, 9  # the months in which they begin

# What people type for them, in bokmål and nynorsk.
SEASONS = {
    name: month
    for month, names in {
        WINTER: ("vinter", "vinteren"),
        SPRING: ("vår", "våren"),
        SUMMER: ("sommer", "sommeren", "sommar", "sommaren"),
        AUTUMN: ("høst", "høsten", "haust", "hausten"),
    }.items()
    for name in names
}

_WEEK = re.compile(r"(?:i )?(?:uke|veke|u) ?(\d{1,2})(?: ?[,/] ?| i | )(\d{4})", re.ASCII)
_YEAR_AND_WEEK = re.compile(r"(\d{4})(?: |-)?(?:uke|veke|w) ?(\d{1,2})", re.ASCII)
_NAMED = re.compile(r"(?:i )?([a-zæøå]+)\.? (\d{4})(?: ?[/–-] ?(\d{2}|\d{4}))?")
_MONTH = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)


class Precision(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """Some day from `first` to `last`. They sort by their first day.

    Raises ValueError for a first day that does not begin such a period.
    """

    first: date
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.first != period_start(self.first, self.precision):
            raise ValueError(f"no {self.precision} begins on {self.first}")

    @property
    def last(self) -> date:
        match self.precision:
            case Precision.DAY:
                return self.first
            case Precision.WEEK:
                return self.first + timedelta(days=6)
            case Precision.MONTH:
                return _last_of_month(self.first, 1)
            case Precision.SEASON:
                return _last_of_month(self.first, SEASON_MONTHS)

    @property
    def is_day(self) -> bool:
        return self.precision is Precision.DAY


def period_start(day: date, precision: Precision) -> date:
    """The first day of the period that a day lies in."""
    match precision:
        case Precision.DAY:
            return day
        case Precision.WEEK:
            return day - timedelta(days=day.weekday())
        case Precision.MONTH:
            return day.replace(day=1)
        case Precision.SEASON:
            back = day.month % SEASON_MONTHS
            return date(day.year - 1, WINTER, 1) if day.month < SPRING else date(day.year, day.month - back, 1)


def read_partial_date(text: str) -> PartialDate | None:
    """What people write: "26.1.2027", "uke 4 2027", "januar 2027", "våren 2027"; None for what is no date."""
    told = " ".join(text.casefold().split())
    try:
        day = read_day(told)
        return PartialDate(day) if day else _week(told) or _named(told) or _month(told)
    except ValueError:
        return None


def spoken(when: PartialDate) -> str:
    """As it stands alone: tirsdag 26. januar 2027, uke 4 (25.–31. januar 2027), januar 2027, våren 2027."""
    match when.precision:
        case Precision.DAY:
            return i18n.date_full(when.first)
        case Precision.WEEK:
            return i18n.week_with_dates(when.first)
        case Precision.MONTH:
            return _month_name(when.first)
        case Precision.SEASON:
            return _season_name(when.first)


def in_sentence(when: PartialDate) -> str:
    """As it stands in a sentence: tirsdag 26. januar 2027, i uke 4 (…), i januar 2027, våren 2027."""
    if when.precision in (Precision.WEEK, Precision.MONTH):
        return _("i %(period)s", period=spoken(when))
    return spoken(when)


def typed(when: PartialDate) -> str:
    """As a person would type it, and as `read_partial_date` reads it."""
    match when.precision:
        case Precision.DAY:
            return f"{when.first.day}.{when.first.month}.{when.first.year}"
        case Precision.WEEK:
            year, week, _weekday = when.first.isocalendar()
            return _("uke %(week)s %(year)s", week=week, year=year)
        case _:
            return spoken(when)


def _last_of_month(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months - 1, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _week(told: str) -> PartialDate | None:
    if found := _WEEK.fullmatch(told):
        week, year = found.groups()
    elif found := _YEAR_AND_WEEK.fullmatch(told):
        year, week = found.groups()
    else:
        return None
    return PartialDate(date.fromisocalendar(int(year), int(week), 1), Precision.WEEK)


def _named(told: str) -> PartialDate | None:
    """A month or a season by its name; "vinteren 2027" is the one that ends in that year."""
    found = _NAMED.fullmatch(told)
    if found is None:
        return None
    name, year, until = found[1], int(found[2]), found[3]
    season, month = SEASONS.get(name), month_number(name)
    if season == WINTER:
        return _winter(year, until)
    if until or not (season or month):
        return None
    return PartialDate(date(year, season or month or 1, 1), Precision.SEASON if season else Precision.MONTH)


def _winter(year: int, until: str | None) -> PartialDate | None:
    if until is None:
        return PartialDate(date(year - 1, WINTER, 1), Precision.SEASON)
    if int(until) % 100 != (year + 1) % 100:
        return None
    return PartialDate(date(year, WINTER, 1), Precision.SEASON)


def _month(told: str) -> PartialDate | None:
    found = _MONTH.fullmatch(told)
    return PartialDate(date(int(found[2]), int(found[1]), 1), Precision.MONTH) if found else None


def _month_name(first: date) -> str:
    return str(format_date(first, "MMMM y", locale=i18n.locale()))


def _season_name(first: date) -> str:
    if first.month == WINTER:
        return _("vinteren %(year)s/%(next)s", year=first.year, next=first.year + 1)
    names = {
        SPRING: _("våren %(year)s", year=first.year),
        SUMMER: _("sommeren %(year)s", year=first.year),
        AUTUMN: _("høsten %(year)s", year=first.year),
    }
    return names[first.month]
