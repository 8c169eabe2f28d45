"""Staff text is text too: what the administration writes is checked for personal data like what people send."""

from __future__ import annotations

import re

from app import personal_data

DIGITS_OF_AN_ID = 11
_DIGIT = re.compile(r"\d")


class TextMustBeMended(ValueError):
    """A national id, or words that were removed from the web, stand in what the staff wrote."""


def warnings(*texts: str) -> list[str]:
    """The words for what was found, each kind once («fødselsnummer», «telefonnummer» …)."""
    kinds = {finding.kind for text in texts for finding in personal_data.find(text)}
    return sorted(personal_data.label(kind) for kind in kinds)


def has_national_id(*texts: str) -> bool:
    """Whether a national id stands in one of the texts."""
    return any(
        finding.may_never_stand
        for text in texts
        if len(_DIGIT.findall(text)) >= DIGITS_OF_AN_ID
        for finding in personal_data.find(text)
    )
