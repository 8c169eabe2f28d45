"""The planner's pages of closing a case: what is about to happen, every letter, the pause, and those to write to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import Select

from app.accounts.guards import guard
from app.extensions import db
from app.paging import page_count, page_number
from consultations.hearings.address import HearingAddress
from consultations.hearings.lock import CaseClosed
from consultations.outcomes.address import case_url, decision_at
from consultations.outcomes.closing import Closing, ClosingUnderWay, closing_under_way
from consultations.outcomes.decision import Decision
from consultations.outcomes.forms import ClosingForm
from consultations.outcomes.letter import Letter, LetterKind, Told, addressees, count_letters, told
from consultations.outcomes.letter_link import secret_shown
from consultations.outcomes.letter_text import kind_label, paragraphs, subject
from consultations.outcomes.opening import opening_of
from consultations.outcomes.pause import (
    AlreadyDone,
    NoOpening,
    NothingMarked,
    nothing_marked,
    plan_closing,
    stop_closing,
)
from consultations.outcomes.permission import DECIDE
from consultations.outcomes.post import address_of
from consultations.outcomes.settlement import CannotSettle, expected, settling_decision
from consultations.statements.statement import Statement

blueprint = Blueprint("closing", __name__)

A_PAGE = 50
WAYS = {"epost": True, "brev": False}


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """A letter as its receiver will read it."""

    told: Told
    subject: str
    paragraphs: list[str]

    @property
    def statement(self) -> Statement:
        return self.told.statement

    @property
    def kind(self) -> str:
        return kind_label(self.told.kind)


@blueprint.get("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/avslutt")
@guard(DECIDE)
def preview(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """What closing the case will do: outcomes, letters, and what is asked before it."""
    return _page(decision_at(hearing, ref), ClosingForm())


@blueprint.post("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/avslutt")
@guard(DECIDE)
def begin(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Begin the pause after which the case is closed and the letters are sent."""
    decision, form = decision_at(hearing, ref), ClosingForm()
    try:
        plan_closing(decision, nothing_departs=bool(form.nothing_departs.data))
    except NothingMarked:
        form.nothing_departs.errors = [_("Svar på dette før saken blir avsluttet.")]
        return _page(decision, form), 400
    except NoOpening:
        form.form_errors.append(_("Skriv eller godta innledningen på resultatsiden først."))
        return _page(decision, form), 400
    except CannotSettle:
        flash(_("Saken kan bare avsluttes på det siste vedtaket, når det gjelder selve planen."), "warning")
    except CaseClosed:
        flash(_("Saken er avsluttet alt."), "warning")
    except ClosingUnderWay:
        flash(_("Saken er i ferd med å bli avsluttet alt."), "warning")
    return redirect(case_url(decision.hearing), 303)


@blueprint.post("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/stopp")
@guard(DECIDE)
def stop(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Stop the closing in its pause."""
    decision = decision_at(hearing, ref)
    closing = closing_under_way(decision.hearing)
    try:
        _stop(closing)
    except AlreadyDone:
        flash(_("Pausen er over, og saken er avsluttet."), "warning")
    else:
        flash(_("Avslutningen er stoppet. Ingen har fått brev, og saken er åpen."), "success")
    return redirect(case_url(decision.hearing), 303)


@blueprint.get("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/brev/")
@guard(DECIDE)
def letters(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Every letter, in pages: all, those by e-mail, or those to be printed."""
    decision, page = decision_at(hearing, ref), page_number()
    way = request.args.get("vei", "")
    by_email, by_post = count_letters(decision.hearing)
    total = {"epost": by_email, "brev": by_post}.get(way, by_email + by_post)
    if page > page_count(total, A_PAGE):
        abort(404)
    query = addressees(decision.hearing, by_email=WAYS.get(way))
    listed = list(db.session.scalars(query.limit(A_PAGE).offset((page - 1) * A_PAGE)))
    return render_template(
        "outcomes/letters.html",
        hearing=decision.hearing,
        decision=decision,
        letters=[_shown(decision, one) for one in told(listed, _outcomes(decision))],
        counts={"": by_email + by_post, "epost": by_email, "brev": by_post},
        way=way,
        page=page,
        pages=page_count(total, A_PAGE),
    )


@blueprint.get("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/brev/<statement>")
@guard(DECIDE)
def letter(hearing: HearingAddress, ref: str, statement: str) -> ResponseReturnValue:
    """One person's letter, to look over or to print."""
    decision = decision_at(hearing, ref)
    query = addressees(decision.hearing).where(Statement.ref == statement)
    found = db.session.scalars(query).first() or abort(404)
    written = db.session.get(Letter, found.id)
    return render_template(
        "outcomes/letter.html",
        hearing=decision.hearing,
        decision=decision,
        letter=_shown(decision, told([found], _outcomes(decision))[0]),
        written=written,
    )


def _stop(closing: Closing | None) -> None:
    if closing is None:
        raise AlreadyDone
    stop_closing(closing)


def _page(decision: Decision, form: ClosingForm) -> str:
    hearing = decision.hearing
    by_email, by_post = count_letters(hearing)
    return render_template(
        "outcomes/closing.html",
        hearing=hearing,
        decision=decision,
        form=form,
        opening=opening_of(decision),
        asks=nothing_marked(decision),
        closing=closing_under_way(hearing),
        by_email=by_email,
        by_post=by_post,
        samples=_samples(decision),
        pause_minutes=current_app.config["HORING"].closing_pause_minutes,
    )


def _samples(decision: Decision) -> dict[LetterKind, ShownLetter]:
    """One letter of each kind among the first senders."""
    first = list(db.session.scalars(addressees(decision.hearing).limit(500)))
    found: dict[LetterKind, Told] = {}
    for one in told(first, _outcomes(decision)):
        found.setdefault(one.kind, one)
    return {kind: _shown(decision, one) for kind, one in found.items()}


def _outcomes(decision: Decision) -> Select[Any] | None:
    """What is settled, or what will be."""
    return None if settling_decision(decision.hearing) is decision else expected(decision)


def _shown(decision: Decision, one: Told) -> ShownLetter:
    written = db.session.get(Letter, one.statement.id)
    secret = secret_shown(written) if written and not written.by_email else None
    plan = decision.hearing.plan
    with force_locale(plan.municipality.language):
        link = address_of(decision, secret) if secret else _("(personlig lenke)")
        return ShownLetter(one, subject(plan), paragraphs(decision, one, link))
