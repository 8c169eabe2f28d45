"""How time grows with hostile text: everything that meets it, at twice the length against once."""

from __future__ import annotations

import time
from collections.abc import Callable

from app import personal_data
from app.planner_text import planner_html
from app.sorting import sort_key
from app.text import citizen_html, received
from consultations.outcomes.opening import count_sentences
from consultations.statements.content import length
from search.language import words
from tests.benchmarks.tables import heading

ONCE, TIMES = 5_000, 2
LEAST = 0.002  # seconds of the processor; less is not measured well
MEETS: dict[str, Callable[[str], object]] = {
    "received": received,
    "length": length,
    "citizen_html": citizen_html,
    "planner_html": planner_html,
    "personal data": personal_data.find,
    "sentences": count_sentences,
    "words": words,
    "sort key": sort_key,
}
PIECES = ("e" + "\u0301" * 9, "\u0301\u0327", "(", "[", "*", "a@", "1 ", "12345678901 ", ".", "\n ", "www.a.no ")


def report() -> None:
    """The worst ratio of each: 2 is linear, 4 is quadratic."""
    heading("Hostile text, processor time for twice the length (2 is linear, 4 quadratic)")
    for name, meets in MEETS.items():
        measured = [(_took(meets, piece, ONCE), _took(meets, piece, 2 * ONCE)) for piece in PIECES]
        worst = max((after / before for before, after in measured if before >= LEAST), default=0.0)
        print(f"{name:<16}{f'{worst:.1f}' if worst else 'under 2 ms'}")


def _took(meets: Callable[[str], object], piece: str, size: int) -> float:
    text = (piece * size)[:size]
    return min(_once(meets, text) for _time in range(TIMES))


def _once(meets: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    meets(text)
    return time.process_time() - began
