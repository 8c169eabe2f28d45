"""A browser in which somebody has signed in before: it is not slowed by what others try from the same place.

A signed cookie tells who has signed in here; it opens nothing by itself.
"""

from __future__ import annotations

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from app.accounts.user import User
from app.references import new_reference

LIFETIME = 180 * 86_400  # seconds
MOST = 5  # people at one browser


def mark_of(user: User) -> str | None:
    """What the limits call this browser for this user; None where they have not signed in here."""
    return _marks().get(user.ref)


def remember(response: Response, user: User) -> None:
    """Let this browser be known to its user for half a year."""
    marks = {ref: mark for ref, mark in _marks().items() if ref != user.ref}
    newest = [*marks.items(), (user.ref, mark_of(user) or new_reference())][-MOST:]
    response.set_cookie(
        _name(),
        str(_serializer().dumps(newest)),
        max_age=LIFETIME,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _marks() -> dict[str, str]:
    try:
        held = _serializer().loads(request.cookies.get(_name(), ""), max_age=LIFETIME)
        return {str(ref): str(mark) for ref, mark in held}
    except (BadData, TypeError, ValueError):
        return {}


def _serializer() -> URLSafeTimedSerializer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return URLSafeTimedSerializer(keys, salt="known-browser")


def _name() -> str:
    return "__Host-kjent" if current_app.config["SESSION_COOKIE_SECURE"] else "kjent"
