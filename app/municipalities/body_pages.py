"""The staff's page of the municipality's bodies: add one, give it another name, change the order, take one away."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, Length

from app import audit, office
from app.accounts.guards import guard
from app.accounts.permission import ADMINISTRATOR, PLANNER, Permission
from app.municipalities.body import (
    KINDS,
    Body,
    BodyExists,
    BodyInUse,
    body_by_id,
    dissolve,
    establish,
    move_up,
    rename,
)
from app.municipalities.municipality import current_municipality, touch

ARRANGE_BODIES = Permission("arrange bodies", frozenset({PLANNER, ADMINISTRATOR}))

blueprint = Blueprint("bodies", __name__, url_prefix="/<municipality>/arbeid/utvalg")


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


class BodyForm(FlaskForm):
    name = StringField(
        _l("Navn"),
        [
            DataRequired(_l("Skriv navnet på utvalget.")),
            Length(max=120, message=_l("Skriv kortere, høyst %(max)d tegn.")),
        ],
        filters=[_one_line],
        description=_l("Slik det står i sakspapirene, for eksempel Hovedutvalg for plan og miljø."),
    )
    kind = SelectField(_l("Slags utvalg"), choices=[SelectChoice(kind, label) for kind, label in KINDS.items()])


class NameForm(FlaskForm):
    name = BodyForm.name


@blueprint.route("/", methods=["GET", "POST"])
@guard(ARRANGE_BODIES)
def bodies() -> ResponseReturnValue:
    """The list, and a form for one more."""
    home, form = current_municipality(), BodyForm()
    if form.validate_on_submit():
        try:
            made = establish(home.id, form.kind.data, form.name.data)
        except BodyExists:
            form.name.errors = [_("Kommunen har alt et utvalg med dette navnet.")]
        else:
            _changed(made, "body.established")
            flash(_("%(name)s er lagt til.", name=made.name), "success")
            return redirect(url_for("bodies.bodies"), 303)
    return render_template("bodies/bodies.html", form=form), 400 if form.is_submitted() else 200


@blueprint.route("/<int:number>", methods=["GET", "POST"])
@guard(ARRANGE_BODIES)
def body(number: int) -> ResponseReturnValue:
    """One body: another name."""
    found = _load(number)
    form = NameForm(obj=found)
    if form.validate_on_submit():
        try:
            rename(found, form.name.data)
        except BodyExists:
            form.name.errors = [_("Kommunen har alt et utvalg med dette navnet.")]
        else:
            _changed(found, "body.renamed")
            flash(_("Navnet er lagret."), "success")
            return redirect(url_for("bodies.bodies"), 303)
    return render_template("bodies/body.html", form=form, body=found), 400 if form.is_submitted() else 200


@blueprint.post("/<int:number>/opp")
@guard(ARRANGE_BODIES)
def up(number: int) -> ResponseReturnValue:
    """One place up in the list."""
    found = _load(number)
    move_up(found, current_municipality().bodies)
    _changed(found, "body.moved")
    return redirect(url_for("bodies.bodies"), 303)


@blueprint.route("/<int:number>/slett", methods=["GET", "POST"])
@guard(ARRANGE_BODIES)
def delete(number: int) -> ResponseReturnValue:
    """Take a body off the list that no case names: what that means, and the button."""
    found = _load(number)
    if request.method == "GET":
        return render_template("bodies/delete.html", body=found)
    name = found.name
    try:
        dissolve(found)
    except BodyInUse:
        return render_template("bodies/delete.html", body=found, in_use=True), 409
    _changed(found, "body.dissolved")
    flash(_("%(name)s er tatt bort.", name=name), "success")
    return redirect(url_for("bodies.bodies"), 303)


def _load(number: int) -> Body:
    """The body in the path; 404 where the municipality has none by that number."""
    return body_by_id(current_municipality().id, number) or abort(404)


def _changed(changed: Body, action: str) -> None:
    audit.record(changed.municipality_id, action, f"body:{changed.id}")
    touch(changed.municipality_id)


entry = office.Entry("bodies", _l("Utvalg"), "bodies.bodies", ARRANGE_BODIES, position=80)
