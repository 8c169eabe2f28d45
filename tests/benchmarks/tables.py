"""Tables for a terminal: what is compared, how it came out, what the goal is."""

from __future__ import annotations

from collections.abc import Sequence


def heading(text: str, explanation: str = "") -> None:
    print(f"\n{text}\n{'-' * len(text)}")
    if explanation:
        print(explanation)


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """The first column stands to the left, numbers to the right, the last (the goal) to the left again."""
    cells = [[_cell(value) for value in row] for row in (columns, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
    last = len(columns) - 1
    for row in cells:
        line = [text.ljust(widths[n]) if n in (0, last) else text.rjust(widths[n]) for n, text in enumerate(row)]
        print("  ".join(line).rstrip())


def at_least(ratio: float, goal: float) -> str:
    return f"at least {goal:g}: {'held' if ratio >= goal else 'GOAL MISSED'}"


def at_most(ratio: float, goal: float) -> str:
    return f"at most {goal:g}: {'held' if ratio <= goal else 'GOAL MISSED'}"


def _cell(value: object) -> str:
    if not isinstance(value, float):
        return str(value)
    return f"{value:,.0f}".replace(",", " ") if value >= 100 else f"{value:.2f}"
