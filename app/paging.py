"""Lists that are shown a page at a time: which page an address asks for, how many there are, and the way to it by key.

`?side=` is the number that people see. `etter` or `for` beside it names the row that the page follows or comes before:
it is found at once, however far in, and shows nothing twice when rows come in meanwhile. Without it rows are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import abort, request
from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from app.extensions import db

Row = TypeVar("Row")

_KEY = re.compile(r"[0-9a-z]{1,16}")


@dataclass(frozen=True, slots=True)
class ListPlace:
    """Which page an address asks for; `after` or `before` is the public key of the row beside it."""

    page: int = 1
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class ListPage(Generic[Row]):
    """Some rows of a list: page `number` of `pages`. `first` and `last` are the keys of its ends."""

    rows: list[Row]
    number: int
    total: int
    a_page: int
    first: str = ""
    last: str = ""

    @property
    def pages(self) -> int:
        return page_count(self.total, self.a_page)

    def way(self, number: int) -> dict[str, str | int | None]:
        """The words of the address of page `number`."""
        words: dict[str, str | int | None] = {"side": number if number > 1 else None}
        if number == self.number + 1 and self.last:
            return words | {"etter": self.last}
        if number == self.number - 1 > 1 and self.first:
            return words | {"for": self.first}
        return words


@dataclass(frozen=True, slots=True)
class Listing:
    """A list in an order that an index has.

    `chosen` selects ids, `order` are columns that all rise or fall, and `key` is public and unique.
    """

    chosen: Select[Any]
    key: InstrumentedAttribute[Any]
    order: Sequence[InstrumentedAttribute[Any]]
    falling: bool = False

    def ids(self, at: ListPlace, a_page: int) -> list[int]:
        """The ids on the page, in order. A key that is no longer in the list counts for nothing."""
        beside = self._beside(at)
        if beside is None:
            skipped = min(at.page - 1, 10**9 // a_page) * a_page
            return list(db.session.scalars(self._ordered(self.chosen, self.falling).limit(a_page).offset(skipped)))
        back = not at.after
        here = tuple_(*(db.literal(value, column.type) for value, column in zip(beside, self.order, strict=True)))
        onward: ColumnElement[bool] = (
            tuple_(*self.order) < here if self.falling is not back else tuple_(*self.order) > here
        )
        found = self._ordered(self.chosen.where(onward), self.falling is not back).limit(a_page)
        ids = list(db.session.scalars(found))
        return ids[::-1] if back else ids

    def _beside(self, at: ListPlace) -> Any:
        wanted = at.after or at.before
        if not wanted:
            return None
        query = self.chosen.where(self.key == wanted).with_only_columns(*self.order)
        return db.session.execute(query).first()

    def _ordered(self, query: Select[Any], falling: bool) -> Select[Any]:
        return query.order_by(*(column.desc() if falling else column for column in self.order))


def in_order(ids: Sequence[int], rows: Sequence[Any]) -> list[Any]:
    """Rows as their ids stand."""
    found = {row.id: row for row in rows}
    return [found[one] for one in ids]


def page_number() -> int:
    """`?side=`, 1 where it is missing; 404 for what is no page."""
    raw = request.args.get("side", "1")
    if not raw.isascii() or not raw.isdigit() or not 1 <= len(raw) <= 6 or int(raw) < 1:
        abort(404)
    return int(raw)


def page_place() -> ListPlace:
    """Where the address stands in a list; 404 for what is no page."""
    return ListPlace(page_number(), *beside())


def beside() -> tuple[str, str]:
    """`?etter=` and `?for=`: the keys of the rows beside the page; empty for what is no key."""
    after, before = (request.args.get(name, "") for name in ("etter", "for"))
    return (after if _KEY.fullmatch(after) else "", before if _KEY.fullmatch(before) else "")


def page_count(total: int, a_page: int) -> int:
    """How many pages so many rows take; an empty list has one."""
    return max(1, -(-total // a_page))
