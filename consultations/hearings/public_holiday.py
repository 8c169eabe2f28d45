"""Norwegian public holidays, Easter computed; the days on which no deadline should end."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

# Lov om helligdager og helligdagsfred § 2; lov om 1 og 17 mai som høgtidsdagar.
_FIXED: dict[tuple[int, int], LazyString] = {
    (1, 1): _l("første nyttårsdag"),
    (5, 1): _l("1. mai"),
    (5, 17): _l("grunnlovsdagen"),
    (12, 25): _l("første juledag"),
    (12, 26): _l("andre juledag"),
}
_FROM_EASTER: dict[int, LazyString] = {
    -3: _l("skjærtorsdag"),
    -2: _l("langfredag"),
    0: _l("første påskedag"),
    1: _l("andre påskedag"),
    39: _l("Kristi himmelfartsdag"),
    49: _l("første pinsedag"),
    50: _l("andre pinsedag"),
}
# No holidays by law, but the town hall is closed.
_EVES: dict[tuple[int, int], LazyString] = {(12, 24): _l("julaften"), (12, 31): _l("nyttårsaften")}
SATURDAY, SUNDAY = 5, 6


def easter_sunday(year: int) -> date:
    """Easter by the Gregorian calendar (the algorithm printed in Nature, 20 April 1876)."""
    golden = year % 19
    century, of_century = divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday(day: date) -> LazyString | None:
    """The name of the public holiday, None on any other day."""
    moving = _FROM_EASTER.get((day - easter_sunday(day.year)).days)
    return moving or _FIXED.get((day.month, day.day))


def closed_because(day: date) -> LazyString | None:
    """Why the day is no working day, in words that follow "er": a holiday, an eve, a Saturday or a Sunday."""
    if name := holiday(day) or _EVES.get((day.month, day.day)):
        return name
    return {SATURDAY: _l("en lørdag"), SUNDAY: _l("en søndag")}.get(day.weekday())


def next_working_day(day: date) -> date:
    """The day itself if it is a working day, else the first one after it."""
    while closed_because(day):
        day += timedelta(days=1)
    return day
