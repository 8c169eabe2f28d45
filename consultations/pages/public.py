"""Addresses of the public pages: start, hearing, section, picture."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.guards import public, uncached
from app.extensions import db
from app.municipalities.municipality import Municipality, current_municipality
from app.paging import page_number
from app.storage import read
from consultations.drafts.version import VersionImage
from consultations.hearings.hearing import Hearing, hearing_of
from consultations.hearings.timeline import timeline
from consultations.pages import start as start_page
from consultations.pages.contents import contents
from consultations.pages.section_page import section_page
from consultations.pages.statement_list import one_statement, statement_list

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
def start(municipality: str) -> ResponseReturnValue:  # noqa: ARG001
    """Open, upcoming and finished hearings."""
    home = current_municipality()
    shelves = start_page.shelves(home.id, page_number())
    if shelves.page > max(shelves.pages, 1):
        abort(404)
    return render_template("pages/start.html", shelves=shelves, today=clock.today())


@blueprint.get("/<municipality>/horinger/")
@public
def hearings(municipality: str) -> ResponseReturnValue:
    """The list of hearings is the start page."""
    return redirect(url_for("pages.start", municipality=municipality))


@blueprint.get("/<municipality>/horinger/<plan>/")
@public
def hearing(municipality: str, plan: str) -> ResponseReturnValue:  # noqa: ARG001
    """What it is, whom it concerns, until when, and what happens then."""
    found = load_hearing(plan)
    return render_template(
        "pages/hearing.html",
        hearing=found,
        plan=found.plan,
        steps=timeline(found),
        contents=contents(found),
        today=clock.today(),
    )


@blueprint.get("/<municipality>/horinger/<plan>/<section>")
@public
def section(municipality: str, plan: str, section: str) -> ResponseReturnValue:  # noqa: ARG001
    """One section with its remarks and the released answers."""
    found = load_hearing(plan)
    shown = section_page(found, section, page_number())
    if shown is None:
        abort(404)
    return render_template(
        "pages/section.html", hearing=found, plan=found.plan, shown=shown, contents=contents(found), today=clock.today()
    )


@blueprint.get("/<municipality>/horinger/<plan>/innspill/")
@public
def statements(municipality: str, plan: str) -> ResponseReturnValue:  # noqa: ARG001
    """Everything that came in, by number: published ones, and a tombstone for each that is not shown."""
    found = load_hearing(plan)
    listed = statement_list(found, page_number())
    if not found.draft_is_public or listed.page > max(listed.pages, 1):
        abort(404)
    return render_template("pages/statements.html", hearing=found, plan=found.plan, listed=listed, today=clock.today())


@blueprint.get("/<municipality>/horinger/<plan>/innspill/<ref>")
@public
def statement(municipality: str, plan: str, ref: str) -> ResponseReturnValue:  # noqa: ARG001
    """One published statement, whole: the permanent address of its remarks."""
    found = load_hearing(plan)
    shown = one_statement(found, ref) or abort(404)
    return render_template("pages/statement.html", hearing=found, plan=found.plan, shown=shown, today=clock.today())


@blueprint.get("/<municipality>/horinger/<plan>/bilder/<int:number>/<name>")
@uncached
@public
def image(municipality: str, plan: str, number: int, name: str) -> ResponseReturnValue:  # noqa: ARG001
    """A picture in a version's text."""
    found = load_hearing(plan)
    if not found.draft_is_public or found.version is None or number != found.version.number:
        abort(404)
    held = db.session.scalars(
        db.select(VersionImage).where(VersionImage.version_id == found.version_id, VersionImage.name == name)
    ).first()
    if held is None:
        abort(404)
    return Response(read(held.file), mimetype=held.file.media_type)


def load_hearing(plan_key: str) -> Hearing:
    """The newest public round of the plan in the path; 404 where people may not know of one."""
    return hearing_of(current_municipality().id, plan_key) or abort(404)
