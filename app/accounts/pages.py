"""Signing in and out, and the door to the office."""

from __future__ import annotations

import re

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import limits
from app.accounts.forms import SignInForm
from app.accounts.guards import form_page
from app.accounts.session import begin_session, current_user, end_session
from app.accounts.user import User, authenticated
from app.extensions import db
from app.municipalities.municipality import Municipality

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/logg-inn", methods=["GET", "POST"])
@form_page
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    form = SignInForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), 400 if form.is_submitted() else 200
    if not limits.allow_sign_in(form.email.data):
        form.password.errors = [_("For mange forsøk. Vent et kvarter og prøv igjen.")]
        return render_template("accounts/sign_in.html", form=form), 429, {"Retry-After": "900"}
    user = authenticated(form.email.data, form.password.data)
    if user is None:
        limits.count_failed_sign_in(form.email.data)
        form.password.errors = [_("E-postadressen eller passordet er feil.")]
        return render_template("accounts/sign_in.html", form=form), 400
    return _welcome(user, form.next.data)


@blueprint.post("/logg-ut")
@form_page
def sign_out() -> ResponseReturnValue:
    """End the session on the server and empty the cookie."""
    end_session()
    session.clear()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/arbeid")
@form_page
def doors() -> ResponseReturnValue:
    """The municipalities one works for; straight in where there is one."""
    user = current_user()
    if user is None:
        return redirect(url_for("accounts.sign_in"), 303)
    ids = {membership.municipality_id for membership in user.memberships}
    municipalities = db.session.scalars(
        db.select(Municipality).where(Municipality.id.in_(ids)).order_by(Municipality.name)
    ).all()
    if len(municipalities) == 1:
        return redirect(f"/{municipalities[0].slug}/arbeid/", 303)
    return render_template("accounts/doors.html", municipalities=municipalities)


def safe_next(target: str) -> str:
    """A path on this site or the office door; whatever could lead elsewhere is dropped."""
    return target if re.fullmatch(r"/[a-z0-9][A-Za-z0-9/_.?=&%-]*", target) else url_for("accounts.doors")


def _welcome(user: User, target: str) -> Response:
    session.clear()
    begin_session(user)
    response = redirect(safe_next(target or ""), 303)
    assert isinstance(response, Response)
    return response
