"""The staff's pages of numbers and papers: overview, what is missing, drafts, and the papers as web pages."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app import clock, office
from app.accounts import current_user, guard
from app.extensions import db
from app.municipalities.municipality import current_municipality
from app.paging import page_number
from consultations.assessment.coverage import coverage
from consultations.assessment.release import release_of
from consultations.editions.edition import newest_edition
from consultations.editions.order import is_being_made, order_of
from consultations.hearings.address import HearingAddress, load_hearing
from consultations.hearings.hearing import Hearing, public_hearings

from . import export, wording
from .columns import printed_columns
from .compilation import page_of_table, summary_of
from .formats import FORMATS
from .html import state_lines
from .permission import EXPORT, SEE_REPORTS
from .printing import draft_printing

blueprint = Blueprint("reports", __name__)

SHOWN = 200
ANY_FORM = f"<any({', '.join(FORMATS)}):form>"


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
    printing = draft_printing(found)
    return render_template(
        "reports/overview_page.html",
        hearing=found,
        plan=found.plan,
        summary=summary_of(found, printing, by_day=True),
        covered=coverage(found),
        gaps=printing.missing,
        edition=newest_edition(found),
        order=order_of(found),
        being_made=is_being_made(found),
        release=release_of(found),
        may_export=_may_export(found),
        formats=FORMATS,
        wording=wording,
    )


@blueprint.get("/<municipality>/arbeid/rapporter/<hearing:hearing>/oppsummering")
@guard(SEE_REPORTS)
def summary(hearing: HearingAddress) -> ResponseReturnValue:
    """The feedback summary as a web page."""
    found = load_hearing(hearing)
    shown = summary_of(found, draft_printing(found), by_day=True)
    return render_template(
        "reports/summary.html",
        hearing=found,
        plan=found.plan,
        summary=shown,
        lines=state_lines(shown.printing),
        wording=wording,
    )


@blueprint.get("/<municipality>/arbeid/rapporter/<hearing:hearing>/merknadstabell")
@guard(SEE_REPORTS)
def table(hearing: HearingAddress) -> ResponseReturnValue:
    """The table of remarks as web pages."""
    found = load_hearing(hearing)
    shown, pages = page_of_table(found, draft_printing(found), page := page_number())
    if page > pages:
        abort(404)
    return render_template(
        "reports/table.html",
        hearing=found,
        plan=found.plan,
        table=shown,
        page=page,
        pages=pages,
        lines=state_lines(shown.printing),
        printed=printed_columns(shown.case),
        wording=wording,
    )


@blueprint.get(f"/<municipality>/arbeid/rapporter/<hearing:hearing>/<any(summary, table):what>.{ANY_FORM}")
@guard(EXPORT)
def download(hearing: HearingAddress, what: str, form: str) -> ResponseReturnValue:
    """A draft of a paper as a file. `?utgave=endelig`, from before editions had numbers, leads to the newest."""
    if request.args.get("utgave") == "endelig":
        return _newest(load_hearing(hearing, lambda one: newest_edition(one) is not None), f"{what}.{form}")
    found = load_hearing(hearing)
    with tempfile.TemporaryDirectory(prefix="horing-") as folder:
        path = Path(folder, f"paper.{form}")
        export.write(found, what, form, path)
        return _sent(path, FORMATS[form].media_type, export.file_name(found, what, form))


def _sent(path: Path, media_type: str, name: str) -> Response:
    """The file in pieces; its folder may go, what is open stays readable until it is sent."""
    size = path.stat().st_size
    response = send_file(path.open("rb"), media_type, as_attachment=True, download_name=name, etag=False)
    response.content_length = size
    response.headers["Cache-Control"] = "no-store"
    return response


def _newest(hearing: Hearing, name: str) -> ResponseReturnValue:
    """The way to a file of the newest edition; 409 with what there is to do while there is none."""
    edition = newest_edition(hearing)
    if edition is None:
        gaps = draft_printing(hearing).missing
        page = render_template(
            "reports/not_final.html",
            hearing=hearing,
            plan=hearing.plan,
            gaps=gaps,
            being_made=is_being_made(hearing),
            formats=FORMATS,
            wording=wording,
        )
        return page, 409
    return redirect(url_for("editions.file", hearing=hearing, number=edition.number, name=name))


def _may_export(hearing: Hearing) -> bool:
    user = current_user()
    return user is not None and user.may(EXPORT, hearing.municipality_id)


entry = office.Entry("reports", _l("Rapporter"), "reports.hearings", SEE_REPORTS, position=40)
