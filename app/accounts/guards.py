"""Every endpoint says who may come: `public` (one page for everybody), `form_page` (anybody, not stored) or `guard`."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.permission import Permission
from app.accounts.session import current_user
from app.municipalities.municipality import current_municipality

View = TypeVar("View", bound=Callable[..., Any])


class SignInAgain(Exception):
    """A form was posted by somebody whose session has ended; what was typed is given back."""


def public(view: View) -> View:
    """A page that is the same for everybody: no cookie is read or set, and it may be kept and revalidated."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def uncached(view: View) -> View:
    """A public page that is made anew each time, such as search results."""
    view.cached = False  # type: ignore[attr-defined]
    return view


def form_page(view: View) -> View:
    """A form or a personal page that needs no account. Nobody may store it."""
    view.access = "form"  # type: ignore[attr-defined]
    return view


def guard(permission: Permission) -> Callable[[View], View]:
    """Staff only: 404 outside one's own municipalities, 403 without the permission, sign-in when nobody is."""

    def protect(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            refusal = _admit(permission)
            answer: ResponseReturnValue = refusal if refusal is not None else view(*args, **kwargs)
            return answer

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return protect


def access_of_request() -> str | Permission | None:
    """How the endpoint of this request is guarded; None for an unknown address."""
    view = current_app.view_functions.get(request.endpoint or "")
    access: str | Permission | None = getattr(view, "access", None)
    return access


def _admit(permission: Permission) -> ResponseReturnValue | None:
    user = current_user()
    if user is None:
        if request.method == "POST":
            raise SignInAgain
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    municipality = current_municipality()
    if not user.roles_in(municipality.id):
        abort(404)
    if not user.may(permission, municipality.id):
        abort(403)
    return None
