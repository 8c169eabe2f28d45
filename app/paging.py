"""Which page of a list an address asks for."""

from __future__ import annotations

from flask import abort, request


def page_number() -> int:
    """`?side=`, 1 where it is missing; 404 for what is no page."""
    raw = request.args.get("side", "1")
    if not raw.isascii() or not raw.isdigit() or not 1 <= len(raw) <= 6 or int(raw) < 1:
        abort(404)
    return int(raw)
