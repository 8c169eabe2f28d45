"""Dates, times, weeks and numbers as Norwegian readers expect them, in the language of the page, else in bokmål.

Weekdays and months are always generated. Hard spaces keep "15. desember", "kl. 13.00" and "10 000" on one line.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app import clock

HARD = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
BOKMAAL = Locale("nb")


def locale() -> Locale:
    """The language of this page, bokmål where there is no page."""
    return get_locale() or BOKMAAL


def date_long(day: date) -> str:
    """15. desember 2026"""
    return _formatted(day, f"d.'{HARD}'MMMM y")


def date_full(day: date) -> str:
    """tirsdag 15. desember 2026"""
    return _formatted(day, f"EEEE d.'{HARD}'MMMM y")


def date_short(day: date) -> str:
    """15.12.2026, for tables."""
    return _formatted(day, "dd.MM.y")


def time_of_day(instant: datetime) -> str:
    """kl. 13.00 on a Norwegian wall clock. Raises ValueError for an instant without a time zone."""
    return f"kl.{HARD}{_local(instant):%H.%M}"


def date_time(instant: datetime) -> str:
    """15. desember 2026 kl. 13.00"""
    return f"{date_long(instant)} {time_of_day(instant)}"


def week_label(day: date) -> str:
    """uke 48, by ISO 8601."""
    week = _("uke")  # texts inside f-strings are not collected for translation
    return f"{week}{HARD}{_local_date(day).isocalendar().week}"


def week_with_dates(day: date) -> str:
    """uke 48 (23.–29. november 2026)"""
    day = _local_date(day)
    monday = day - timedelta(days=day.weekday())
    return f"{week_label(day)} ({date_range(monday, monday + timedelta(days=6))})"


def date_range(first: date, last: date) -> str:
    """3.–6. juni 2026; a month or a year is said twice only where it differs."""
    first, last = _local_date(first), _local_date(last)
    if first == last:
        return date_long(first)
    if first.year != last.year:
        return f"{date_long(first)}{DASH}{date_long(last)}"
    start = "d." if first.month == last.month else f"d.'{HARD}'MMMM"
    return f"{_formatted(first, start)}{DASH}{date_long(last)}"


def number(value: int | float | Decimal, decimals: int = 0) -> str:
    """10 000 and 2,5: hard spaces between thousands from four digits on, a decimal comma, half rounded up."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(exact):,f}".translate({ord(","): HARD, ord("."): ","})
    return f"{MINUS}{text}" if exact < 0 else text


def percent(share: float | Decimal, decimals: int = 0) -> str:
    """25 % of a share of 0.25."""
    return f"{number(Decimal(str(share)) * 100, decimals)}{HARD}%"


def days_left(last_day: date, today: date) -> str:
    """12 dager igjen; the last day itself counts as today, not as a day left."""
    days = (last_day - today).days
    if days < 0:
        return _("fristen er ute")
    if days == 0:
        return _("siste dag i dag")
    return ngettext("%(num)s dag igjen", "%(num)s dager igjen", days).replace(" ", HARD, 1)


def capitalised(text: str) -> str:
    """The text as a sentence begins; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def register(app: Flask) -> None:
    """Give every template the filters that carry the names of these functions."""
    for spoken in (
        date_full,
        date_long,
        date_range,
        date_short,
        date_time,
        days_left,
        number,
        percent,
        time_of_day,
        week_label,
        week_with_dates,
    ):
        app.add_template_filter(spoken)


def _formatted(day: date, pattern: str) -> str:
    return str(format_date(_local_date(day), pattern, locale=locale()))


def _local_date(day: date) -> date:
    return _local(day).date() if isinstance(day, datetime) else day


def _local(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone to be shown in Norway.")
    return clock.local(instant)
