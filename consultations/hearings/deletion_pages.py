"""The planner's pages for taking something away: what goes, and the button; 409 for what people know of."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import guard
from consultations.drafts.address import load_version
from consultations.drafts.version import Published, delete_version, versions_of
from consultations.hearings.address import load_round
from consultations.hearings.deletion import StillPublic, delete_hearing, delete_plan
from consultations.hearings.hearing import earlier_rounds
from consultations.plans.address import load_plan
from consultations.plans.permission import WRITE_PLANS

blueprint = Blueprint("deletions", __name__, url_prefix="/<municipality>/arbeid/planer/<plan>")


@blueprint.route("/slett", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def plan(plan: str) -> ResponseReturnValue:
    """A plan with everything that was prepared for it."""
    found = load_plan(plan)
    page = {"plan": found, "versions": len(versions_of(found)), "rounds": len(earlier_rounds(found))}
    if request.method == "GET":
        return render_template("deletions/plan.html", **page)
    title = found.title
    try:
        delete_plan(found)
    except StillPublic:
        return render_template("deletions/plan.html", **page), 409
    flash(_("Planen «%(title)s» er slettet.", title=title), "success")
    return redirect(url_for("plan_office.plans"), 303)


@blueprint.route("/horing/<int:number>/slett", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def hearing(plan: str, number: int) -> ResponseReturnValue:
    """A hearing that is being prepared."""
    found = load_round(load_plan(plan), number)
    page = {"plan": found.plan, "hearing": found}
    if request.method == "GET":
        return render_template("deletions/hearing.html", **page)
    try:
        delete_hearing(found)
    except StillPublic:
        return render_template("deletions/hearing.html", **page), 409
    flash(_("Høringen er slettet."), "success")
    return redirect(url_for("plan_office.plan", plan=plan), 303)


@blueprint.route("/utkast/<int:number>/slett", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def version(plan: str, number: int) -> ResponseReturnValue:
    """A draft that is not published."""
    found = load_version(plan, number)
    page = {"plan": found.plan, "version": found}
    if request.method == "GET":
        return render_template("deletions/version.html", **page)
    try:
        delete_version(found)
    except Published:
        return render_template("deletions/version.html", **page), 409
    flash(_("Utkast %(number)s er slettet.", number=number), "success")
    return redirect(url_for("plan_office.plan", plan=plan), 303)
