"""The planner's pages of a plan's public page: show it, write its phases, record its adoption and its follow-up."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import current_user, guard
from app.municipalities import body
from app.rows import ChangedMeanwhile
from consultations.plans.address import load_plan
from consultations.plans.adoption import NotAdopted, adopt, follow_up
from consultations.plans.page_forms import AdoptionForm, PhasesForm, phases_form
from consultations.plans.permission import WRITE_PLANS
from consultations.plans.phase import mark_of, phases_of, set_phases
from consultations.plans.plan import Plan
from consultations.plans.public_page import NothingToShow, show

blueprint = Blueprint("plan_page", __name__, url_prefix="/<municipality>/arbeid/planer/<plan>")


@blueprint.post("/vis")
@guard(WRITE_PLANS)
def shown(plan: str) -> ResponseReturnValue:
    """Let people see the plan's page."""
    found = load_plan(plan)
    try:
        show(found)
    except NothingToShow:
        flash(_("Skriv først en kort omtale, og hvem som svarer på spørsmål. Da kan siden vises."), "danger")
    else:
        flash(_("Plansiden er åpen for alle."), "success")
    return redirect(_back(found), 303)


@blueprint.route("/faser", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def phases(plan: str) -> ResponseReturnValue:
    """The phases before the draft."""
    found = load_plan(plan)
    form = phases_form(phases_of(found))
    if not form.validate_on_submit():
        return _phases_page(found, form, 400 if form.is_submitted() else 200)
    try:
        set_phases(found, form.phases, form.seen.data)
    except ChangedMeanwhile:
        return _phases_page(found, form, 409)
    flash(_("Fasene er lagret."), "success")
    return redirect(_back(found), 303)


@blueprint.route("/vedtatt", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def adoption(plan: str) -> ResponseReturnValue:
    """Record that the plan was adopted."""
    found = load_plan(plan)
    assembly = found.municipality.body(body.ASSEMBLY)
    form = AdoptionForm(data={"body": assembly.name if assembly else ""})
    if not form.validate_on_submit():
        page = render_template("plans/adoption.html", form=form, plan=found)
        return page, 400 if form.is_submitted() else 200
    adopt(found, form.facts, current_user())
    flash(_("Vedtaket er lagret."), "success")
    return redirect(_back(found), 303)


@blueprint.post("/folges-opp")
@guard(WRITE_PLANS)
def followed_up(plan: str) -> ResponseReturnValue:
    """The measures of the adopted plan are under way."""
    found = load_plan(plan)
    try:
        follow_up(found)
    except NotAdopted:
        flash(_("Planen er ikke vedtatt ennå."), "danger")
    else:
        flash(_("Planen står som en plan som følges opp."), "success")
    return redirect(_back(found), 303)


def _phases_page(plan: Plan, form: PhasesForm, status: int) -> ResponseReturnValue:
    """What was typed stays. Where another one saved meanwhile, sending again is a decision."""
    stored = phases_of(plan)
    if status == 409:
        form.seen.data, form.seen.raw_data = mark_of(stored), None
    return render_template("plans/phases.html", form=form, plan=plan, stored=stored if status == 409 else []), status


def _back(plan: Plan) -> str:
    return url_for("plan_office.plan", plan=plan.key)
