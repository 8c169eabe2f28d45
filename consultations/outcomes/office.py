"""The planner's pages about decisions: the chain of bodies, and each decision with what the minutes say."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import office
from app.accounts.guards import guard
from app.extensions import db
from app.municipalities.body import COUNCIL
from app.municipalities.municipality import current_municipality
from app.partial_date import spoken
from app.personal_data.staff_text import TextMustBeMended, warnings
from app.rows import ChangedMeanwhile, version_of
from consultations.editions.edition import OutOfDate, editions
from consultations.hearings.address import HearingAddress, load_hearing
from consultations.hearings.hearing import Hearing, SentBack, Stage, public_hearings
from consultations.hearings.lock import CaseClosed
from consultations.hearings.meeting import political
from consultations.outcomes.amendment import amendments
from consultations.outcomes.closing import ClosingUnderWay, closing_done, closing_under_way
from consultations.outcomes.decision import Decision, days_decided, decision_by_ref, decisions
from consultations.outcomes.departure import departures
from consultations.outcomes.forms import DecisionForm
from consultations.outcomes.outcome import outcome_counts
from consultations.outcomes.permission import DECIDE, SEE, may_decide
from consultations.outcomes.recording import (
    NotReadByThen,
    NotReleased,
    TwiceOneDay,
    WrongDate,
    correct_decision,
    record_decision,
)
from consultations.outcomes.standing import sent_back, to_settle_on

blueprint = Blueprint("outcomes", __name__)

REFUSALS = (NotReleased, CaseClosed, ClosingUnderWay, WrongDate, TwiceOneDay, TextMustBeMended)
IN_THE_BODIES = (Stage.RELEASED, Stage.DECIDED)


@blueprint.get("/<municipality>/arbeid/vedtak/")
@guard(SEE)
def cases() -> ResponseReturnValue:
    """Cases that are before the bodies, and those that are decided."""
    every = db.session.scalars(public_hearings(current_municipality().id).limit(100))
    listed = [(hearing, decisions(hearing)) for hearing in every if hearing.stage in IN_THE_BODIES]
    return render_template("outcomes/cases.html", listed=listed)


@blueprint.get("/<municipality>/arbeid/vedtak/<hearing:hearing>/")
@guard(SEE)
def case(hearing: HearingAddress) -> ResponseReturnValue:
    """One case: the chain of decisions, departures and outcomes."""
    found = load_hearing(hearing)
    return _page(found, _form(found))


@blueprint.post("/<municipality>/arbeid/vedtak/<hearing:hearing>/")
@guard(DECIDE)
def record(hearing: HearingAddress) -> ResponseReturnValue:
    """Record what a body decided."""
    found = load_hearing(hearing)
    form = _form(found)
    if not form.validate_on_submit():
        return _page(found, form), 400
    try:
        made = record_decision(found, form.minutes)
    except OutOfDate as refusal:
        return _page(found, _to_name_the_edition(form, refusal)), 409
    except REFUSALS as refusal:
        form.form_errors.append(_refusal(refusal))
        return _page(found, form), 409
    flash(_("Lagret: %(body)s, %(result)s.", body=made.body.name, result=made.result_label.lower()), "success")
    return redirect(_url("case", found), 303)


@blueprint.get("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>")
@guard(SEE)
def decision(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """One decision, to correct while the case is open."""
    found = load_hearing(hearing)
    shown = decision_by_ref(found, ref) or abort(404)
    form = _form(found)
    form.read(shown)
    return _decision_page(shown, form)


@blueprint.post("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>")
@guard(DECIDE)
def correct(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Correct what was recorded; on a conflict both texts are shown."""
    found = load_hearing(hearing)
    shown = decision_by_ref(found, ref) or abort(404)
    form = _form(found)
    if not form.validate_on_submit():
        return _decision_page(shown, form), 400
    try:
        correct_decision(shown, form.minutes, version_of(form.version.data))
    except ChangedMeanwhile:
        form.version.data = str(shown.version)
        return _decision_page(shown, form, stored=True), 409
    except OutOfDate as refusal:
        return _decision_page(shown, _to_name_the_edition(form, refusal)), 409
    except REFUSALS as refusal:
        form.form_errors.append(_refusal(refusal))
        return _decision_page(shown, form), 409
    flash(_("Lagret."), "success")
    return redirect(_url("case", found), 303)


def cases_before_the_bodies(municipality_id: int) -> int:
    """Released cases that no body has closed, and that do not go on with a new round."""
    query = db.select(db.func.count()).where(
        Hearing.municipality_id == municipality_id,
        Hearing.released_at.is_not(None),
        Hearing.closed_case_at.is_(None),
        Hearing.sent_back.is_distinct_from(SentBack.NEW_HEARING),
    )
    return db.session.scalar(query) or 0


def _url(endpoint: str, hearing: Hearing) -> str:
    return url_for(f"outcomes.{endpoint}", hearing=hearing)


def _form(hearing: Hearing) -> DecisionForm:
    """The bodies of the chain come first, then the others that may decide."""
    form = DecisionForm()
    chain = [planned.body for planned in political(hearing.chain)]
    others = [body for body in current_municipality().bodies if body.kind != COUNCIL and body not in chain]
    form.offer([*chain, *others], editions(hearing))
    return form


def _to_name_the_edition(form: DecisionForm, refused: OutOfDate) -> DecisionForm:
    """Say at the field which points the body did not read as they stand."""
    rest = refused.total - len(refused.points)
    listed = ", ".join(refused.points) + (" " + _("og %(count)s til", count=rest) if rest else "")
    form.edition.errors = [
        _(
            "Disse punktene er endret etter utgave %(number)s: %(points)s. Lag en ny utgave før utvalget behandler "
            "saken, eller velg utgaven utvalget virkelig leste.",
            number=refused.edition,
            points=listed,
        )
    ]
    return form


def _refusal(error: ValueError) -> str:
    reasons = {
        NotReleased: _("Vurderingene må frigis før et utvalg kan behandle saken."),
        CaseClosed: _("Saken er avsluttet. Den kan ikke endres."),
        ClosingUnderWay: _("Saken er i ferd med å bli avsluttet. Stopp avslutningen først."),
        NotReadByThen: _(
            "Møtet må være tidligst den dagen utgaven ble laget. Er saken gjenåpnet, må det lages en ny utgave først."
        ),
        WrongDate: _("Møtet må være etter høringsfristen, ikke før innstillingen, og ikke fram i tid."),
        TwiceOneDay: _("Utvalget har et vedtak fra den dagen. Rett det i stedet."),
        TextMustBeMended: _("Teksten inneholder et fødselsnummer. Ta det bort."),
    }
    return str(next(text for kind, text in reasons.items() if isinstance(error, kind)))


def _page(hearing: Hearing, form: DecisionForm) -> str:
    chain = decisions(hearing)
    last = to_settle_on(chain)
    return render_template(
        "outcomes/case.html",
        hearing=hearing,
        chain=chain,
        ahead=_ahead(hearing),
        last=last,
        back=sent_back(chain),
        closing=closing_under_way(hearing),
        closed=closing_done(hearing),
        departed={one.id: departures(one) for one in chain if one.changes},
        own=amendments(chain),
        form=form,
        counts=outcome_counts(hearing),
        may_decide=may_decide(),
        found=warnings(form.text.data or ""),
    )


def _ahead(hearing: Hearing) -> list[tuple[str, str, str]]:
    """The bodies that are yet to be done with the case: name, part and when, in words."""
    done = days_decided(hearing)
    over = hearing.closed_case_at is not None or hearing.led_to_new_hearing
    waiting = [] if over else [one for one in political(hearing.chain) if one.body.id not in done]
    return [(one.body.name, str(one.part.label), spoken(one.when) if one.when else "") for one in waiting]


def _decision_page(shown: Decision, form: DecisionForm, stored: bool = False) -> str:
    return render_template(
        "outcomes/decision.html",
        hearing=shown.hearing,
        decision=shown,
        form=form,
        stored=stored,
        may_decide=may_decide(),
        found=warnings(form.text.data or ""),
    )


entry = office.Entry(
    "outcomes",
    _l("Vedtak"),
    "outcomes.cases",
    SEE,
    position=50,
    count=cases_before_the_bodies,
    waiting=_l("saker er til behandling i utvalgene"),
)
