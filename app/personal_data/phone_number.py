"""Phone numbers in running text, Norwegian and foreign; not case numbers, years, sums or organisation numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

Span = tuple[int, int]

_GAP = r"(?:[ .\-]|[ ]?\n[ ]?)"
_ALONE = r"(?<![0-9])(?<![0-9][.,:])"
_END = r"(?![0-9])(?![.,][0-9])(?!/[0-9]{1,4}(?![0-9]|[ ][0-9]))"
# What stands before the second half of a case or property number: "sak 2026/", "gnr. 40/".
_FIRST_HALF = re.compile(r"(?:\A|[^0-9 ]|[^0-9][ ])[0-9]{1,4}/\Z")
_FIRST_HALF_LENGTH = 7
_EIGHT = rf"[2-9](?:{_GAP}?[0-9]){{7}}"
_GROUPED = "|".join(
    rf"[2-9][0-9]{{{groups[0] - 1}}}" + "".join(rf"{_GAP}[0-9]{{{size}}}" for size in groups[1:])
    for groups in ((8,), (3, 2, 3), (2, 2, 2, 2), (3, 3, 2), (4, 4))
)
_NAMES = "tlf|tlfnr|telefon|telefonnummer|mob|mobil|mobnr|mobilnummer|ring|sms"
# With +47 or a word before it a number may be grouped in any way.
_NATIONAL = re.compile(
    rf"(?:(?<![0-9])(?:\+|00)[ ]?47{_GAP}?(?:\(0\))?[ ]?(?P<prefixed>{_EIGHT})(?![0-9])"
    rf"|\b(?:{_NAMES})\b[.:]{{0,2}}[ ]?(?P<named>{_EIGHT})(?![0-9])"
    rf"|{_ALONE}(?P<bare>{_GROUPED}){_END})",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"(?<![0-9])(?:\+[ ]?|(?<![.,:/])(?<![0-9][ ])00)[1-9](?:[ .\-()/]{0,2}[0-9]){6,14}")
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[ \-](?:19|20)[0-9]{2}")
_TRIES = 3
_KINDS = (
    *("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost"),
    *("personal_number", "voip", "pager", "uan", "voicemail"),
)


def _plan(region: str) -> Iterator[str]:
    """The numbers that can be given out in a region."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
    kinds = (getattr(plan, kind) for kind in _KINDS)
    return (kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern)


# The library answers one number at a time, and slowly; a text can hold thousands.
_NORWEGIAN = re.compile("|".join(f"(?:{pattern})" for region in ("NO", "SJ") for pattern in _plan(region)))


def numbers(text: str) -> Iterator[Span]:
    """Where there is a number that a subscriber can have."""
    for found in _NATIONAL.finditer(text):
        name = str(found.lastgroup)
        if _is_number(text, found, name):
            yield found.span() if name == "prefixed" else found.span(name)
    for found in _FOREIGN.finditer(text):
        end = _end_of_foreign(found[0])
        if end:
            yield found.start(), found.start() + end


def _is_number(text: str, found: re.Match[str], name: str) -> bool:
    start, written = found.start(), found[name]
    if _YEARS.fullmatch(written) or _FIRST_HALF.search(text[max(0, start - _FIRST_HALF_LENGTH) : start]):
        return False
    return _NORWEGIAN.fullmatch(re.sub(r"[^0-9]", "", written)) is not None


def _end_of_foreign(written: str) -> int:
    """Where a foreign number ends: what follows it in groups of digits may be something else. 0 for none."""
    ends = [len(written), *(gap.start() for gap in reversed(list(re.finditer(r"(?<=[0-9])[^0-9]+", written))))]
    return next((end for end in ends[:_TRIES] if _can_be_called(written[:end])), 0)


def _can_be_called(written: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(written, "NO"))
    except phonenumbers.NumberParseException:
        return False
