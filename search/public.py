"""The search page of a municipality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import published
from app.accounts.guards import public, uncached
from app.municipalities.municipality import current_municipality
from app.sorting import sort_key
from search.index import Filters
from search.installation import current_index
from search.query import LONGEST_INPUT, parse
from search.results import PER_PAGE, find, find_corrected

blueprint = Blueprint("search", __name__)

LAST_PAGE = 50
# Parameter in the address → field of the filters.
FILTERS = {"horing": "hearings", "slag": "kinds", "avsender": "sender_types"}
NAMED = {"horing": "hearing", "slag": "kind", "avsender": "sender_type"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter, what it is called, how many hits it gives."""

    value: str
    name: str
    count: int
    chosen: bool


@blueprint.get("/<municipality>/sok")
@uncached
@public
def page() -> ResponseReturnValue:
    """Results for `?q=`, narrowed by hearing, kind and sender type. Any input gives a page."""
    home = current_municipality()
    words = request.args.get("q", "")[:LONGEST_INPUT]
    number = _page_number()
    chosen = {name: frozenset(request.args.getlist(name)[:20]) for name in FILTERS}
    filters = Filters(home.slug, **{FILTERS[name]: values for name, values in chosen.items()})
    newest = request.args.get("sorter") == "nyeste"
    index, waiting = current_index(), published.waiting()
    results = find(index, parse(words), filters, number, newest_first=newest, waiting=waiting)
    corrected = None
    if not results.total:
        corrected = find_corrected(index, words, filters, number, newest_first=newest, waiting=waiting)
    if corrected:
        results = corrected[1]
    counted = {"horing": results.facets.hearings, "slag": results.facets.kinds, "avsender": results.facets.sender_types}
    return render_template(
        "search/page.html",
        words=words,
        meant=corrected[0] if corrected else "",
        results=results,
        kinds=published.names("kind", home.slug, ()),
        hearings=published.names("hearing", home.slug, {found.document.hearing for found in results.items}),
        choices={name: _choices(name, home.slug, counted[name], chosen[name]) for name in FILTERS},
        newest=newest,
        number=number,
        pages=min(-(-results.total // PER_PAGE), LAST_PAGE),
        page_url=lambda n: url_for("search.page", **_address(n)),
    )


def _choices(name: str, municipality: str, counts: Mapping[str, int], chosen: frozenset[str]) -> list[Choice]:
    values = {value for value, count in counts.items() if value and count} | (chosen & counts.keys())
    called = published.names(NAMED[name], municipality, values)
    choices = [Choice(value, called[value], counts.get(value, 0), value in chosen) for value in values]
    return sorted(choices, key=lambda choice: (-choice.count, sort_key(choice.name)))


def _address(number: int) -> dict[str, Any]:
    kept: dict[str, Any] = {name: request.args.getlist(name) for name in ("q", "sorter", *FILTERS)}
    return kept | {"side": number if number > 1 else None}


def _page_number() -> int:
    raw = request.args.get("side", "1")
    if not (raw.isascii() and raw.isdigit() and 1 <= int(raw[:6]) <= LAST_PAGE):
        abort(404)
    return int(raw[:6])
