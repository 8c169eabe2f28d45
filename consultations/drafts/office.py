"""The planner's pages of a draft: upload a file, look at what came of it, correct titles, close sections."""

from __future__ import annotations

from contextlib import closing

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.datastructures import FileStorage

from app.accounts import guard
from app.downloads import download
from app.extensions import db
from app.fields.text import add_error
from app.storage import read
from consultations.drafts.address import load_section, load_version
from consultations.drafts.arranging import suggestions
from consultations.drafts.correction import correct
from consultations.drafts.draft_import import keep_draft
from consultations.drafts.forms import CorrectionsForm, UploadForm, for_version
from consultations.drafts.import_report import report_of
from consultations.drafts.importers import DraftRefused, ImportedDraft, read_draft
from consultations.drafts.importers.model import MAX_FILE
from consultations.drafts.section import Section
from consultations.drafts.version import Published, Version, VersionImage
from consultations.plans.address import load_plan
from consultations.plans.permission import SEE_PLANS, WRITE_PLANS, may_write

blueprint = Blueprint("drafts", __name__, url_prefix="/<municipality>/arbeid/planer/<plan>/utkast")


@blueprint.route("/nytt", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def upload(plan: str) -> ResponseReturnValue:
    """Upload a file in Word, OpenDocument, HTML or Markdown."""
    found, form = load_plan(plan), UploadForm()
    if form.validate_on_submit():
        data, name = _received(form.file.data)
        try:
            version = keep_draft(found, _read_without_a_lock(data, name), data, name)
        except DraftRefused as refused:
            add_error(form.file, refused.message)
        else:
            flash(_("Filen er lest inn. Se over resultatet før du publiserer."), "success")
            return redirect(_address("drafts.draft", version), 303)
    page = render_template("drafts/upload.html", form=form, plan=found, megabytes=MAX_FILE // 2**20)
    return page, 400 if form.is_submitted() else 200


@blueprint.get("/<int:number>/")
@guard(SEE_PLANS)
def draft(plan: str, number: int) -> ResponseReturnValue:
    """What was read from the file: the report, the sections, and until publication the corrections."""
    version = load_version(plan, number)
    return _draft_page(version, for_version(version))


@blueprint.post("/<int:number>/")
@guard(WRITE_PLANS)
def corrections(plan: str, number: int) -> ResponseReturnValue:
    """Correct titles, close sections for comment, and say which earlier sections they are."""
    version = load_version(plan, number)
    form = for_version(version)
    if not version.published and not form.validate():
        return _draft_page(version, form, 400)
    try:
        correct(version, form.corrections(version))
    except Published:
        return _draft_page(version, form, 409)
    flash(_("Endringene er lagret."), "success")
    goes_on = request.form.get("then") == "publish"
    return redirect(_address("hearings.publish" if goes_on else "drafts.draft", version), 303)


@blueprint.get("/<int:number>/avsnitt/<section>")
@guard(SEE_PLANS)
def section(plan: str, number: int, section: str) -> ResponseReturnValue:
    """The text of one section as it will be read."""
    version = load_version(plan, number)
    shown = load_section(version, section)
    return render_template(
        "drafts/section.html",
        plan=version.plan,
        version=version,
        section=shown,
        html=shown_html(shown),
        neighbours_of=_neighbours(version, shown),
        may_write=may_write(),
    )


@blueprint.get("/<int:number>/bilde/<name>")
@guard(SEE_PLANS)
def image(plan: str, number: int, name: str) -> ResponseReturnValue:
    """A picture of a draft that the public may not know of yet."""
    version = load_version(plan, number)
    held = db.session.scalars(
        db.select(VersionImage).where(VersionImage.version_id == version.id, VersionImage.name == name)
    ).first()
    if held is None:
        abort(404)
    return Response(read(held.file), mimetype=held.file.media_type)


@blueprint.get("/<int:number>/fil")
@guard(SEE_PLANS)
def source(plan: str, number: int) -> ResponseReturnValue:
    """The file that was uploaded, byte for byte."""
    return download(load_version(plan, number).source)


def shown_html(section: Section) -> Markup:
    """The section's HTML with its pictures and the other sections of this draft."""
    plan, number = section.version.plan.key, section.version.number
    pictures = url_for("drafts.image", plan=plan, number=number, name="_").removesuffix("_")
    return section.html_at(pictures, url_for("drafts.section", plan=plan, number=number, section="_").removesuffix("_"))


@blueprint.app_template_filter()
def holds(section: Section) -> list[str]:
    """What stands in a section besides its words: "2 bilder", "1 tabell"."""
    images, tables = section.html.count("<img "), section.html.count("<table")
    said = (
        (images, ngettext("%(num)s bilde", "%(num)s bilder", images)),
        (tables, ngettext("%(num)s tabell", "%(num)s tabeller", tables)),
    )
    return [words for count, words in said if count]


def _received(file: FileStorage) -> tuple[bytes, str]:
    """The bytes and the name; a large file lay on the disk and is let go."""
    with closing(file):
        return file.read(), file.filename or ""


def _read_without_a_lock(data: bytes, filename: str) -> ImportedDraft:
    """Reading takes seconds, and a request that may write holds the database: let go, so that nobody waits for it."""
    db.session.rollback()
    return read_draft(data, filename)


def _address(endpoint: str, version: Version) -> str:
    plan = version.plan
    return url_for(endpoint, plan=plan.key, number=version.number)


def _draft_page(version: Version, form: CorrectionsForm, status: int = 200) -> ResponseReturnValue:
    page = render_template(
        "drafts/draft.html",
        plan=version.plan,
        version=version,
        form=form,
        report=report_of(version),
        headings=len(suggestions(version)) if may_write() else 0,
        may_write=may_write(),
        too_late=status == 409,
    )
    return page, status


def _neighbours(version: Version, section: Section) -> tuple[Section | None, Section | None]:
    by_position = {one.position: one for one in version.sections}
    return by_position.get(section.position - 1), by_position.get(section.position + 1)
