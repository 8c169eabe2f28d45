"""Giving points their place: theme, section and a short summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement

from app import audit
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended, has_national_id
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import ensure_open
from consultations.points.hidden_words import summary_quotes_removed_words
from consultations.points.point import Point, place_of
from consultations.points.point_counts import change_points
from consultations.points.theme import Theme


def place(hearing: Hearing, point: Point, *, section_key: str | None, theme: Theme | None, summary: str) -> None:
    """Say where a point belongs and what it says in short. The caller has compared the version.

    Raises CaseClosed, and TextMustBeMended where the summary is public at once.
    """
    wanted = (section_key, theme.id if theme else None, summary)
    ensure_open(hearing)
    if wanted == (point.section_key, point.theme_id, point.summary):
        return
    if hearing.released_at and (has_national_id(summary) or summary_quotes_removed_words(point, summary)):
        raise TextMustBeMended
    change_points(Point.id == point.id)
    point.section_key, point.theme_id, point.summary = wanted
    point.place = place_of(point.comment, section_key)
    point.version += 1
    db.session.flush()
    data = {"section": section_key, "theme": point.theme_id}
    audit.record(hearing.municipality_id, "point.placed", f"point:{point.ref}", data)


def give_theme(hearing: Hearing, points: Sequence[Point], theme: Theme | None, versions: Mapping[str, int]) -> int:
    """Give the points a theme (none: take it away). Points that others changed meanwhile are left; returns how many."""
    ensure_open(hearing)
    read = [(Point.id == point.id) & (Point.version == versions.get(point.ref, 0)) for point in points]
    return _set(hearing, db.or_(db.false(), *read), theme)


def give_theme_to_all(hearing: Hearing, chosen: ColumnElement[bool], theme: Theme) -> int:
    """Give every point of the choice (a condition on Point) that has no theme this one. Returns how many."""
    ensure_open(hearing)
    return _set(hearing, Point.theme_id.is_(None) & chosen, theme)


def _set(hearing: Hearing, chosen: ColumnElement[bool], theme: Theme | None) -> int:
    mine = (Point.hearing_id == hearing.id) & chosen
    change_points(mine)
    result: Any = db.session.execute(
        db.update(Point)
        .where(mine)
        .values(theme_id=theme.id if theme else None, version=Point.version + 1)
        .execution_options(synchronize_session=False)
    )
    data = {"theme": theme.id if theme else None, "points": result.rowcount}
    audit.record(hearing.municipality_id, "points.themed", f"hearing:{hearing.id}", data)
    return int(result.rowcount)
