"""The planner's pages of a plan's files: add one, put a newer one in its place, take one away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from app.accounts import current_user, guard
from app.downloads import download
from app.extensions import db
from app.fields.text import add_error
from consultations.plans.address import load_plan
from consultations.plans.attached_file import AttachedFile, AttachmentRefused, read_attachment
from consultations.plans.attachment import (
    AlreadyReplaced,
    Attachment,
    attach,
    find_attachment,
    replace,
    take_away,
)
from consultations.plans.correction import ReasonMissing
from consultations.plans.page_forms import AttachmentForm, RemovalForm
from consultations.plans.permission import SEE_PLANS, WRITE_PLANS
from consultations.plans.plan import Plan

blueprint = Blueprint("attachments", __name__, url_prefix="/<municipality>/arbeid/planer/<plan>/vedlegg")


@blueprint.route("/nytt", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def new(plan: str) -> ResponseReturnValue:
    """Add a file to the plan."""
    found = load_plan(plan)
    return _upload_page(found, None, lambda file, title: attach(found, file, title, current_user()))


@blueprint.route("/<ref>/erstatt", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def replacement(plan: str, ref: str) -> ResponseReturnValue:
    """Put a newer file in the place of one."""
    old = load_attachment(plan, ref)
    if old.is_replaced or old.is_taken_down:
        return redirect(_back(old.plan), 303)
    return _upload_page(old.plan, old, lambda file, title: replace(old, file, title, current_user()))


@blueprint.route("/<ref>/ta-bort", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def removal(plan: str, ref: str) -> ResponseReturnValue:
    """Take a file away."""
    gone, form = load_attachment(plan, ref), RemovalForm()
    home = gone.plan
    if form.validate_on_submit():
        try:
            take_away(gone, form.reason.data)
        except ReasonMissing:
            add_error(form.reason, _("Skriv hvorfor filen tas bort. Alle kan lese grunnen."))
        else:
            flash(_("Filen er tatt bort."), "success")
            return redirect(_back(home), 303)
    page = render_template("plans/attachment_removal.html", form=form, plan=home, attachment=gone)
    return page, 400 if form.is_submitted() else 200


@blueprint.get("/<ref>/fil")
@guard(SEE_PLANS)
def file(plan: str, ref: str) -> ResponseReturnValue:
    """The file, also one that nobody outside may know of."""
    return download(load_attachment(plan, ref).file)


def load_attachment(plan: str, ref: str) -> Attachment:
    """The file in the path; 404 where there is none."""
    return find_attachment(load_plan(plan), ref) or abort(404)


def _upload_page(
    plan: Plan, old: Attachment | None, keep: Callable[[AttachedFile, str], Attachment]
) -> ResponseReturnValue:
    """A form for one file; what was typed stays, and a file has to be chosen again."""
    form = AttachmentForm(data={"title": old.title if old else ""})
    if form.validate_on_submit():
        try:
            kept = keep(_read_without_a_lock(form.file.data), form.title.data or "")
        except AttachmentRefused as refused:
            add_error(form.file, refused.message)
        except AlreadyReplaced:
            flash(_("Noen andre har erstattet filen eller tatt den bort. Se over listen først."), "danger")
            return redirect(_back(plan), 303)
        else:
            flash(_("«%(title)s» er lagt til.", title=kept.title), "success")
            return redirect(_back(plan), 303)
    elif form.is_submitted() and form.file.data:
        add_error(form.file, _("Velg filen på nytt: nettleseren husker den ikke."))
    page = render_template("plans/attachment.html", form=form, plan=plan, old=old)
    return page, 400 if form.is_submitted() else 200


def _read_without_a_lock(chosen: FileStorage) -> AttachedFile:
    """Looking into a file takes time, and a request that may write holds the database: let go meanwhile."""
    with closing(chosen):
        data = chosen.read()
    db.session.rollback()
    return read_attachment(data, chosen.filename or "")


def _back(plan: Plan) -> str:
    return url_for("plan_office.plan", plan=plan.key, _anchor="vedlegg")
