"""The planner's page for a slip in a decision of a closed case."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired

from app.accounts.guards import guard
from app.accounts.session import current_user
from app.fields.day import DayField, DayRequired
from app.fields.text import add_error, one_line, paragraphs
from consultations.hearings.address import HearingAddress, load_hearing
from consultations.outcomes.correction import correct_slip, slips
from consultations.outcomes.decision import Decision, decision_by_ref
from consultations.outcomes.permission import DECIDE
from consultations.outcomes.recording import NotReadByThen, TwiceOneDay, WrongDate

blueprint = Blueprint("slips", __name__)


class SlipForm(FlaskForm):
    decided_on = DayField(_l("Møtedato"), [DayRequired(_l("Skriv datoen for møtet."))])
    case_number = one_line(_l("Saksnummer"), 30, DataRequired(_l("Skriv saksnummeret.")))
    reason = paragraphs(
        _l("Hvorfor rettes det?"),
        DataRequired(_l("Skriv hvorfor det rettes. Alle kan lese grunnen.")),
        description=_l("Alle kan lese grunnen på høringssiden."),
    )


@blueprint.route("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/rett", methods=["GET", "POST"])
@guard(DECIDE)
def slip(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Correct the date or the case number of a decision once the case is closed."""
    decision = decision_by_ref(load_hearing(hearing), ref) or abort(404)
    here = url_for("outcomes.decision", hearing=decision.hearing, ref=ref)
    if decision.hearing.closed_case_at is None:
        return redirect(here, 303)
    form = SlipForm(obj=decision)
    if form.validate_on_submit() and _corrected(decision, form):
        flash(_("Rettelsen er lagret. Det som sto før, og grunnen, står i statusloggen."), "success")
        return redirect(here, 303)
    page = render_template("outcomes/slip.html", form=form, decision=decision, slips=slips(decision))
    return page, 400 if form.is_submitted() else 200


def _corrected(decision: Decision, form: SlipForm) -> bool:
    assert form.decided_on.data
    try:
        correct_slip(decision, form.decided_on.data, form.case_number.data, form.reason.data, current_user())
    except NotReadByThen:
        add_error(form.decided_on, _("Møtet må være tidligst den dagen utgaven som utvalget leste, ble laget."))
    except WrongDate:
        add_error(form.decided_on, _("Møtet må være etter høringsfristen og ikke fram i tid."))
    except TwiceOneDay:
        add_error(form.decided_on, _("Utvalget har et annet vedtak fra den dagen."))
    return not form.errors
