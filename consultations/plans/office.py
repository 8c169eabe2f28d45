"""The planner's pages of the plan itself: make one, rewrite its headings, add to its status log."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.accounts import current_user, guard
from app.fields.text import add_error
from app.municipalities.municipality import current_municipality
from app.rows import ChangedMeanwhile
from consultations.plans.address import load_plan
from consultations.plans.correction import ReasonMissing
from consultations.plans.editing import TypeRefused, change_plan, create_plan, is_relied_on
from consultations.plans.forms import PlanForm, StatusForm
from consultations.plans.permission import WRITE_PLANS
from consultations.plans.plan import HEADINGS, Plan, add_status, same_plan
from consultations.plans.plan_type import PlanType

blueprint = Blueprint("plans", __name__, url_prefix="/<municipality>/arbeid/planer")


@blueprint.route("/ny", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def new() -> ResponseReturnValue:
    """A new plan."""
    home = current_municipality()
    form = PlanForm(data={"language": home.language})
    if not form.validate_on_submit():
        return render_template("plans/new.html", form=form), 400 if form.is_submitted() else 200
    twin = same_plan(home.id, form.title.data, form.period_from.data)
    if twin is not None:
        add_error(form.title, _("Kommunen har alt en plan med denne tittelen fra samme år."))
        return render_template("plans/new.html", form=form, twin=twin), 409
    headings = _typed(form)
    if not headings["legal_basis"]:
        del headings["legal_basis"]
    title, plan_type = str(headings.pop("title")), PlanType(str(headings.pop("plan_type")))
    plan = create_plan(home, title, plan_type, current_user(), **headings)
    flash(_("Planen er opprettet."), "success")
    return redirect(url_for("plan_office.plan", plan=plan.key), 303)


@blueprint.route("/<plan>/rediger", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def edit(plan: str) -> ResponseReturnValue:
    """The fixed headings and facts of a plan."""
    found = load_plan(plan)
    form = PlanForm(obj=found, data={"seen": found.mark})
    if not form.validate_on_submit():
        return _edit_page(found, form), 400 if form.is_submitted() else 200
    try:
        change_plan(found, form.seen.data, form.reason.data, current_user(), **_typed(form))
    except ChangedMeanwhile:
        return _changed_meanwhile(found, form)
    except ReasonMissing:
        add_error(form.reason, _("Folk kan ha lest det du endrer. Skriv hvorfor det rettes. Alle kan lese grunnen."))
        return _edit_page(found, form), 400
    except TypeRefused as refused:
        form.plan_type.errors = [*form.plan_type.errors, *refused.reasons]
        return _edit_page(found, form), 409
    flash(_("Endringene er lagret."), "success")
    return redirect(url_for("plan_office.plan", plan=plan), 303)


@blueprint.route("/<plan>/status", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def status(plan: str) -> ResponseReturnValue:
    """Add a line to the status log."""
    found = load_plan(plan)
    form = StatusForm(data={"on_date": clock.today()})
    if not form.validate_on_submit():
        return render_template("plans/status.html", form=form, plan=found), 400 if form.is_submitted() else 200
    assert form.on_date.data
    add_status(found, form.on_date.data, form.text.data)
    flash(_("Linjen er lagt til i statusloggen."), "success")
    return redirect(url_for("plan_office.plan", plan=plan, _anchor="status"), 303)


def _typed(form: PlanForm) -> dict[str, str | int | None]:
    return {name: form[name].data for name in HEADINGS}


def _changed_meanwhile(plan: Plan, form: PlanForm) -> ResponseReturnValue:
    """What was typed stays; what the other one wrote stands beside it, and sending again is a decision."""
    stored = {name: getattr(plan, name) for name in HEADINGS}
    shown = stored | {"predecessor_id": plan.predecessor.title if plan.predecessor else ""}
    differing = [(form[name].label.text, shown[name]) for name in stored if form[name].data != stored[name]]
    form.seen.data = plan.mark
    form.seen.raw_data = None
    return _edit_page(plan, form, differing=differing), 409


def _edit_page(plan: Plan, form: PlanForm, **more: Any) -> str:
    return render_template("plans/edit.html", form=form, plan=plan, relied_on=is_relied_on(plan), **more)
