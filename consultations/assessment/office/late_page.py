"""Late statements, and whether each counts."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.guards import guard
from app.personal_data.staff_text import TextMustBeMended
from app.rows import ChangedMeanwhile
from consultations.assessment.forms import LateForm
from consultations.assessment.late import decide_late, late_statements
from consultations.assessment.office.blueprint import Desk, blueprint, desk_of
from consultations.assessment.office.refusal import why
from consultations.assessment.permission import ASSESS, SEE
from consultations.hearings.address import HearingAddress
from consultations.hearings.lock import CaseClosed
from consultations.statements.statement import Statement

SEEN = {"": None, "ja": True, "nei": False}


@blueprint.get("/<municipality>/arbeid/vurdering/<hearing:hearing>/for-sent")
@guard(SEE)
def late_list(hearing: HearingAddress) -> ResponseReturnValue:
    """Late statements, those without a decision first."""
    return _page(desk_of(hearing))


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/for-sent")
@guard(ASSESS)
def decide_on_late(hearing: HearingAddress) -> ResponseReturnValue:
    """Decide on one of them."""
    desk = desk_of(hearing)
    ref = request.form.get("statement", "")
    statement = next((one for one in late_statements(desk.hearing) if one.ref == ref), None) or abort(404)
    form = LateForm(prefix="")
    if not form.validate_on_submit():
        return _page(desk, form, statement), 400
    try:
        seen = SEEN.get(form.seen.data or "")
        decide_late(desk.hearing, statement, form.counts.data == "ja", form.reason.data, seen)
    except ChangedMeanwhile:
        form.form_errors.append(_("En annen har avgjort dette imens. Se hva som står, og lagre på nytt om du vil."))
        return _page(desk, form, statement), 409
    except TextMustBeMended:
        form.reason.errors = [_("Teksten inneholder et fødselsnummer. Ta det bort.")]
        return _page(desk, form, statement), 400
    except CaseClosed as refused:
        form.form_errors.append(why(refused))
        return _page(desk, form, statement), 409
    flash(_("Avgjørelsen for innspill nr. %(number)s er lagret.", number=statement.number), "success")
    return redirect(desk.url("late_list"), 303)


def _page(desk: Desk, form: LateForm | None = None, refused: Statement | None = None) -> str:
    return render_template(
        "assessment/late_list.html",
        desk=desk,
        statements=late_statements(desk.hearing),
        form=form,
        refused=refused,
    )
