"""What a form brings is measured before anything is done with it: no lock is held yet, nothing composed or matched."""

from __future__ import annotations

from flask import Flask, request

from app import marks

MOST_CHARACTERS = 2_100_000
"""In all fields together: as much as a draft keeps, and who sends it."""


class TooManyCharacters(Exception):
    """More text than any of our forms asks for."""


class TooManyMarks(Exception):
    """A letter in one of the fields has more marks than anybody writes."""


def register(app: Flask) -> None:
    app.before_request(measure)


def measure() -> None:
    """Raises TooManyCharacters and TooManyMarks, for pages that give back what was typed."""
    values = [value for _name, value in request.form.items(multi=True)]
    if sum(map(len, values)) > MOST_CHARACTERS:
        raise TooManyCharacters
    if any(map(marks.too_many, values)):
        raise TooManyMarks
