"""Coverage: what has come in, what is unanswered, and the door to the public."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.guards import guard
from app.personal_data.staff_text import TextMustBeMended
from consultations.assessment.coverage import coverage
from consultations.assessment.forms import ReleaseForm, ReopenForm
from consultations.assessment.office.blueprint import Desk, blueprint, desk_of
from consultations.assessment.office.refusal import why
from consultations.assessment.permission import ASSESS, REOPEN, SEE
from consultations.assessment.release import (
    MustBeConfirmed,
    NotCovered,
    TooEarly,
    release,
    release_of,
    start_assessment,
)
from consultations.assessment.release_findings import STATEMENT, FindingPlace, ReleaseFindings, look_over
from consultations.assessment.written import ASSESSMENT, PLAN, POINT, THEME
from consultations.hearings.address import HearingAddress
from consultations.hearings.lock import CaseClosed, NotLocked, reopen, reopenings

LOOKED_THROUGH = 2000  # points; with so many the page looks through the texts by itself


@blueprint.get("/<municipality>/arbeid/vurdering/<hearing:hearing>/dekning")
@guard(SEE)
def coverage_report(hearing: HearingAddress) -> ResponseReturnValue:
    """The numbers, and what stands between them and the papers."""
    return _page(desk_of(hearing), ReleaseForm())


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/start")
@guard(ASSESS)
def start(hearing: HearingAddress) -> ResponseReturnValue:
    """Begin the assessment once the deadline has passed."""
    desk = desk_of(hearing)
    try:
        start_assessment(desk.hearing)
    except TooEarly:
        flash(_("Fristen er ikke ute ennå."), "warning")
    else:
        flash(_("Vurderingen er i gang."), "success")
    return redirect(desk.url("points"), 303)


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/frigi")
@guard(ASSESS)
def release_assessments(hearing: HearingAddress) -> ResponseReturnValue:
    """Make the assessments public."""
    desk, form = desk_of(hearing), ReleaseForm()
    if not form.validate_on_submit():
        return _page(desk, form), 400
    try:
        release(desk.hearing, form.override_reason.data, (form.seen.data or "") if form.confirm.data else "")
    except TooEarly:
        form.form_errors.append(_("Vurderingen er ikke startet."))
        return _page(desk, form), 409
    except NotCovered:
        form.override_reason.errors = [_("Noe mangler. Skriv hvorfor saken går videre likevel, eller gjør det ferdig.")]
        return _page(desk, form), 400
    except TextMustBeMended:
        form.form_errors.append(_("Noe i det dere har skrevet, kan ikke bli offentlig. Se listen over."))
        return _page(desk, form, found=look_over(desk.hearing)), 409
    except MustBeConfirmed:
        form.confirm.errors = [_("Se på det som er funnet, og kryss av for at det kan stå.")]
        return _page(desk, form, found=look_over(desk.hearing)), 409
    flash(_("Vurderingene er frigitt. Alle kan lese dem nå."), "success")
    return redirect(desk.url("coverage_report"), 303)


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/gjenapne")
@guard(REOPEN)
def reopen_assessments(hearing: HearingAddress) -> ResponseReturnValue:
    """Let the assessments be changed although a body has decided on them."""
    desk, form = desk_of(hearing), ReopenForm()
    if not form.validate_on_submit():
        return _page(desk, ReleaseForm(), form), 400
    try:
        reopen(desk.hearing, form.reason.data)
    except NotLocked:
        form.form_errors.append(_("Vurderingene er ikke låst. De kan endres alt."))
    except CaseClosed as refused:
        form.form_errors.append(why(refused))
    else:
        flash(_("Vurderingene er gjenåpnet. Lag en ny utgave før et utvalg behandler saken igjen."), "success")
        return redirect(desk.url("coverage_report"), 303)
    return _page(desk, ReleaseForm(), form), 409


def _page(
    desk: Desk, form: ReleaseForm, reopening: ReopenForm | None = None, found: ReleaseFindings | None = None
) -> str:
    """What is found is told after the release too: more may have been removed from a remark since.

    Of a large hearing the texts are looked through when somebody asks for it; a release always does.
    """
    covered = coverage(desk.hearing)
    if found is None and (covered.points <= LOOKED_THROUGH or request.args.get("tekster") == "ja"):
        found = look_over(desk.hearing)
    form.seen.data = found.mark if found else ""
    return render_template(
        "assessment/coverage_report.html",
        desk=desk,
        form=form,
        reopening=reopening or ReopenForm(),
        refused=reopening or form,
        reopenings=reopenings(desk.hearing),
        covered=covered,
        release=release_of(desk.hearing),
        found=found,
        url_of=partial(_url_of, desk),
    )


def _url_of(desk: Desk, place: FindingPlace) -> str:
    """Where something that was found is mended."""
    if place.kind == PLAN:
        return url_for("plans.edit", plan=desk.hearing.plan.key)
    if place.kind == STATEMENT:
        return url_for("pages.statement", hearing=desk.hearing, ref=place.ref)
    if place.kind == THEME:
        return desk.url("one_theme", theme=place.ref)
    endpoint = {ASSESSMENT: "one_answer", POINT: "point"}.get(place.kind)
    return desk.url(endpoint, ref=place.ref) if endpoint else desk.url("late_list")
