"""Two editions compared row by row: what is new, what was answered otherwise, what is shown otherwise.

Editions are frozen, so their comparison is made once and stored with the later one. What people wrote and names that
stood there are never told again: they may be just what had to go.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from . import wording
from .frozen_rows import canonical, read_rows
from .row import Row
from .summary import Count, Revision, Revisions

CHANGES, FORM, MEDIA_TYPE = "changes", "json", "application/json"
MOST = 500  # differences that are kept; all are counted
PRINTED = 100  # in a paper

NEW, GONE = "new", "gone"
Open = Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise on one point, as it is stored: `before` and `after` are empty where they may not be told."""

    number: str
    kind: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`since` is the number of the earlier edition; `counts` says how many rows are otherwise in each way."""

    since: int
    counts: dict[str, int]
    differences: tuple[Difference, ...]

    def stored(self) -> bytes:
        told = [[one.number, one.kind, one.before, one.after] for one in self.differences]
        return canonical({"since": self.since, "counts": self.counts, "differences": told})


KINDS = {
    NEW: _l("Nytt i denne utgaven"),
    GONE: _l("Ikke lenger med"),
    "counts": _l("Tas med eller ikke"),
    "verdict": _l("Konklusjon"),
    "assessment": _l("Vurdering"),
    "change": _l("Endring i planen"),
    "outcome": _l("Utfall"),
    "outcome_note": _l("Grunn til utfallet"),
    "state": _l("Visning på nettet"),
    "text": _l("Teksten som vises, er endret"),
    "sender": _l("Navnet som vises, er endret"),
    "sender_facts": _l("Opplysninger om avsenderen"),
    "section": _l("Kapittel"),
    "theme": _l("Tema"),
}
UNTOLD = frozenset({"text", "sender", "sender_facts"})
WRITTEN = frozenset(
    {"assessment", "change", "outcome_note"}
)  # texts of the staff: a page compares them, a paper does not repeat them


def read_comparison(file: IO[bytes]) -> Comparison:
    """A stored comparison again."""
    told = json.load(file)
    return Comparison(told["since"], told["counts"], tuple(Difference(*one) for one in told["differences"]))


def compare_editions(since: int, old: Open, new: Open) -> Comparison:
    """Compare two files of rows in little memory: a digest a row, and the texts of those that are otherwise."""
    found = _Found()
    marks = _marks(old)
    changed: dict[str, Row] = {}
    with new() as file:
        for row in read_rows(file):
            mark = marks.pop(row.number, None)
            if mark is None:
                found.add(Difference(row.number, NEW, after=_told(row, "counts")))
            elif mark != _mark(row):
                changed[row.number] = row
    with old() as file:
        for row in read_rows(file):
            if row.number in changed:
                found.add(*_between(row, changed.pop(row.number)))
            elif row.number in marks:
                found.add(Difference(row.number, GONE))
    return found.comparison(since)


def printed(comparison: Comparison) -> Revisions:
    """The comparison as a paper tells it."""
    counts = tuple(Count(str(KINDS[kind]), number) for kind, number in comparison.counts.items())
    listed = tuple(_revision(one) for one in comparison.differences[:PRINTED])
    return Revisions(comparison.since, counts, listed)


def _revision(one: Difference) -> Revision:
    told = one.kind not in WRITTEN
    return Revision(
        one.number, str(KINDS[one.kind]), one.before if told else "", one.after if told else _("Skrevet om")
    )


class _Found:
    """Every difference is counted, the first of them are kept."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.kept: list[Difference] = []

    def add(self, *differences: Difference) -> None:
        self.counts.update(one.kind for one in differences)
        if len(self.kept) < MOST:
            self.kept += differences

    def comparison(self, since: int) -> Comparison:
        counts = {kind: self.counts[kind] for kind in KINDS if self.counts[kind]}
        return Comparison(since, counts, tuple(self.kept))


def _marks(file: Open) -> dict[str, bytes]:
    with file() as lines:
        return {row.number: _mark(row) for row in read_rows(lines)}


def _mark(row: Row) -> bytes:
    compared = [getattr(row, kind) for kind in KINDS if kind not in (NEW, GONE)]
    return hashlib.blake2b(repr(compared).encode("utf-8", "replace"), digest_size=16).digest()


def _between(old: Row, new: Row) -> Iterator[Difference]:
    for kind in KINDS:
        if kind in (NEW, GONE) or getattr(old, kind) == getattr(new, kind):
            continue
        if kind in UNTOLD:
            if old.state == new.state:
                yield Difference(new.number, kind)
        else:
            yield Difference(new.number, kind, _told(old, kind), _told(new, kind))


def _told(row: Row, kind: str) -> str:
    if kind == "counts":
        return _("Tas med") if row.counts else _("Tas ikke med")
    if kind == "state":
        return wording.state_label(row.state)
    return str(getattr(row, kind))
