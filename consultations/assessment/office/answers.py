"""Answers: the list of them, one answer for many points, and a page for each."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.guards import guard
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended, warnings
from app.rows import ChangedMeanwhile, version_of
from consultations.assessment import answer_list
from consultations.assessment.answering import answer, answer_all, reuse, rewrite
from consultations.assessment.forms import AssessmentForm
from consultations.assessment.office.blueprint import Desk, blueprint, desk_of, holds
from consultations.assessment.office.conflict import writer_of
from consultations.assessment.office.refusal import why
from consultations.assessment.permission import ASSESS, SEE
from consultations.hearings.address import HearingAddress
from consultations.hearings.lock import CaseClosed
from consultations.points.assessment import Assessment
from consultations.points.history import history_of_answer
from consultations.points.point import Point
from consultations.points.point_list import chosen_points, find_points
from consultations.points.verdict import VERDICTS, label

SHOWN = 50


@blueprint.get("/<municipality>/arbeid/vurdering/<hearing:hearing>/svar")
@guard(SEE)
def answers(hearing: HearingAddress) -> ResponseReturnValue:
    """All answers of the hearing, those for most points first."""
    desk = desk_of(hearing)
    listed, pages = answer_list.answers(desk.hearing, desk.filter.page)
    return render_template("assessment/answers.html", desk=desk, listed=listed, pages=pages, label=label)


@blueprint.route("/<municipality>/arbeid/vurdering/<hearing:hearing>/svar/nytt", methods=["GET", "POST"])
@guard(ASSESS)
def new_answer(hearing: HearingAddress) -> ResponseReturnValue:
    """One answer for the chosen points: those ticked, or all that the filter shows and that have none."""
    desk = desk_of(hearing)
    chosen, versions = desk.points(request.args.getlist("punkt"))
    everything = request.args.get("alle") == "ja"
    if not chosen and not everything:
        flash(_("Velg minst ett punkt først."), "warning")
        return redirect(desk.url("points"), 303)
    form = AssessmentForm()
    form.offer(desk.sections)
    if not form.validate_on_submit():
        return _new_page(desk, form, chosen, everything), 400 if form.is_submitted() else 200
    try:
        return _written(desk, form, chosen, versions, everything)
    except ChangedMeanwhile:
        form.form_errors.append(_("Noen av punktene er endret av en annen imens. Se over dem og lagre på nytt."))
        db.session.rollback()
        return _again(hearing, form), 409
    except CaseClosed as refused:
        form.form_errors.append(why(refused))
        return _new_page(desk, form, chosen, everything), 409
    except TextMustBeMended:
        form.text.errors = [
            _("Teksten er offentlig og inneholder et fødselsnummer eller ord som er fjernet fra nettet. Ta det bort.")
        ]
        return _new_page(desk, form, chosen, everything), 400


@blueprint.get("/<municipality>/arbeid/vurdering/<hearing:hearing>/svar/<ref>")
@guard(SEE)
def one_answer(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """One answer with its points."""
    desk = desk_of(hearing, holds(Assessment, ref))
    assessment = desk.assessment(ref)
    form = AssessmentForm()
    form.offer(desk.sections)
    form.read(assessment)
    return _page(desk, assessment, form)


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/svar/<ref>/bruk")
@guard(ASSESS)
def reuse_for_chosen(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Let this answer answer the chosen points too."""
    desk = desk_of(hearing)
    assessment = desk.assessment(ref)
    chosen, versions = desk.points(request.form.getlist("punkt"))
    try:
        reuse(desk.hearing, chosen, assessment, versions)
    except CaseClosed as refused:
        flash(why(refused), "warning")
    except ChangedMeanwhile:
        flash(_("Noen av punktene er endret av en annen imens. Velg dem på nytt."), "warning")
        return redirect(desk.url("points"), 303)
    except TextMustBeMended:
        abort(409)
    flash(_answered(len(chosen)), "success")
    return redirect(desk.url("points"), 303)


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/svar/<ref>")
@guard(ASSESS)
def save_answer(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Save an answer for all its points; on a conflict both texts are shown and nothing typed is lost."""
    desk = desk_of(hearing)
    assessment = desk.assessment(ref)
    form = AssessmentForm()
    form.offer(desk.sections)
    if not form.validate():
        return _page(desk, assessment, form), 400
    try:
        rewrite(desk.hearing, assessment, form.content, version_of(form.version.data))
    except ChangedMeanwhile:
        form.version.data = str(assessment.version)
        return _page(desk, assessment, form, stored=assessment), 409
    except CaseClosed as refused:
        form.form_errors.append(why(refused))
        return _page(desk, assessment, form), 409
    except TextMustBeMended:
        form.text.errors = [
            _("Teksten er offentlig og inneholder et fødselsnummer eller ord som er fjernet fra nettet. Ta det bort.")
        ]
        return _page(desk, assessment, form), 400
    flash(_("Lagret for alle punktene."), "success")
    return redirect(desk.url("one_answer", ref=assessment.ref), 303)


def _written(
    desk: Desk, form: AssessmentForm, chosen: list[Point], versions: dict[str, int], everything: bool
) -> ResponseReturnValue:
    if everything:
        made, count = answer_all(desk.hearing, chosen_points(desk.hearing, desk.filter), form.content)
    else:
        made, count = answer(desk.hearing, chosen, form.content, versions), len(chosen)
    flash(_answered(count), "success")
    target = desk.url("points") if made.verdict else desk.url("one_answer", ref=made.ref)
    return redirect(target, 303)


def _answered(count: int) -> str:
    text: str = ngettext("%(num)s punkt har fått svaret.", "%(num)s punkter har fått svaret.", count)
    return text


def _again(hearing: HearingAddress, form: AssessmentForm) -> str:
    """The same page with the points as they are now, so that saving once more is done knowingly."""
    desk = desk_of(hearing)
    refs = [text.partition(".")[0] for text in request.args.getlist("punkt")]
    found = [desk.points([f"{ref}.0"])[0] for ref in refs]
    return _new_page(desk, form, [point for points in found for point in points], False)


def _new_page(desk: Desk, form: AssessmentForm, chosen: list[Point], everything: bool) -> str:
    found = find_points(desk.hearing, desk.filter, desk.themes) if everything else None
    ticked = {"alle": "ja"} if everything else {"punkt": [f"{point.ref}.{point.version}" for point in chosen]}
    return render_template(
        "assessment/new_answer.html",
        desk=desk,
        form=form,
        action=desk.url("new_answer", **ticked),
        chosen=found.points if found else chosen,
        total=found.total if found else len(chosen),
        everything=everything,
        answered=sum(point.assessment is not None for point in chosen),
        ticked=ticked,
        listed=answer_list.answers(desk.hearing, 1)[0][:12] if not everything else [],
        found=warnings(
            form.text.data or "", form.reason.data or "", form.change_before.data or "", form.change.data or ""
        ),
        verdicts=VERDICTS,
        label=label,
    )


def _page(desk: Desk, assessment: Assessment, form: AssessmentForm, stored: Assessment | None = None) -> str:
    points = answer_list.points_answered(assessment, SHOWN)
    return render_template(
        "assessment/one_answer.html",
        desk=desk,
        assessment=assessment,
        form=form,
        stored=stored,
        writer=writer_of(assessment),
        history=history_of_answer(assessment),
        points=points,
        total=assessment.points,
        found=warnings(
            form.text.data or "", form.reason.data or "", form.change_before.data or "", form.change.data or ""
        ),
        verdicts=VERDICTS,
        label=label,
    )
