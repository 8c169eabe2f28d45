"""The planner's list of points: filters, tabs, sorting and pages, as they stand in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, true, tuple_
from sqlalchemy.orm import joinedload

from app.extensions import db
from app.paging import Listing, ListPage, ListPlace, page_count
from app.sorting import sort_key
from app.text import received
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point, is_open, open_ids
from consultations.points.point_counts import PointCount, point_counts
from consultations.points.theme import Theme
from consultations.points.verdict import VERDICTS
from consultations.statements.sender_type import LABELS
from consultations.statements.statement import Comment, Publicity, Statement, must_be_answered
from consultations.statements.statement_counts import IN_TIME

A_PAGE = 50
FEW = 20  # one in so many
WHOLE, NONE = "hele", "uten"
ALL, OPEN, ANSWERED, LATE, WAITING = "alle", "ubesvarte", "besvarte", "for-sent", "venter"
TABS = (ALL, OPEN, ANSWERED, LATE, WAITING)
PLACE = (Point.place, Point.number, Point.remark, Point.position)  # the order of the document
SORTS = ("avsnitt", "nummer", "avsender", "mottatt", "tema", "konklusjon")


@dataclass(frozen=True, slots=True)
class Filter:
    """What the planner looks at. Every value is known to the hearing, whatever stood in the address."""

    tab: str = ALL
    section: str = ""
    theme: str = ""
    verdict: str = ""
    sender: str = ""
    words: str = ""
    sort: str = "avsnitt"
    page: int = 1

    def address(self, **changes: str | int) -> dict[str, str]:
        """The words for the address, without what goes without saying. A new filter begins on page 1."""
        new = replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]
        named = {
            "vis": new.tab if new.tab != ALL else "",
            "kapittel": new.section,
            "tema": new.theme,
            "konklusjon": new.verdict,
            "avsender": new.sender,
            "q": new.words,
            "sortering": new.sort if new.sort != "avsnitt" else "",
            "side": str(new.page) if new.page > 1 else "",
        }
        return {name: value for name, value in named.items() if value}

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the tab is chosen."""
        return bool(self.section or self.theme or self.verdict or self.sender or self.words)


@dataclass(frozen=True, slots=True)
class PointPage:
    """A page of the points under the filter, and how many each tab would show."""

    page: ListPage[Point]
    counts: dict[str, int]

    @property
    def points(self) -> list[Point]:
        return self.page.rows

    @property
    def total(self) -> int:
        return self.page.total


def read_filter(args: Mapping[str, str], sections: list[Section], themes: list[Theme]) -> Filter:
    """The filter of an address. What is unknown there is left out."""

    def known(name: str, values: Any) -> str:
        value = args.get(name, "")
        return value if value in values else ""

    page = args.get("side", "")
    sort = args.get("sortering", "")
    return Filter(
        tab=known("vis", TABS) or ALL,
        section=known("kapittel", {WHOLE, *(section.key for section in sections)}),
        theme=known("tema", {NONE, *(str(theme.id) for theme in themes)}),
        verdict=known("konklusjon", {NONE, *VERDICTS}),
        sender=known("avsender", {code.value for code in LABELS}),
        words=received(args.get("q", ""))[:200].strip(),
        sort=sort if sort.removeprefix("-") in SORTS else "avsnitt",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
    )


def find_points(hearing: Hearing, chosen: Filter, themes: list[Theme], beside: tuple[str, str] = ("", "")) -> PointPage:
    """The points on this page of the filter; a page beyond the last is the last. `beside`: see `paging.ListPlace`."""
    counts = _counts(hearing, chosen)
    total = counts[chosen.tab]
    number = min(chosen.page, page_count(total, A_PAGE))
    found = _joined(db.select(Point.id), hearing, chosen).where(_condition(chosen), _listed(hearing, chosen, counts))
    if chosen.sort == "avsnitt":
        ids = Listing(found, Point.ref, PLACE).ids(ListPlace(number, *beside), A_PAGE)
    else:
        ordered = found.order_by(*_order(chosen.sort, themes)).limit(A_PAGE).offset((number - 1) * A_PAGE)
        ids = list(db.session.scalars(ordered))
    points = _loaded(ids)
    ends = (points[0].ref, points[-1].ref) if points and chosen.sort == "avsnitt" else ("", "")
    return PointPage(ListPage(points, number, total, A_PAGE, *ends), counts)


def chosen_points(hearing: Hearing, chosen: Filter) -> ColumnElement[bool]:
    """The filter as a condition on Point, for verbs that take all of it."""
    found = _joined(db.select(Point.id), hearing, chosen).where(_condition(chosen), _of_tab(chosen.tab))
    return Point.id.in_(found)


def neighbour(hearing: Hearing, chosen: Filter, point: Point, *, back: bool = False) -> str | None:
    """The reference of the next (or previous) unanswered point under the filter, in the order of the document."""
    here = tuple_(*(db.literal(value) for value in (point.place, point.number, point.remark, point.position)))
    beyond = tuple_(*PLACE) < here if back else tuple_(*PLACE) > here
    order = [column.desc() for column in PLACE] if back else list(PLACE)
    query = _joined(db.select(Point.ref), hearing, chosen).where(_condition(chosen), _of_tab(OPEN), beyond)
    return db.session.scalars(query.order_by(*order).limit(1)).first()


def _loaded(ids: list[int]) -> list[Point]:
    """The points with all that a row shows, in this order."""
    query = (
        db.select(Point)
        .where(Point.id.in_(ids))
        .options(
            joinedload(Point.comment).selectinload(Comment.removals),
            joinedload(Point.statement).joinedload(Statement.sender),
            joinedload(Point.assessment),
            joinedload(Point.theme),
        )
    )
    found = {point.id: point for point in db.session.scalars(query)}
    return [found[point_id] for point_id in ids]


def _joined(query: Select[Any], hearing: Hearing, chosen: Filter) -> Select[Any]:
    """The texts are joined in only where one looks for words."""
    joined = (
        query.select_from(Point)
        .join(Point.statement)
        .outerjoin(Point.assessment)
        .where(Point.hearing_id == hearing.id, Statement.publicity != Publicity.WITHDRAWN)
    )
    return joined.join(Point.comment) if chosen.words else joined


def _order(sort: str, themes: list[Theme]) -> list[Any]:
    names = sorted(themes, key=lambda theme: sort_key(theme.name))
    columns: dict[str, Any] = {
        "nummer": Point.number,
        "avsender": _ranked(Statement.sender_type, [code.value for code in LABELS]),
        "mottatt": Statement.received_at,
        "tema": _ranked(Point.theme_id, [theme.id for theme in names]),
        "konklusjon": _ranked(Assessment.verdict, list(VERDICTS)),
    }
    column = columns.get(sort.removeprefix("-"), Point.place)
    return [column.desc() if sort.startswith("-") else column, *PLACE]


def _ranked(column: Any, values: list[Any]) -> Any:
    """Sort by the place of a value in a list; what has none comes last."""
    ranks = {value: rank for rank, value in enumerate(values)}
    return db.case(ranks, value=column, else_=len(ranks)) if ranks else db.literal_column("0 + 0")


def _of_tab(tab: str) -> ColumnElement[bool]:
    rules: dict[str, ColumnElement[bool]] = {
        OPEN: and_(is_open(), must_be_answered()),
        ANSWERED: Assessment.verdict.is_not(None),
        LATE: Statement.late.is_(True),
        WAITING: Statement.publicity == Publicity.WAITING,
    }
    return rules.get(tab, true())


def _condition(chosen: Filter) -> ColumnElement[bool]:
    rules: list[ColumnElement[bool]] = []
    if chosen.section:
        rules.append(Point.section_key.is_(None) if chosen.section == WHOLE else Point.section_key == chosen.section)
    if chosen.theme:
        rules.append(Point.theme_id.is_(None) if chosen.theme == NONE else Point.theme_id == int(chosen.theme))
    if chosen.verdict:
        rules.append(is_open() if chosen.verdict == NONE else Assessment.verdict == chosen.verdict)
    if chosen.sender:
        rules.append(Statement.sender_type == chosen.sender)
    if chosen.words:
        rules.append(_says(chosen.words))
    return and_(true(), *rules)


def _says(words: str) -> ColumnElement[bool]:
    """In what the public may read, in the planner's short version, or in the number of the statement."""
    number = Point.number == int(words) if words.isascii() and words.isdigit() and len(words) < 7 else db.false()
    return (
        Comment.public_text.icontains(words, autoescape=True) | Point.summary.icontains(words, autoescape=True) | number
    )


def _listed(hearing: Hearing, chosen: Filter, counts: dict[str, int]) -> ColumnElement[bool]:
    """The rule of a tab. Open points that are few are looked up; else the list of all soon has enough of them."""
    if chosen.tab == OPEN and counts[OPEN] * FEW < counts[ALL]:
        return and_(Point.id.in_(open_ids(hearing.id)), must_be_answered())
    return _of_tab(chosen.tab)


def _counts(hearing: Hearing, chosen: Filter) -> dict[str, int]:
    """From the counts kept; only words are looked for in all the texts."""
    if chosen.words:
        return _counted_one_by_one(hearing, chosen)
    found = [one for one in point_counts([hearing.id]) if not one.is_withdrawn and _is_chosen(one, chosen)]
    rules: dict[str, Callable[[PointCount], bool]] = {
        OPEN: lambda one: one.is_unanswered,
        ANSWERED: lambda one: one.verdict is not None,
        LATE: lambda one: one.timing != IN_TIME,
        WAITING: lambda one: one.publicity == Publicity.WAITING,
    }
    counts = {tab: sum(one.n for one in found if rule(one)) for tab, rule in rules.items()}
    return counts | {ALL: sum(one.n for one in found)}


def _is_chosen(one: PointCount, chosen: Filter) -> bool:
    """`_condition` of a count."""
    pairs = (
        (chosen.section, one.section_key or WHOLE),
        (chosen.theme, str(one.theme_id or NONE)),
        (chosen.verdict, one.verdict or NONE),
        (chosen.sender, one.sender_type),
    )
    return all(not wanted or wanted == found for wanted, found in pairs)


def _counted_one_by_one(hearing: Hearing, chosen: Filter) -> dict[str, int]:
    sums = [db.func.coalesce(db.func.sum(db.case((_of_tab(tab), 1), else_=0)), 0).label(tab) for tab in TABS]
    row = db.session.execute(_joined(db.select(*sums), hearing, chosen).where(_condition(chosen))).one()
    return {tab: int(row._mapping[tab]) for tab in TABS}
