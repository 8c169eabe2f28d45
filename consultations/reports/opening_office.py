"""The planner's page of the sentences that the result opens with: suggested by the numbers, to accept or rewrite."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired

from app.accounts.guards import guard
from app.fields.text import tidy, too_long
from app.personal_data.staff_text import TextMustBeMended, warnings
from app.rows import ChangedMeanwhile, version_of
from consultations.hearings.address import HearingAddress
from consultations.outcomes.address import decision_at, decision_url
from consultations.outcomes.decision import Decision
from consultations.outcomes.opening import WrongLength, opening_of, write_opening
from consultations.outcomes.permission import DECIDE

from .figures import figures
from .findings import places_in
from .opening import suggested
from .printing import case_of
from .result import decided_by

blueprint = Blueprint("opening", __name__)


class OpeningForm(FlaskForm):
    text = TextAreaField(
        _l("Innledning"),
        [InputRequired(_l("Skriv tre til fem setninger.")), too_long(2000)],
        filters=[tidy],
        description=_l("Tre til fem korte setninger. De står øverst på resultatsiden og i oppsummeringen."),
    )
    version = HiddenField(default="0")


@blueprint.get("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/innledning")
@guard(DECIDE)
def show(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """What is written, or what the numbers suggest."""
    decision = decision_at(hearing, ref)
    written = opening_of(decision)
    form = OpeningForm(text=written.text if written else suggestion(decision))
    form.version.data = str(written.version if written else 0)
    return _page(decision, form)


@blueprint.post("/<municipality>/arbeid/vedtak/<hearing:hearing>/<ref>/innledning")
@guard(DECIDE)
def save(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """Accept the sentences or write them anew."""
    decision, form = decision_at(hearing, ref), OpeningForm()
    if not form.validate_on_submit():
        return _page(decision, form), 400
    try:
        write_opening(decision, form.text.data, version_of(form.version.data))
    except WrongLength as wrong:
        form.text.errors = [_("Skriv tre til fem setninger. Nå er det %(count)s.", count=wrong.sentences)]
        return _page(decision, form), 400
    except TextMustBeMended:
        form.text.errors = [
            _("Teksten blir offentlig og inneholder et fødselsnummer eller ord som er fjernet fra nettet. Ta det bort.")
        ]
        return _page(decision, form), 400
    except ChangedMeanwhile:
        stored = opening_of(decision)
        form.version.data = str(stored.version if stored else 0)
        return _page(decision, form, stored.text if stored else ""), 409
    flash(_("Innledningen er lagret."), "success")
    closed = decision.hearing.closed_case_at is not None
    return redirect(decision_url("opening.show" if closed else "closing.preview", decision), 303)


def suggestion(decision: Decision) -> str:
    """The sentences that the numbers give, in the language of the plan."""
    hearing = decision.hearing
    with force_locale(hearing.plan.language):
        counted = figures(hearing, case_of(hearing), None)
        return suggested(decision, counted, decided_by(decision, places_in(hearing)))


def _page(decision: Decision, form: OpeningForm, stored: str = "") -> str:
    return render_template(
        "reports/opening.html",
        hearing=decision.hearing,
        decision=decision,
        form=form,
        stored=stored,
        written=opening_of(decision),
        suggestion=suggestion(decision),
        found=warnings(form.text.data or ""),
    )
