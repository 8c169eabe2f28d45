"""Marks in the written voices: what a moderator will remove, and where an invented number goes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from app.demo import invented
from app.demo.script import SpokenLine

MARK = re.compile(r"\[\[(?P<reason>\w+)\|(?P<text>[^\]]+)\]\]")


NUMBERS: dict[str, Callable[[Random], str]] = {
    "{fnr}": invented.national_id,
    "{tlf}": invented.phone_number,
    "{konto}": invented.account_number,
}


@dataclass(frozen=True)
class ScriptedRemoval:
    """A passage that the moderator takes out, as it stands in the statement."""

    substring: str
    reason: str


def unmarked(
    lines: tuple[SpokenLine, ...], random: Random
) -> tuple[tuple[SpokenLine, ...], tuple[ScriptedRemoval, ...]]:
    """The lines as sent, and the passages that were marked for removal."""
    filled = [filled_in(line.text, random) for line in lines]
    removals = tuple(
        ScriptedRemoval(match["text"], match["reason"]) for text in filled for match in MARK.finditer(text)
    )
    plain = (MARK.sub(lambda match: match["text"], text) for text in filled)
    return tuple(replace(line, text=text) for line, text in zip(lines, plain, strict=True)), removals


def filled_in(text: str, random: Random) -> str:
    """Puts an invented number where the text has a mark for one."""
    for mark, invent in NUMBERS.items():
        if mark in text:
            text = text.replace(mark, invent(random))
    return text.replace("{epost}", "trimgruppa@example.org")
