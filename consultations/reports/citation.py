"""Citations: the numbers of the points that share a theme or an answer, the first of them and how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select

from app.extensions import db
from app.i18n import number
from consultations.hearings.hearing import Hearing
from consultations.points.point import Point, cited

from .proposed import of_answered

LISTED = 20  # where a chapter cites them
LISTED_IN_A_ROW = 8


@dataclass(frozen=True, slots=True)
class Citation:
    """The first numbers in order, and how many points there are in all."""

    first: tuple[str, ...]
    total: int

    def listed(self) -> tuple[str, ...]:
        """The numbers as a chapter prints them: at most 20, then «og 31 til»."""
        return _cut(self.first[:LISTED], self.total)

    def beside(self, number: str) -> tuple[str, ...]:
        """The others, as the row of one of them prints them: at most 8, then «og 31 til»."""
        others = [one for one in self.first if one != number]
        return _cut(tuple(others[:LISTED_IN_A_ROW]), self.total - 1)


def citations_by_theme(hearing: Hearing, totals: Mapping[int, int], cut_off: datetime | None) -> dict[int, Citation]:
    """Citations of themes, given how many points each has. For each theme an index gives the first."""
    columns = (Point.number, Point.remark, Point.position, Point.start_at)
    order = (Point.number, Point.remark, Point.position)
    found = {}
    for theme_id, total in totals.items():
        first = of_answered(hearing, cut_off).where(Point.theme_id == theme_id).with_only_columns(*columns)
        rows = db.session.execute(first.order_by(*order).limit(LISTED))
        found[theme_id] = Citation(tuple(_number(row) for row in rows), total)
    return found


def cited_by(points: Select[Any]) -> dict[int, Citation]:
    """Citations by key, of a choice of points (columns `id` and `key`)."""
    chosen = points.subquery()
    order = (Point.number, Point.remark, Point.position)
    ranked = (
        db.select(
            chosen.c.key,
            Point.number,
            Point.remark,
            Point.position,
            Point.start_at,
            db.func.row_number().over(partition_by=chosen.c.key, order_by=order).label("place"),
            db.func.count().over(partition_by=chosen.c.key).label("total"),
        )
        .join(chosen, chosen.c.id == Point.id)
        .subquery()
    )
    first = db.select(ranked).where(ranked.c.place <= LISTED).order_by(ranked.c.key, ranked.c.place)
    found: dict[int, Citation] = {}
    for row in db.session.execute(first):
        before = found[row.key].first if row.key in found else ()
        found[row.key] = Citation((*before, _number(row)), row.total)
    return found


def _cut(listed: tuple[str, ...], total: int) -> tuple[str, ...]:
    rest = total - len(listed)
    return (*listed, _("og %(number)s til", number=number(rest))) if rest > 0 else listed


def _number(row: Any) -> str:
    return cited(row.number, row.remark, row.position, row.start_at is not None)
