"""Eleven digits that name a person or an account: fødselsnummer, D-number, synthetic numbers, account numbers.

Both end in a check digit by modulus 11 with the same weights, so every valid fødselsnummer is a valid account number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2

Span = tuple[int, int]

_GAP = r"[ \t\n.\-/_,:]{0,3}"
# Eleven digits with nothing but gaps between; the lookahead lets the next one begin inside it.
_ELEVEN = re.compile(rf"(?<![0-9])(?=([0-9](?:{_GAP}[0-9]){{10}})(?![0-9]))")
_FULL_YEAR = re.compile(rf"(?<![0-9])[0-9]{{2}}{_GAP}[0-9]{{2}}{_GAP}(?:18|19|20)[0-9]{{2}}{_GAP}[0-9]{{5}}(?![0-9])")
_AS_USUAL = re.compile(rf"[0-9]{{6}}{_GAP}[0-9]{{5}}|[0-9]{{2}}[ .\-/][0-9]{{2}}[ .\-/][0-9]{{2}}{_GAP}[0-9]{{5}}")
_ACCOUNT = re.compile(
    r"(?:(?<![0-9])|(?<=\bNO[0-9]{2}))[0-9]{4}[ .\-]?(?:[0-9]{2}[ .\-]?[0-9]{5}|[0-9]{4}[ .\-]?[0-9]{3})(?![0-9])"
)
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_D_NUMBER = 40
# Added to the month: synthetic numbers of Nav (40), of Dolly (65) and of the tax administration (80); emergency 20, 60.
_SYNTHETIC = (80, 65, 60, 40, 20, 0)


def valid(text: str) -> Iterator[Span]:
    """National ids whose date and both check digits are right, however they are spaced."""
    for found in _ELEVEN.finditer(text):
        if is_national_id(_digits(found[1])):
            yield found.span(1)
    for found in _FULL_YEAR.finditer(text):
        digits = _digits(found[0])
        if is_national_id(digits[:4] + digits[6:]):
            yield found.span()


def possible(text: str) -> Iterator[Span]:
    """Numbers written as a national id with a real date and a wrong check digit: a slip, or the looser rule to come."""
    for found in _ELEVEN.finditer(text):
        if _AS_USUAL.fullmatch(found[1]):
            digits = _digits(found[1])
            if has_date(digits) and not is_national_id(digits):
                yield found.span(1)


def accounts(text: str) -> Iterator[Span]:
    """Account numbers as banks write them (1234.56.12345), alone or at the end of an IBAN."""
    for found in _ACCOUNT.finditer(text):
        digits = _digits(found[0])
        if digits[10] == calc_check_digit2(digits) and len(set(digits)) > 1:
            yield found.span()


def is_national_id(digits: str) -> bool:
    """Whether eleven digits are a fødselsnummer, a D-number or a synthetic one of a register for tests."""
    return has_date(digits) and calc_check_digit1(digits) == digits[9] and calc_check_digit2(digits) == digits[10]


def has_date(digits: str) -> bool:
    """Whether the first six digits are a day of some year, D-numbers and synthetic numbers allowed for."""
    day, month = int(digits[:2]), int(digits[2:4])
    day -= _D_NUMBER if day > _D_NUMBER else 0
    return any(1 <= month - added <= 12 and 1 <= day <= _DAYS_IN_MONTH[month - added - 1] for added in _SYNTHETIC)


def _digits(written: str) -> str:
    return "".join(character for character in written if character.isdecimal())
