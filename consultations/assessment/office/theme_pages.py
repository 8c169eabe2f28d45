"""Themes: the list with a field for a new one, and a page for each with what was said about it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.guards import guard
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended, warnings
from app.rows import ChangedMeanwhile, version_of
from consultations.assessment.forms import ThemeForm
from consultations.assessment.office.blueprint import Desk, blueprint, desk_of
from consultations.assessment.office.refusal import why
from consultations.assessment.permission import ASSESS, SEE
from consultations.hearings.address import HearingAddress
from consultations.hearings.lock import CaseClosed
from consultations.points.assessment import Assessment
from consultations.points.point import Point, is_open
from consultations.points.theme import NameTaken, Theme, create_theme, rewrite_theme

PUBLIC_ID = _l("Teksten inneholder et fødselsnummer og er alt offentlig. Ta det bort.")


@blueprint.get("/<municipality>/arbeid/vurdering/<hearing:hearing>/tema")
@guard(SEE)
def theme_list(hearing: HearingAddress) -> ResponseReturnValue:
    """The hearing's themes."""
    return _list(desk_of(hearing), ThemeForm())


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/tema")
@guard(ASSESS)
def add_theme(hearing: HearingAddress) -> ResponseReturnValue:
    """A new theme."""
    desk, form = desk_of(hearing), ThemeForm()
    if not form.validate_on_submit():
        return _list(desk, form), 400
    try:
        create_theme(desk.hearing, form.name.data)
    except CaseClosed as refused:
        form.form_errors.append(why(refused))
        return _list(desk, form), 409
    except NameTaken:
        form.name.errors = [_("Det finnes et tema med det navnet.")]
        return _list(desk, form), 400
    except TextMustBeMended:
        form.name.errors = [PUBLIC_ID]
        return _list(desk, form), 400
    flash(_("Temaet er laget."), "success")
    return redirect(desk.url("theme_list"), 303)


@blueprint.get("/<municipality>/arbeid/vurdering/<hearing:hearing>/tema/<theme>")
@guard(SEE)
def one_theme(hearing: HearingAddress, theme: str) -> ResponseReturnValue:
    """A theme and what was said about it."""
    desk = desk_of(hearing)
    shown = desk.theme(theme) or abort(404)
    form = ThemeForm(name=shown.name, synthesis=shown.synthesis, version=str(shown.version))
    return _page(desk, shown, form)


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/tema/<theme>")
@guard(ASSESS)
def save_theme(hearing: HearingAddress, theme: str) -> ResponseReturnValue:
    """Rename it, or write what was said."""
    desk, form = desk_of(hearing), ThemeForm()
    shown = desk.theme(theme) or abort(404)
    if not form.validate_on_submit():
        return _page(desk, shown, form), 400
    version = version_of(form.version.data)
    try:
        rewrite_theme(desk.hearing, shown, name=form.name.data, synthesis=form.synthesis.data, version=version)
    except CaseClosed as refused:
        form.form_errors.append(why(refused))
        return _page(desk, shown, form), 409
    except ChangedMeanwhile:
        form.version.data = str(shown.version)
        return _page(desk, shown, form, stored=shown), 409
    except NameTaken:
        form.name.errors = [_("Det finnes et tema med det navnet.")]
        return _page(desk, shown, form), 400
    except TextMustBeMended:
        form.synthesis.errors = [PUBLIC_ID]
        return _page(desk, shown, form), 400
    flash(_("Lagret."), "success")
    return redirect(desk.url("theme_list"), 303)


def _list(desk: Desk, form: ThemeForm) -> str:
    query = (
        db.select(Point.theme_id, db.func.count(), db.func.sum(db.case((is_open(), 1), else_=0)))
        .outerjoin(Assessment, Assessment.id == Point.assessment_id)
        .where(Point.hearing_id == desk.hearing.id)
        .group_by(Point.theme_id)
    )
    counts = {theme_id: (int(points), int(unanswered)) for theme_id, points, unanswered in db.session.execute(query)}
    return render_template("assessment/theme_list.html", desk=desk, form=form, counts=counts)


def _page(desk: Desk, shown: Theme, form: ThemeForm, stored: Theme | None = None) -> str:
    return render_template(
        "assessment/one_theme.html",
        desk=desk,
        theme=shown,
        form=form,
        stored=stored,
        found=warnings(form.name.data or "", form.synthesis.data or ""),
    )
