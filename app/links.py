"""Addresses in letters: built from our own settings, never from what a request says of its host."""

from __future__ import annotations

from typing import Any

from flask import current_app


def absolute(endpoint: str, **values: Any) -> str:
    """The full address of a page of ours."""
    path = current_app.url_map.bind("").build(endpoint, values)
    return f"{current_app.config['HORING'].site}{path}"
