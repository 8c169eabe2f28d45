"""Lists that are shown a page at a time: which page an address asks for, and how many there are."""

from __future__ import annotations

from flask import abort, request


def page_number() -> int:
    """`?side=`, 1 where it is missing; 404 for what is no page."""
    raw = request.args.get("side", "1")
    if not raw.isascii() or not raw.isdigit() or not 1 <= len(raw) <= 6 or int(raw) < 1:
        abort(404)
    return int(raw)


def page_count(total: int, a_page: int) -> int:
    """How many pages so many rows take; an empty list has one."""
    return max(1, -(-total // a_page))
