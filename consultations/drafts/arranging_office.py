"""The planner's pages for arranging a draft: part a section, join two, make headings of bold lines."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import SelectChoice

from app.accounts import guard
from app.fields.text import add_error
from consultations.drafts.address import load_section, load_version
from consultations.drafts.arranging import CannotPart, merge, promote, split, suggestions
from consultations.drafts.forms import HeadingsForm, SplitForm
from consultations.drafts.importers.fragments import fragments
from consultations.drafts.section import Section
from consultations.drafts.version import Published, Version
from consultations.plans.permission import WRITE_PLANS

blueprint = Blueprint("arranging", __name__, url_prefix="/<municipality>/arbeid/planer/<plan>/utkast")


@blueprint.route("/<int:number>/avsnitt/<section>/del", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def arrange(plan: str, number: int, section: str) -> ResponseReturnValue:
    """Part a section in two, or look at what joining it with the one before means."""
    shown = load_section(load_version(plan, number), section)
    form = _split_form(shown)
    if not form.is_submitted():
        return _arrange_page(shown, form)
    if shown.version.published:
        return _arrange_page(shown, form, 409)
    if form.validate():
        try:
            made = split(shown, form.at.data, form.title.data, form.deeper.data)
        except CannotPart:
            add_error(form.title, _("Skriv en tittel. Linjen du valgte, kan ikke være tittel alene."))
        else:
            flash(_("Avsnittet er delt. Det nye heter «%(title)s».", title=made.title), "success")
            return _back(shown.version, f"avsnitt-{made.key}")
    return _arrange_page(shown, form, 400)


@blueprint.post("/<int:number>/avsnitt/<section>/sla-sammen")
@guard(WRITE_PLANS)
def join(plan: str, number: int, section: str) -> ResponseReturnValue:
    """Let a section go on in the one before it."""
    shown = load_section(load_version(plan, number), section)
    version, label = shown.version, shown.label
    if version.published or shown.position == 1:
        return _arrange_page(shown, _split_form(shown), 409)
    into = merge(shown)
    flash(_("«%(section)s» står nå i «%(into)s».", section=label, into=into.label), "success")
    return _back(version, f"avsnitt-{into.key}")


@blueprint.route("/<int:number>/overskrifter", methods=["GET", "POST"])
@guard(WRITE_PLANS)
def headings(plan: str, number: int) -> ResponseReturnValue:
    """Choose the lines of bold text that are headings."""
    version, form = load_version(plan, number), HeadingsForm()
    form.lines.choices = [SelectChoice(f"{section.key}.{at}", text) for section, at, text in suggestions(version)]
    if form.validate_on_submit():
        try:
            made = promote(version, {_line(value) for value in form.lines.data})
        except Published:
            return _headings_page(version, form, 409)
        flash(ngettext("%(num)s linje er blitt overskrift.", "%(num)s linjer er blitt overskrifter.", made), "success")
        return _back(version, "avsnitt")
    return _headings_page(version, form, 400 if form.is_submitted() else 200)


def _line(value: str) -> tuple[str, int]:
    key, _dot, at = value.rpartition(".")
    return key, int(at)


def _split_form(section: Section) -> SplitForm:
    form = SplitForm()
    blocks = fragments(section.html)
    form.at.choices = [SelectChoice(at, _beginning(block.text)) for at, block in enumerate(blocks) if at > 0]
    if not form.is_submitted():
        form.at.data = next((at for at, block in enumerate(blocks) if at > 0 and block.looks_like_heading), None)
    return form


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:14]) + (" …" if len(words) > 14 else "") if words else _("Et bilde uten tekst")


def _back(version: Version, anchor: str) -> ResponseReturnValue:
    address = url_for("drafts.draft", plan=version.plan.key, number=version.number, _anchor=anchor)
    return redirect(address, 303)


def _arrange_page(section: Section, form: SplitForm, status: int = 200) -> ResponseReturnValue:
    version = section.version
    before = next((one for one in version.sections if one.position == section.position - 1), None)
    page = render_template(
        "drafts/arrange.html", plan=version.plan, version=version, section=section, form=form, before=before
    )
    return page, status


def _headings_page(version: Version, form: HeadingsForm, status: int) -> ResponseReturnValue:
    return render_template("drafts/headings.html", plan=version.plan, version=version, form=form), status
