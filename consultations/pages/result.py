"""The result page: dette spurte vi om – dette sa dere – dette gjorde vi. And where a remark with a number stands."""

from __future__ import annotations

import re

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.guards import public
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.outcomes.outcome import outcome_counts
from consultations.pages.public import load_hearing
from consultations.reports.compilation import summary_of
from consultations.reports.edition import result_edition
from consultations.statements.statement import Publicity, Statement

blueprint = Blueprint("result", __name__)

_NUMBER = re.compile(r"([0-9]{1,7})(?:-([0-9]{1,4})[a-z]*)?")


@blueprint.get("/<municipality>/horinger/<plan>/resultat")
@public
def result(municipality: str, plan: str) -> ResponseReturnValue:  # noqa: ARG001
    """What came of the hearing, from the release of the assessments on."""
    hearing = load_hearing(plan)
    if hearing.released_at is None:
        abort(404)
    return render_template(
        "pages/result.html",
        hearing=hearing,
        plan=hearing.plan,
        summary=summary_of(hearing, result_edition(hearing), by_day=True),
        outcomes=outcome_counts(hearing),
        today=clock.today(),
    )


@blueprint.get("/<municipality>/horinger/<plan>/merknad/<number>")
@public
def remark(municipality: str, plan: str, number: str) -> ResponseReturnValue:
    """The way from a number in a paper ("12-2") to the remark; to the list of statements where it is not published."""
    hearing, cited = load_hearing(plan), _NUMBER.fullmatch(number)
    if cited is None or not hearing.draft_is_public:
        abort(404)
    ref = _published(hearing, int(cited[1]))
    if ref is None:
        return redirect(url_for("pages.statements", municipality=municipality, plan=plan))
    anchor = f"merknad-{cited[1]}-{cited[2]}" if cited[2] else None
    return redirect(url_for("pages.statement", municipality=municipality, plan=plan, ref=ref, _anchor=anchor))


def _published(hearing: Hearing, number: int) -> str | None:
    query = db.select(Statement.ref).where(
        Statement.hearing_id == hearing.id,
        Statement.number == number,
        Statement.publicity == Publicity.PUBLISHED,
    )
    ref: str | None = db.session.scalar(query)
    return ref
