"""Signing in and out, and the door to the office."""

from __future__ import annotations

import logging
import re

from flask import Blueprint, Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import limits
from app.accounts import known_browser
from app.accounts.forms import SignInForm
from app.accounts.guards import form_page
from app.accounts.session import begin_session, current_user, end_session
from app.accounts.sign_in import Crowded, WrongPassword, signed_in_as
from app.accounts.user import User
from app.extensions import db
from app.municipalities.municipality import Municipality

log = logging.getLogger(__name__)

blueprint = Blueprint("accounts", __name__)


@blueprint.route("/logg-inn", methods=["GET", "POST"])
@form_page
def sign_in() -> ResponseReturnValue:
    """The sign-in page."""
    form = SignInForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), 400 if form.is_submitted() else 200
    try:
        user = signed_in_as(form.email.data, form.password.data)
    except WrongPassword as wrong:
        return _refused(form, _("E-postadressen eller passordet er feil."), 429 if wrong.slowed else 400)
    except Crowded:
        return _refused(form, _("Mange prøver å logge inn akkurat nå. Vent noen sekunder og prøv igjen."), 429)
    except limits.CountersBroken:
        log.exception("the counters fail, nobody can sign in")
        return _refused(form, _("Feilen er hos oss: Vi kan ikke logge inn noen akkurat nå. Prøv igjen om litt."), 503)
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


def _refused(form: SignInForm, why: str, status: int) -> ResponseReturnValue:
    form.password.errors = [why]
    headers = {"Retry-After": "5"} if status != 400 else {}
    return render_template("accounts/sign_in.html", form=form), status, headers


def _welcome(user: User, target: str) -> Response:
    session.clear()
    begin_session(user)
    response = redirect(safe_next(target or ""), 303)
    assert isinstance(response, Response)
    known_browser.remember(response, user)
    return response
