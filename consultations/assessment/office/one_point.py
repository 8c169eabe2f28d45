"""The page of one point: what was sent to the left, what is written about it to the right."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.guards import guard
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended, warnings
from app.rows import ChangedMeanwhile, version_of
from app.text import citizen_html
from consultations.assessment.answer_list import reusable
from consultations.assessment.answering import answer, reuse, rewrite, take_away
from consultations.assessment.forms import PointForm
from consultations.assessment.office.blueprint import Desk, blueprint, desk_of, holds
from consultations.assessment.office.conflict import writer_of
from consultations.assessment.office.refusal import why
from consultations.assessment.permission import ASSESS, SEE
from consultations.hearings.address import HearingAddress, address_of
from consultations.hearings.lock import CaseClosed
from consultations.points.assessment import Assessment
from consultations.points.history import history_of_point
from consultations.points.placing import place
from consultations.points.point import Point
from consultations.points.point_list import neighbour
from consultations.points.splitting import CannotSplit, join, pieces, points_of, split
from consultations.points.theme import NameTaken, find_or_create
from consultations.points.verdict import VERDICTS, label


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the original; `off_web` where the public may not read it."""

    text: str
    off_web: bool


@blueprint.get("/<municipality>/arbeid/vurdering/<hearing:hearing>/punkt/<ref>")
@guard(SEE)
def point(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """One point."""
    desk = desk_of(hearing, holds(Point, ref))
    shown = desk.point(ref)
    form = _form(desk)
    form.read_point(shown)
    return _page(desk, shown, form)


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/punkt/<ref>")
@guard(ASSESS)
def save_point(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Save the place of a point and its answer; on a conflict both texts are shown and nothing typed is lost."""
    desk = desk_of(hearing)
    shown = desk.point(ref)
    form = _form(desk)
    if not form.validate_on_submit():
        return _page(desk, shown, form), 400
    try:
        _save(desk, shown, form)
    except ChangedMeanwhile:
        return _conflict(desk, ref, form)
    except CaseClosed as refused:
        form.form_errors.append(why(refused))
        return _page(desk, shown, form), 409
    except TextMustBeMended:
        form.text.errors = [
            _("Teksten er offentlig og inneholder et fødselsnummer eller ord som er fjernet fra nettet. Ta det bort.")
        ]
        return _page(desk, shown, form), 400
    except NameTaken:
        form.new_theme.errors = [_("Det er for mange temaer. Bruk et som finnes.")]
        return _page(desk, shown, form), 400
    flash(_("Lagret."), "success")
    return redirect(_next(desk, shown), 303)


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/punkt/<ref>/bruk")
@guard(ASSESS)
def reuse_answer(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Let an answer that exists answer this point too, or take its answer away."""
    desk = desk_of(hearing)
    shown = desk.point(ref)
    versions = {ref: version_of(request.form.get("point_version"))}
    try:
        if request.form.get("svar"):
            reuse(desk.hearing, [shown], desk.assessment(request.form["svar"]), versions)
            flash(_("Punktet har fått svaret."), "success")
        else:
            take_away(desk.hearing, shown, versions)
            flash(_("Punktet er ubesvart igjen. Svaret ligger under «Svar»."), "success")
    except CaseClosed as refused:
        flash(why(refused), "warning")
    except ChangedMeanwhile:
        flash(_("Punktet er endret av en annen imens. Se over det og prøv igjen."), "warning")
    except TextMustBeMended:
        abort(409)
    return redirect(desk.url("point", ref=ref), 303)


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/punkt/<ref>/del")
@guard(ASSESS)
def split_point(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Cut a point before the ticked sentences, or put the parts together again."""
    desk = desk_of(hearing)
    shown = desk.point(ref)
    version = version_of(request.form.get("point_version"))
    try:
        if request.form.get("samle"):
            shown = join(desk.hearing, shown, version)
            flash(_("Delene er slått sammen til ett punkt."), "success")
        else:
            ticked = [int(text) for text in request.form.getlist("kutt") if text.isdigit() and len(text) < 9]
            split(desk.hearing, shown, ticked, version)
            flash(_("Merknaden er delt. Dette er den første delen."), "success")
    except CannotSplit:
        flash(_("Velg hvor merknaden skal deles. Frigitte punkter kan ikke deles."), "warning")
    except CaseClosed as refused:
        flash(why(refused), "warning")
    except ChangedMeanwhile:
        flash(_("Punktet er endret av en annen imens. Se over det og prøv igjen."), "warning")
    return redirect(desk.url("point", ref=shown.ref), 303)


def _form(desk: Desk) -> PointForm:
    form = PointForm()
    form.offer_place(desk.sections, desk.themes)
    return form


def _save(desk: Desk, shown: Point, form: PointForm) -> None:
    """Place first, then the answer; the versions that were read decide whether either may be written."""
    if version_of(form.point_version.data) != shown.version:
        raise ChangedMeanwhile
    theme = find_or_create(desk.hearing, form.new_theme.data) if form.new_theme.data else desk.theme(form.theme.data)
    place(desk.hearing, shown, section_key=form.section.data or None, theme=theme, summary=form.summary.data)
    if shown.assessment is None or request.form.get("handling") == "eget":
        if not form.is_blank:
            answer(desk.hearing, [shown], form.content, {shown.ref: shown.version})
    else:
        rewrite(desk.hearing, shown.assessment, form.content, version_of(form.version.data))


def _conflict(desk: Desk, ref: str, form: PointForm) -> ResponseReturnValue:
    """What stands now beside what was typed; sending again writes over what stands, knowingly."""
    db.session.rollback()
    desk = desk_of(address_of(desk.hearing))
    shown = desk.point(ref)
    form.version.data = str(shown.assessment.version if shown.assessment else 0)
    form.point_version.data = str(shown.version)
    return _page(desk, shown, form, stored=shown), 409


def _next(desk: Desk, shown: Point) -> str:
    following = neighbour(desk.hearing, desk.filter, shown) if request.form.get("handling") == "neste" else None
    if following is None and request.form.get("handling") == "neste":
        return desk.url("points")
    return desk.url("point", ref=following or shown.ref)


def _page(desk: Desk, shown: Point, form: PointForm, stored: Point | None = None) -> str:
    return render_template(
        "assessment/point.html",
        desk=desk,
        point=shown,
        statement=shown.comment.statement,
        form=form,
        stored=stored,
        writer=writer_of(shown.assessment),
        stretches=_stretches(shown) if desk.may_assess else _public(shown),
        parts=points_of(shown),
        pieces=pieces(shown) if desk.may_write and desk.hearing.released_at is None else [],
        shared=shown.assessment.points if shown.assessment else 0,
        reusable=reusable(desk.hearing, shown) if desk.may_assess else [],
        next=neighbour(desk.hearing, desk.filter, shown),
        previous=neighbour(desk.hearing, desk.filter, shown, back=True),
        found=warnings(
            form.text.data or "",
            form.reason.data or "",
            form.change_before.data or "",
            form.change.data or "",
            form.summary.data or "",
        ),
        history=history_of_point(shown),
        answer_of=_answer_of,
        verdicts=VERDICTS,
        label=label,
    )


def _answer_of(assessment: Assessment) -> Markup:
    return citizen_html(
        "\n\n".join(
            part for part in (assessment.text, assessment.reason, assessment.change_before, assessment.change) if part
        )
    )


def _stretches(shown: Point) -> list[Stretch]:
    """The original, with what was removed from the web marked, whether the rest is there now or not."""
    text = shown.comment.text
    start, end = shown.start_at or 0, len(text) if shown.end_at is None else shown.end_at
    stretches, at = [], start
    for one in shown.comment.removals:
        first, last = max(one.start_at, start), min(one.end_at, end)
        if first < last:
            stretches += [Stretch(text[at:first], False), Stretch(text[first:last], True)]
            at = last
    return [stretch for stretch in [*stretches, Stretch(text[at:end], False)] if stretch.text]


def _public(shown: Point) -> list[Stretch]:
    return [Stretch(shown.quote or _("Teksten er ikke publisert."), False)]
