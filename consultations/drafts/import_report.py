"""The report of an import as a planner reads it: what was left out and what to look at, each with its places."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from consultations.drafts.version import Version

_COUNTS = ("in_file", "kept", "left_out", "missing")
_PARTS = {
    "body": _l("Brødtekst"),
    "tables": _l("Tabeller"),
    "boxes": _l("Tekstbokser"),
    "notes": _l("Noter"),
    "drawings": _l("Diagrammer og SmartArt"),
    "headers": _l("Topptekst, bunntekst og menyer"),
    "comments": _l("Kommentarer"),
    "hidden": _l("Skjult tekst"),
    "deleted": _l("Slettet tekst i sporede endringer"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One message and the titles of the sections it concerns; no places where it is about the whole document."""

    message: str
    places: list[str]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """The words of one part of the file: there, in the sections, left out for a told reason, gone."""

    name: LazyString
    in_file: int
    kept: int
    left_out: int
    missing: int


@dataclass(frozen=True, slots=True)
class Report:
    missing: list[Line]
    dropped: list[Line]
    attention: list[Line]
    ledger: list[LedgerRow]


def report_of(version: Version) -> Report:
    """What the import of this version had to say, the same message said once."""
    rows = [LedgerRow(_PARTS[row["part"]], *(row[name] for name in _COUNTS)) for row in version.ledger]
    return Report(_lines(version, "missing"), _lines(version, "dropped"), _lines(version, "attention"), rows)


def _lines(version: Version, kind: str) -> list[Line]:
    places: dict[str, list[str]] = {}
    for notice in version.report:
        if notice["kind"] == kind:
            places.setdefault(notice["message"], []).append(notice["where"])
    return [Line(message, [where for where in found if where]) for message, found in places.items()]
