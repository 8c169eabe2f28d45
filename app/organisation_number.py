"""Organisation numbers of the Norwegian register: nine digits, the last a check on the rest (modulus 11)."""

from __future__ import annotations

import re

from stdnum.no import orgnr


def normalised(typed: str) -> str:
    """Nine digits of a number as people write it ("974 760 673", "NO 974760673 MVA"). Raises ValueError if it is none.

    Any first digit but 0 is taken: real numbers begin with 8 or 9, those of the synthetic register with 2 or 3.
    """
    digits = re.sub(r"^NO|MVA$|[\s.\-]", "", re.sub(r"\s", "", typed.upper()))
    if not re.fullmatch(r"[1-9][0-9]{8}", digits) or not orgnr.is_valid(digits):
        raise ValueError("Not an organisation number.")
    return digits


def is_valid(typed: str) -> bool:
    """Whether `normalised` would take it."""
    try:
        normalised(typed)
    except ValueError:
        return False
    return True
