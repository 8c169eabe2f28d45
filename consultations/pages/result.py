"""The result page: what was decided, what people said, what we asked about. And where a remark with a number stands."""

from __future__ import annotations

import re

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from app.accounts.guards import public
from app.extensions import db
from consultations.hearings.address import HearingAddress, load_hearing
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import decisions
from consultations.outcomes.standing import sent_back
from consultations.pages.rounds import round_page
from consultations.reports import wording
from consultations.reports.compilation import summary_of
from consultations.reports.printing import result_printing
from consultations.statements.statement import Statement

blueprint = Blueprint("result", __name__)

_NUMBER = re.compile(r"([0-9]{1,7})(?:-([0-9]{1,4})[a-z]*)?")


@blueprint.get("/<municipality>/horinger/<hearing:hearing>/resultat")
@public
def result(hearing: HearingAddress) -> ResponseReturnValue:
    """What came of the hearing, from the release of the assessments on."""
    found = load_hearing(hearing, lambda one: one.released_at is not None)
    if found.released_at is None:
        abort(404)
    return round_page(
        "pages/result.html",
        found,
        summary=summary_of(found, result_printing(found), by_day=True),
        back=sent_back(decisions(found)),
        wording=wording,
    )


@blueprint.get("/<municipality>/horinger/<hearing:hearing>/merknad/<number>")
@public
def remark(hearing: HearingAddress, number: str) -> ResponseReturnValue:
    """The way from a number in a paper ("12-2") to the remark's place; to the list of statements where it has none."""
    cited = _NUMBER.fullmatch(number) or abort(404)
    found = load_hearing(hearing, lambda one: _has(one, int(cited[1])))
    if not found.draft_is_public:
        abort(404)
    ref = _public_ref(found, int(cited[1]))
    if ref is None:
        return redirect(url_for("pages.statements", hearing=found))
    anchor = f"merknad-{cited[1]}-{cited[2]}" if cited[2] else None
    return redirect(url_for("pages.statement", hearing=found, ref=ref, _anchor=anchor))


def _has(hearing: Hearing, number: int) -> bool:
    query = db.select(Statement.id).where(Statement.hearing_id == hearing.id, Statement.number == number)
    return db.session.scalar(query) is not None


def _public_ref(hearing: Hearing, number: int) -> str | None:
    query = db.select(Statement.ref).where(
        Statement.hearing_id == hearing.id,
        Statement.number == number,
        Statement.has_address,
    )
    ref: str | None = db.session.scalar(query)
    return ref
