"""The planner's page of what a body decided otherwise: points with their reasons, and its own changes in the plan."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.guards import guard
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended, warnings
from consultations.drafts.section import Section
from consultations.hearings.address import HearingAddress
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import CaseClosed
from consultations.outcomes.address import case_url, decision_at, decision_url
from consultations.outcomes.amendment import (
    Amendment,
    NothingChanges,
    amend,
    amendments,
    drop_amendment,
    remove_amendment,
)
from consultations.outcomes.cited_points import UnknownNumbers, points_cited, these
from consultations.outcomes.closing import ClosingUnderWay, closing_under_way
from consultations.outcomes.decision import Decision, decisions
from consultations.outcomes.departure import depart, departures, undo_departure
from consultations.outcomes.forms import AmendmentForm, DepartureForm
from consultations.outcomes.permission import DECIDE, SEE, may_decide
from consultations.outcomes.recording import CannotDepart
from consultations.outcomes.standing import changing

blueprint = Blueprint("departures", __name__)

NOT_NOW = (CaseClosed, ClosingUnderWay, CannotDepart)


@blueprint.get("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/avvik")
@guard(SEE)
def show(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """What the body decided otherwise, and what it changed by itself."""
    decision = decision_at(hearing, ref)
    return _page(decision, _departure_form(decision), _amendment_form(decision))


@blueprint.post("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/avvik")
@guard(DECIDE)
def mark(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Mark points where the body decided otherwise."""
    decision = decision_at(hearing, ref)
    form = _departure_form(decision)
    if not form.validate_on_submit():
        return _page(decision, form, _amendment_form(decision)), 400
    try:
        chosen = these(points_cited(decision.hearing, form.numbers.data), form.scope.data == "answers")
        marked = depart(decision, chosen, form.wording)
    except UnknownNumbers as unknown:
        form.numbers.errors = [_("Vi finner ikke disse punktene: %(numbers)s", numbers=", ".join(unknown.numbers))]
        return _page(decision, form, _amendment_form(decision)), 400
    except TextMustBeMended:
        form.note.errors = [_must_be_mended()]
        return _page(decision, form, _amendment_form(decision)), 400
    except NOT_NOW as refusal:
        return _refused(decision, refusal)
    flash(ngettext("%(num)s punkt er merket.", "%(num)s punkter er merket.", marked), "success")
    return redirect(decision_url("departures.show", decision), 303)


@blueprint.post("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/avvik/angre")
@guard(DECIDE)
def unmark(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """The points follow what was proposed after all."""
    decision = decision_at(hearing, ref)
    try:
        undo_departure(decision, _number("avvik"))
    except NOT_NOW as refusal:
        return _refused(decision, refusal)
    flash(_("Punktene følger forslaget igjen."), "success")
    return redirect(decision_url("departures.show", decision), 303)


@blueprint.post("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/egen-endring")
@guard(DECIDE)
def add_amendment(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """The body changed the plan by itself."""
    decision = decision_at(hearing, ref)
    form = _amendment_form(decision)
    if not form.validate_on_submit():
        return _page(decision, _departure_form(decision), form), 400
    try:
        amend(
            decision,
            section_key=form.section.data or None,
            text_before=form.text_before.data,
            text_after=form.text_after.data,
            note=form.note.data,
        )
    except NothingChanges:
        form.text_after.errors = [_("Skriv hva som sto, hva som står nå, eller begge deler.")]
        return _page(decision, _departure_form(decision), form), 400
    except TextMustBeMended:
        form.text_after.errors = [_must_be_mended()]
        return _page(decision, _departure_form(decision), form), 400
    except NOT_NOW as refusal:
        return _refused(decision, refusal)
    flash(_("Endringen er ført inn."), "success")
    return redirect(decision_url("departures.show", decision), 303)


@blueprint.post(
    "/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/egen-endring/<any(bort, fulgt, 'ikke-fulgt'):what>"
)
@guard(DECIDE)
def change_amendment(hearing: HearingAddress, ref: str, what: str) -> ResponseReturnValue:
    """Take a change away, or say whether this body followed that of the one before it."""
    decision = decision_at(hearing, ref)
    amendment = db.session.get(Amendment, _number("endring"))
    if amendment is None or amendment.decision.hearing_id != decision.hearing_id:
        abort(404)
    try:
        if what == "bort" and amendment.decision_id == decision.id:
            remove_amendment(decision, amendment)
        elif what != "bort":
            drop_amendment(decision, amendment, dropped=what == "ikke-fulgt")
    except NOT_NOW as refusal:
        return _refused(decision, refusal)
    return redirect(decision_url("departures.show", decision), 303)


def _number(name: str) -> int:
    raw = request.form.get(name, "")
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 10 else 0


def _must_be_mended() -> str:
    return _("Teksten blir offentlig og inneholder et fødselsnummer eller ord som er fjernet fra nettet. Ta det bort.")


def _refused(decision: Decision, refusal: ValueError) -> ResponseReturnValue:
    reasons = {
        CaseClosed: _("Saken er avsluttet. Den kan ikke endres."),
        ClosingUnderWay: _("Saken er i ferd med å bli avsluttet. Stopp avslutningen først."),
        CannotDepart: _("Avvik hører til en behandling med resultatet «Med endringer»."),
    }
    flash(reasons[type(refusal)], "warning")
    return redirect(case_url(decision.hearing), 303)


def _departure_form(decision: Decision) -> DepartureForm:
    form = DepartureForm()
    form.offer(_sections(decision.hearing))
    return form


def _amendment_form(decision: Decision) -> AmendmentForm:
    form = AmendmentForm(prefix="egen-")
    form.offer_sections(_sections(decision.hearing))
    return form


def _sections(hearing: Hearing) -> list[Section]:
    query = db.select(Section).where(Section.version_id == hearing.version_id).order_by(Section.position)
    return list(db.session.scalars(query))


def _page(decision: Decision, form: DepartureForm, own_form: AmendmentForm) -> str:
    hearing = decision.hearing
    before = [one for one in changing(decisions(hearing)) if one.id != decision.id]
    return render_template(
        "outcomes/departures.html",
        hearing=hearing,
        decision=decision,
        departures=departures(decision),
        own=amendments([decision]),
        inherited=[one for one in amendments(before) if one.decision.decided_on <= decision.decided_on],
        form=form,
        own_form=own_form,
        places={section.key: section.label for section in _sections(hearing)},
        found=warnings(*form.texts, *own_form.texts),
        writes=may_decide() and decision.changes and not hearing.closed_case_at and not closing_under_way(hearing),
    )
