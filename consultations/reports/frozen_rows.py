"""The rows of an edition as they were read once: one line of canonical JSON each, for ever the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import IO, Any

from .row import Row, RowState

ROWS, FORM, MEDIA_TYPE = "rows", "jsonl", "application/jsonl"


def write_rows(rows: Iterable[Row], out: IO[bytes]) -> int:
    """Write one line a row; returns how many."""
    written = 0
    for row in rows:
        facts = asdict(row) | {"received_on": row.received_on.isoformat()}
        out.write(canonical(facts))
        written += 1
    return written


def read_rows(lines: Iterable[bytes]) -> Iterator[Row]:
    """The rows again, one at a time. What a later version of the product adds to a row has its default."""
    for line in lines:
        facts = json.loads(line)
        facts["received_on"] = date.fromisoformat(facts["received_on"])
        facts["shared_with"], facts["state"] = tuple(facts["shared_with"]), RowState(facts["state"])
        yield Row(**facts)


def canonical(facts: dict[str, Any]) -> bytes:
    """A line of JSON that says the same in the same bytes."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"
