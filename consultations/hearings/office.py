"""The planner's pages of a hearing: dates, publication of the draft, announcement, a later deadline, moved meetings."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import current_user, guard
from app.links import absolute
from app.municipalities import body
from consultations.drafts.office import load_version
from consultations.hearings.address import load_round
from consultations.hearings.announcement_text import announcement_text
from consultations.hearings.dates import DatesRefused, dates_of, remarks_on
from consultations.hearings.forms import DatesForm, ExtensionForm, MeetingsForm, show_remarks
from consultations.hearings.hearing import Hearing, newest_round
from consultations.hearings.preparation import (
    DraftIsOpen,
    NotReady,
    RoundInProgress,
    announce,
    change_dates,
    extend,
    give_draft,
    may_start_round,
    move_meetings,
    plan_hearing,
)
from consultations.hearings.suggestion import suggestion
from consultations.plans.office import load_plan
from consultations.plans.plan import SEE_PLANS, WRITE_PLANS, Plan

blueprint = Blueprint("hearings", __name__, url_prefix="/<municipality>/arbeid/planer/<plan>")


@blueprint.route("/horing/ny", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def new(plan: str) -> ResponseReturnValue:
    """Plan the next round; the suggested dates are filled in already."""
    found = load_plan(plan)
    if not may_start_round(found):
        return redirect(_plan_page(found), 303)
    offered = suggestion(found.type)
    executive = found.municipality.body(body.EXECUTIVE)
    form = DatesForm(
        data={
            "opens": offered.opens,
            "last_day": offered.last_day,
            "decided_by_body": executive.name if executive else "",
        }
    )
    if request.method == "GET" or _asks_for_suggestion() or not form.validate():
        return _dates_page(found, None, form)
    try:
        plan_hearing(found, form.dates, current_user())
    except DatesRefused as refused:
        show_remarks(form, refused.remarks)
        return _dates_page(found, None, form)
    except RoundInProgress:
        return redirect(_plan_page(found), 303)
    flash(_("Datoene er lagret."), "success")
    return redirect(_plan_page(found), 303)


@blueprint.route("/horing/<int:number>/datoer", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def dates(plan: str, number: int) -> ResponseReturnValue:
    """The dates of a hearing that is not announced yet."""
    hearing = load_round(load_plan(plan), number)
    form = DatesForm(obj=dates_of(hearing))
    if hearing.is_public and request.method == "GET":
        return redirect(_plan_page(hearing.plan), 303)
    if request.method == "GET" or _asks_for_suggestion() or not form.validate():
        return _dates_page(hearing.plan, hearing, form)
    try:
        change_dates(hearing, form.dates)
    except DatesRefused as refused:
        show_remarks(form, refused.remarks)
        return _dates_page(hearing.plan, hearing, form)
    flash(_("Datoene er lagret."), "success")
    return redirect(_plan_page(hearing.plan), 303)


@blueprint.post("/horing/<int:number>/kunngjor")
@guard(WRITE_PLANS)
def announced(plan: str, number: int) -> ResponseReturnValue:
    """Announce the hearing."""
    hearing = load_round(load_plan(plan), number)
    try:
        announce(hearing)
    except NotReady as error:
        flash(_("Høringen kan ikke kunngjøres ennå. Dette mangler: %(what)s.", what="; ".join(error.missing)), "danger")
        return redirect(_plan_page(hearing.plan), 303)
    flash(_("Høringen er kunngjort. Her er teksten til nettsiden og avisen."), "success")
    return redirect(url_for("hearings.text", plan=plan, number=number), 303)


@blueprint.get("/horing/<int:number>/kunngjoring")
@guard(SEE_PLANS)
def text(plan: str, number: int) -> ResponseReturnValue:
    """The text of the announcement, to copy."""
    hearing = load_round(load_plan(plan), number)
    address = absolute("pages.hearing", municipality=hearing.plan.municipality.slug, hearing=hearing)
    return render_template(
        "hearings/text.html", plan=hearing.plan, hearing=hearing, announcement=announcement_text(hearing, address)
    )


@blueprint.route("/utkast/<int:number>/publiser", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def publish(plan: str, number: int) -> ResponseReturnValue:
    """Publish a version as the hearing's draft: what that means, and the button."""
    version = load_version(plan, number)
    hearing = newest_round(version.plan)
    page = {"plan": version.plan, "version": version, "hearing": hearing}
    if request.method == "GET":
        return render_template("hearings/publish.html", **page)
    if hearing is None:
        return render_template("hearings/publish.html", **page), 409
    try:
        give_draft(hearing, version)
    except DraftIsOpen:
        return render_template("hearings/publish.html", **page), 409
    flash(_("Utkastet er publisert. Teksten kan ikke endres lenger."), "success")
    return redirect(_plan_page(version.plan), 303)


@blueprint.route("/horing/<int:number>/forleng", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def extension(plan: str, number: int) -> ResponseReturnValue:
    """Move the last day later, with a reason."""
    hearing, form = load_round(load_plan(plan), number), ExtensionForm()
    if form.validate_on_submit():
        assert form.last_day.data
        try:
            extend(hearing, form.last_day.data, form.reason.data, current_user())
        except DatesRefused as refused:
            show_remarks(form, refused.remarks)
        else:
            flash(_("Fristen er forlenget. Kunngjør den nye fristen der du kunngjorde den første."), "success")
            return redirect(_plan_page(hearing.plan), 303)
    page = render_template("hearings/extension.html", form=form, plan=hearing.plan, hearing=hearing)
    return page, 400 if form.is_submitted() else 200


@blueprint.route("/horing/<int:number>/moter", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def meetings(plan: str, number: int) -> ResponseReturnValue:
    """Move the planned meetings of a hearing that is announced."""
    hearing = load_round(load_plan(plan), number)
    form = MeetingsForm(obj=hearing)
    if form.validate_on_submit():
        try:
            move_meetings(hearing, form.councils_on.data, form.executive_on.data, form.assembly_on.data)
        except DatesRefused as refused:
            show_remarks(form, refused.remarks)
        else:
            flash(_("Møtedatoene er lagret."), "success")
            return redirect(_plan_page(hearing.plan), 303)
    _name_bodies(form, hearing.plan)
    page = render_template("hearings/meetings.html", form=form, plan=hearing.plan, hearing=hearing)
    return page, 400 if form.is_submitted() else 200


def _plan_page(plan: Plan) -> str:
    return url_for("plan_office.plan", plan=plan.key)


def _asks_for_suggestion() -> bool:
    return "suggest" in request.form


def _dates_page(plan: Plan, hearing: Hearing | None, form: DatesForm) -> ResponseReturnValue:
    """The dates with a suggestion for the opening day that is typed, and with what the rules say of them."""
    offered = suggestion(plan.type, form.opens.data)
    wanted = form.is_submitted() and not _asks_for_suggestion()
    if _asks_for_suggestion():
        form.opens.data, form.last_day.data = offered.opens, offered.last_day
    remarks = remarks_on(plan, form.dates) if form.opens.data and form.last_day.data else ()
    _name_bodies(form, plan)
    page = render_template(
        "hearings/dates.html", form=form, plan=plan, hearing=hearing, offered=offered, remarks=remarks, refused=wanted
    )
    return page, 400 if wanted else 200


def _name_bodies(form: MeetingsForm, plan: Plan) -> None:
    """The bodies carry the municipality's own names."""
    for field, kind in ((form.executive_on, body.EXECUTIVE), (form.assembly_on, body.ASSEMBLY)):
        own = plan.municipality.body(kind)
        if own is not None:
            field.label.text = own.name
