"""E-mail addresses in running text, also those written with (at) or krøllalfa."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_AT = re.compile(r"@|[ ]?[(\[{][ ]?(?:at|alfakrøll|krøllalfa)[ ]?[)\]}][ ]?", re.IGNORECASE)
_LOCAL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]")
_LOCAL_EDGE = ".!?'*/=`{|}~"
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}(?:xn--[a-z0-9-]{1,59}|[^\W\d_]{2,63})", re.IGNORECASE)
_LONGEST_LOCAL = 64


def addresses(text: str) -> Iterator[Span]:
    """Where there is an address with a name before the sign and a domain after it."""
    for sign in _AT.finditer(text):
        start = _start_of_name(text, sign.start())
        domain = _DOMAIN.match(text, sign.end())
        if start < sign.start() and domain:
            yield start, domain.end()


def _start_of_name(text: str, end: int) -> int:
    start = end
    while start > 0 and end - start < _LONGEST_LOCAL and _LOCAL.match(text[start - 1]):
        start -= 1
    while start < end and text[start] in _LOCAL_EDGE:
        start += 1
    return start
