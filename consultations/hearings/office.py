"""The planner's pages of a hearing: dates, publication of the draft, announcement, a later deadline, moved meetings."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import current_user, guard
from app.links import absolute
from app.partial_date import spoken
from consultations.drafts.address import load_version
from consultations.hearings.address import load_round
from consultations.hearings.announcement_text import announcement_text
from consultations.hearings.chain_form import ChainForm, asks_to_rearrange, rows_of, sent
from consultations.hearings.dates import DatesRefused, dates_of, remarks_on
from consultations.hearings.deadline import DateRemark
from consultations.hearings.decision_to_hear import correct_decision_to_hear
from consultations.hearings.forms import DatesForm, DecisionToHearForm, ExtensionForm, show_remarks, typed_dates
from consultations.hearings.hearing import Hearing, newest_round
from consultations.hearings.hearing_kind import HearingKind
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
    subject,
)
from consultations.hearings.suggestion import suggested_dates, suggestion
from consultations.plans.address import load_plan
from consultations.plans.correction import corrections_of
from consultations.plans.permission import SEE_PLANS, WRITE_PLANS
from consultations.plans.plan import Plan

blueprint = Blueprint("hearings", __name__, url_prefix="/<municipality>/arbeid/planer/<plan>")
blueprint.add_app_template_filter(spoken, "partial_date")


@blueprint.route("/horing/ny", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def new(plan: str) -> ResponseReturnValue:
    """Plan the next round; the suggested dates are filled in already."""
    found = load_plan(plan)
    if not may_start_round(found):
        return redirect(_plan_page(found), 303)
    form = _dates_form(found, None)
    if request.method == "GET" or _asks_for_more() or not form.validate():
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
    form = _dates_form(hearing.plan, hearing)
    if hearing.is_public and request.method == "GET":
        return redirect(_plan_page(hearing.plan), 303)
    if request.method == "GET" or _asks_for_more() or not form.validate():
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
    except DatesRefused as refused:
        return render_template("hearings/publish.html", **page, refused=refused.remarks), 409
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
    bodies = hearing.plan.municipality.bodies
    form = ChainForm(formdata=sent(bodies), data={"chain": rows_of(hearing.chain)})
    form.offer(bodies)
    wanted = form.is_submitted() and not asks_to_rearrange()
    if wanted and form.validate():
        try:
            move_meetings(hearing, form.planned)
        except DatesRefused as refused:
            show_remarks(form, refused.remarks)
        else:
            flash(_("Møtedatoene er lagret."), "success")
            return redirect(_plan_page(hearing.plan), 303)
    page = render_template("hearings/meetings.html", form=form, plan=hearing.plan, hearing=hearing)
    return page, 400 if wanted else 200


@blueprint.route("/horing/<int:number>/vedtak", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def decision_to_hear(plan: str, number: int) -> ResponseReturnValue:
    """Correct what was announced of the decision to hear the draft."""
    hearing = load_round(load_plan(plan), number)
    if not hearing.is_public:
        return redirect(url_for("hearings.dates", plan=plan, number=number), 303)
    form = DecisionToHearForm(obj=hearing)
    if form.validate_on_submit():
        try:
            correct_decision_to_hear(hearing, form.decision, form.reason.data, current_user())
        except DatesRefused as refused:
            show_remarks(form, refused.remarks)
        else:
            flash(_("Rettelsen er lagret. Det som sto før, og grunnen, står i statusloggen."), "success")
            return redirect(_plan_page(hearing.plan), 303)
    page = render_template(
        "hearings/decision_to_hear.html",
        form=form,
        plan=hearing.plan,
        hearing=hearing,
        corrections=corrections_of(hearing.plan_id, subject(hearing)),
    )
    return page, 400 if form.is_submitted() else 200


def _plan_page(plan: Plan) -> str:
    return url_for("plan_office.plan", plan=plan.key)


def _asks_for_suggestion() -> bool:
    return "suggest" in request.form


def _asks_for_more() -> bool:
    """Whether a button was pressed that only changes the page."""
    return _asks_for_suggestion() or asks_to_rearrange()


def _dates_form(plan: Plan, hearing: Hearing | None) -> DatesForm:
    """The dates that the hearing has; for a new one those we suggest, and the chain of the round before."""
    bodies = plan.municipality.bodies
    form = DatesForm(formdata=sent(bodies), data=typed_dates(dates_of(hearing) if hearing else suggested_dates(plan)))
    form.offer(bodies)
    return form


def _dates_page(plan: Plan, hearing: Hearing | None, form: DatesForm) -> ResponseReturnValue:
    """The dates with a suggestion for the opening day that is typed, and with what the rules say of them."""
    offered = suggestion(plan.type, form.opens.data)
    wanted = form.is_submitted() and not _asks_for_more()
    if _asks_for_suggestion():
        form.opens.data, form.last_day.data = offered.opens, offered.last_day
    page = render_template(
        "hearings/dates.html",
        form=form,
        plan=plan,
        hearing=hearing,
        offered=offered,
        remarks=_remarks(plan, hearing, form),
        refused=wanted,
    )
    return page, 400 if wanted else 200


def _remarks(plan: Plan, hearing: Hearing | None, form: DatesForm) -> tuple[DateRemark, ...]:
    """What the rules say of dates that can be read."""
    readable = form.opens.data and form.last_day.data and form.kind.data in list(HearingKind) and form.is_readable
    return remarks_on(plan, form.dates, hearing.round if hearing else None) if readable else ()
