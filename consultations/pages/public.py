"""Addresses of the public pages: start, hearing, section, picture."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.guards import public, uncached
from app.downloads import download
from app.extensions import db
from app.municipalities.municipality import Municipality, current_municipality
from app.paging import page_number, page_place
from app.storage import read
from consultations.drafts.version import VersionImage
from consultations.hearings.address import HearingAddress, load_hearing, newest_public_round
from consultations.outcomes.decision import decisions
from consultations.outcomes.standing import sent_back
from consultations.pages import start as start_page
from consultations.pages.case_steps import case_steps
from consultations.pages.contents import contents
from consultations.pages.plan_page import plan_page
from consultations.pages.rounds import round_page
from consultations.pages.section_page import readable_section, section_page
from consultations.pages.statement_list import one_statement, statement_list
from consultations.plans.attachment import find_attachment
from consultations.plans.plan import Plan
from consultations.plans.public_page import find_public_plan
from consultations.plans.status_log import log_of

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
@uncached
@public
def municipalities() -> ResponseReturnValue:
    """Whose hearings? Straight in where there is one municipality."""
    everyone = db.session.scalars(db.select(Municipality).order_by(Municipality.name)).all()
    if len(everyone) == 1:
        return redirect(url_for("pages.start", municipality=everyone[0].slug))
    return render_template("pages/municipalities.html", municipalities=everyone)


@blueprint.get("/<municipality>/")
@public
def start() -> ResponseReturnValue:
    """Open, upcoming and finished hearings, and the plans that have none yet or are adopted."""
    home = current_municipality()
    shelves = start_page.shelves(home.id, page_number())
    if shelves.page > max(shelves.pages, 1):
        abort(404)
    return render_template("pages/start.html", shelves=shelves, today=clock.today())


@blueprint.get("/<municipality>/horinger/")
@public
def hearings() -> ResponseReturnValue:
    """The list of hearings is the start page."""
    return redirect(url_for("pages.start"))


@blueprint.get("/<municipality>/horinger/<hearing:hearing>/")
@public
def hearing(hearing: HearingAddress) -> ResponseReturnValue:
    """What it is, whom it concerns, until when, what happens then. The plan's own address shows its newest round."""
    found = load_hearing(hearing) if hearing.round else newest_public_round(hearing.plan)
    if found is None:
        return _plan_without_hearing(load_public_plan(hearing.plan))
    about = plan_page(found.plan)
    return round_page(
        "pages/hearing.html",
        found,
        steps=[*about.phases, *case_steps(found)],
        back=sent_back(decisions(found)),
        log=log_of(found.plan),
        contents=contents(found),
        about=about,
    )


@blueprint.get("/<municipality>/planer/<any(arbeid, vedtatt):shelf>")
@public
def plans(shelf: str) -> ResponseReturnValue:
    """All plans that are being prepared, or all that are adopted."""
    shown = start_page.plan_shelf(current_municipality().id, shelf, page_number())
    if shown.page > max(shown.pages, 1):
        abort(404)
    return render_template("pages/plans.html", shelf=shown)


@blueprint.get("/<municipality>/horinger/<plan>/vedlegg/<ref>")
@uncached
@public
def attachment(plan: str, ref: str) -> ResponseReturnValue:
    """A file of a plan, for ever at this address; one that was taken down says so."""
    found = find_attachment(load_public_plan(plan), ref) or abort(404)
    if found.is_taken_down:
        return render_template("pages/attachment_gone.html", plan=found.plan, attachment=found), 410
    return download(found.file)


@blueprint.get("/<municipality>/horinger/<hearing:hearing>/<section>")
@public
def section(hearing: HearingAddress, section: str) -> ResponseReturnValue:
    """One section with its remarks and the released answers."""
    found = load_hearing(hearing, lambda one: readable_section(one, section) is not None)
    listed = contents(found)
    count = next((one.count for one in listed if one.key == section), 0)
    shown = section_page(found, section, page_place(), count) or abort(404)
    return round_page("pages/section.html", found, shown=shown, contents=listed)


@blueprint.get("/<municipality>/horinger/<hearing:hearing>/innspill/")
@public
def statements(hearing: HearingAddress) -> ResponseReturnValue:
    """Everything that came in, by number: published ones, and a tombstone for each that is not shown."""
    found = load_hearing(hearing, lambda one: one.draft_is_public)
    listed = statement_list(found, page_place())
    if not found.draft_is_public or listed.page.number > listed.page.pages:
        abort(404)
    return round_page("pages/statements.html", found, listed=listed)


@blueprint.get("/<municipality>/horinger/<hearing:hearing>/innspill/<ref>")
@public
def statement(hearing: HearingAddress, ref: str) -> ResponseReturnValue:
    """One published statement, whole: the permanent address of its remarks."""
    found = load_hearing(hearing, lambda one: one_statement(one, ref) is not None)
    return round_page("pages/statement.html", found, shown=one_statement(found, ref) or abort(404))


@blueprint.get("/<municipality>/horinger/<hearing:hearing>/bilder/<int:number>/<name>")
@uncached
@public
def image(hearing: HearingAddress, number: int, name: str) -> ResponseReturnValue:
    """A picture in a version's text."""
    found = load_hearing(hearing, lambda one: one.version is not None and one.version.number == number)
    if not found.draft_is_public or found.version is None or number != found.version.number:
        abort(404)
    held = db.session.scalars(
        db.select(VersionImage).where(VersionImage.version_id == found.version_id, VersionImage.name == name)
    ).first()
    if held is None:
        abort(404)
    return Response(read(held.file), mimetype=held.file.media_type)


def load_public_plan(key: str) -> Plan:
    """The plan in the path; 404 where people may not know of one."""
    return find_public_plan(current_municipality().id, key) or abort(404)


def _plan_without_hearing(plan: Plan) -> ResponseReturnValue:
    about = plan_page(plan)
    return render_template("pages/plan.html", plan=plan, about=about, steps=about.phases, log=log_of(plan))
