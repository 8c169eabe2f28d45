"""The staff's pages of numbers and papers: overview, what is missing, downloads, and the papers as web pages."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app import clock, office
from app.accounts import current_user, guard
from app.extensions import db
from app.municipalities.municipality import current_municipality
from app.paging import page_number
from consultations.assessment.coverage import coverage
from consultations.assessment.release import release_of
from consultations.hearings.address import HearingAddress, load_hearing
from consultations.hearings.hearing import Hearing, public_hearings

from . import export, wording
from .compilation import page_of_table, summary_of
from .edition import NotFinal, draft_edition, final_edition
from .html import state_lines
from .permission import EXPORT, SEE_REPORTS
from .summary import Edition, Missing

blueprint = Blueprint("reports", __name__)

SHOWN = 200


@blueprint.get("/<municipality>/arbeid/rapporter/")
@guard(SEE_REPORTS)
def hearings() -> ResponseReturnValue:
    """Hearings that have opened, each with its overview."""
    query = public_hearings(current_municipality().id).where(Hearing.opens_at <= clock.now()).limit(SHOWN)
    return render_template("reports/hearings.html", hearings=db.session.scalars(query).all())


@blueprint.get("/<municipality>/arbeid/rapporter/<hearing:hearing>/")
@guard(SEE_REPORTS)
def overview(hearing: HearingAddress) -> ResponseReturnValue:
    """The numbers, what is missing, and the papers to take along."""
    found = load_hearing(hearing)
    edition = draft_edition(found)
    return render_template(
        "reports/overview_page.html",
        hearing=found,
        plan=found.plan,
        summary=summary_of(found, edition, by_day=True),
        covered=coverage(found, edition.cut_off),
        gaps=edition.missing,
        not_final=_not_final(found),
        release=release_of(found),
        may_export=_may_export(found),
        wording=wording,
    )


@blueprint.get("/<municipality>/arbeid/rapporter/<hearing:hearing>/oppsummering")
@guard(SEE_REPORTS)
def summary(hearing: HearingAddress) -> ResponseReturnValue:
    """The feedback summary as a web page."""
    found = load_hearing(hearing)
    shown = summary_of(found, _edition_to_read(found), by_day=True)
    return render_template(
        "reports/summary.html",
        hearing=found,
        plan=found.plan,
        summary=shown,
        lines=state_lines(shown.edition),
        wording=wording,
    )


@blueprint.get("/<municipality>/arbeid/rapporter/<hearing:hearing>/merknadstabell")
@guard(SEE_REPORTS)
def table(hearing: HearingAddress) -> ResponseReturnValue:
    """The table of remarks as web pages."""
    found = load_hearing(hearing)
    shown, pages = page_of_table(found, _edition_to_read(found), page := page_number())
    if page > pages:
        abort(404)
    return render_template(
        "reports/table.html",
        hearing=found,
        plan=found.plan,
        table=shown,
        page=page,
        pages=pages,
        lines=state_lines(shown.edition),
        wording=wording,
    )


@blueprint.get(
    "/<municipality>/arbeid/rapporter/<hearing:hearing>/<any(summary, table):what>.<any(docx, xlsx, csv, html):form>"
)
@guard(EXPORT)
def download(hearing: HearingAddress, what: str, form: str) -> ResponseReturnValue:
    """A paper as a file: a draft, or with `?utgave=endelig` the final one; 409 with the list of what is missing."""
    found, final = load_hearing(hearing), request.args.get("utgave") == "endelig"
    with tempfile.TemporaryDirectory(prefix="horing-") as folder:
        path = Path(folder, f"paper.{form}")
        try:
            export.write(found, what, form, path, final=final)
        except export.CannotExport as refused:
            return _refused(found, refused.missing)
        return _sent(path, export.MEDIA_TYPES[form], export.file_name(found, what, form, final=final))


def _sent(path: Path, media_type: str, name: str) -> Response:
    """The file in pieces; its folder may go, what is open stays readable until it is sent."""
    size = path.stat().st_size
    response = send_file(path.open("rb"), media_type, as_attachment=True, download_name=name, etag=False)
    response.content_length = size
    response.headers["Cache-Control"] = "no-store"
    return response


def _refused(hearing: Hearing, gaps: tuple[Missing, ...]) -> ResponseReturnValue:
    page = render_template("reports/not_final.html", hearing=hearing, plan=hearing.plan, gaps=gaps, wording=wording)
    return page, 409


def _edition_to_read(hearing: Hearing) -> Edition:
    """The final edition once the assessments are released and nothing is missing, else a draft."""
    try:
        return final_edition(hearing) if hearing.released_at else draft_edition(hearing)
    except NotFinal:
        return draft_edition(hearing)


def _not_final(hearing: Hearing) -> tuple[Missing, ...]:
    """Why there can be no final edition now; nothing when there can."""
    try:
        final_edition(hearing)
    except NotFinal as refused:
        return refused.missing
    return ()


def _may_export(hearing: Hearing) -> bool:
    user = current_user()
    return user is not None and user.may(EXPORT, hearing.municipality_id)


office.enter(office.Entry("reports", _l("Rapporter"), "reports.hearings", SEE_REPORTS, position=40))
