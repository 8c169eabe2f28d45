"""The first word of a path: the views take no municipality and addresses name none, both read it from the request."""

from __future__ import annotations

from typing import Any

from flask import Flask, current_app, g, has_request_context

PLACE = "municipality"  # in the rules of the URL map


def register(app: Flask) -> None:
    """Let every rule that begins with a municipality take it from, and give it to, the request's own path."""
    app.url_value_preprocessor(_take)
    app.url_defaults(_give)


def slug_in_path() -> str | None:
    """The municipality that the path of this request names."""
    slug: str | None = g.get(PLACE + "_slug") if has_request_context() else None
    return slug


def _take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and PLACE in values:
        g.municipality_slug = values.pop(PLACE)


def _give(endpoint: str, values: dict[str, Any]) -> None:
    slug = slug_in_path()
    if slug is not None and current_app.url_map.is_endpoint_expecting(endpoint, PLACE):
        values.setdefault(PLACE, slug)
