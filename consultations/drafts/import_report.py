"""The report of an import as a planner reads it: what was left out and what to look at, each with its places."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.drafts.version import Version


@dataclass(frozen=True, slots=True)
class Line:
    """One message and the titles of the sections it concerns; no places where it is about the whole document."""

    message: str
    places: list[str]


@dataclass(frozen=True, slots=True)
class Report:
    dropped: list[Line]
    attention: list[Line]


def report_of(version: Version) -> Report:
    """What the import of this version had to say, the same message said once."""
    return Report(_lines(version, "dropped"), _lines(version, "attention"))


def _lines(version: Version, kind: str) -> list[Line]:
    places: dict[str, list[str]] = {}
    for notice in version.report:
        if notice["kind"] == kind:
            places.setdefault(notice["message"], []).append(notice["where"])
    return [Line(message, [where for where in found if where]) for message, found in places.items()]
