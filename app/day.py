"""Days as people write them."""

from __future__ import annotations

import re
from datetime import date

EARLIEST, LATEST = 1990, 2100

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NORWEGIAN = re.compile(r"(\d{1,2})[./ ]\s*(\d{1,2})[./ ]\s*(\d{4}|\d{2})\.?", re.ASCII)
_IN_WORDS = re.compile(r"(?:[a-zæøå]+dag )?(\d{1,2})\.? ?([a-zæøå]+)\.? (\d{4})")

# The same in bokmål and nynorsk.
MONTHS = (
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
)


def month_number(word: str) -> int | None:
    """1 for "januar" and "jan"; None for a word that names no month."""
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


def read_day(text: str) -> date | None:
    """The day in "2026-12-15", "15.12.2026", "15/12 26" or "15. desember 2026"; None for what is no day."""
    told = " ".join(text.casefold().split())
    iso, norwegian, words = _ISO.fullmatch(told), _NORWEGIAN.fullmatch(told), _IN_WORDS.fullmatch(told)
    try:
        if words and (month_named := month_number(words[2])):
            return date(int(words[3]), month_named, int(words[1]))
        if iso:
            return date(*(int(part) for part in iso.groups()))
        if norwegian:
            day, month, year = norwegian.groups()
            return date(int(year) + 2000 if len(year) == 2 else int(year), int(month), int(day))
    except ValueError:
        return None
    return None
