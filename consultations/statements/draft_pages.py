"""The saved draft: its link, how long it is kept, how to get rid of it; and the page that the link opens."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import limits
from app.accounts.guards import form_page
from app.links import absolute
from app.municipalities.municipality import current_municipality
from app.pages import kept_page
from consultations.hearings.address import HearingAddress, load_hearing
from consultations.statements import draft_answer, receipt_mail
from consultations.statements.answering import TooManyDrafts, forget, from_browser, remember
from consultations.statements.content import is_email, line
from consultations.statements.draft_answer import DraftAnswer, resume_token
from consultations.statements.forms import DraftLinkForm, mark

blueprint = Blueprint("draft_answer", __name__)


@blueprint.app_errorhandler(TooManyDrafts)
def _too_many_drafts(_error: TooManyDrafts) -> ResponseReturnValue:
    """One place may not fill the disk with what is never sent."""
    return kept_page(_("Det kom for mange forsøk på kort tid"), _("Vent noen minutter og prøv igjen."), 429)


@blueprint.get("/<municipality>/horinger/<hearing:hearing>/svar/kladd")
@form_page
def show(hearing: HearingAddress) -> ResponseReturnValue:
    """The draft this browser remembers: saved when, kept until when, and the link that finds it again."""
    found = load_hearing(hearing)
    draft = from_browser(found).draft
    if draft is None:
        return render_template("statements/no_draft.html", hearing=found, plan=found.plan)
    form = DraftLinkForm(held={"email": request.args.get("epost", "")})
    return render_template(
        "statements/draft.html",
        hearing=found,
        plan=found.plan,
        draft=draft,
        form=form,
        sent="lenke" in request.args,
        link=_link(draft),
    )


@blueprint.post("/<municipality>/horinger/<hearing:hearing>/svar/kladd/lenke")
@form_page
def send_link(hearing: HearingAddress) -> ResponseReturnValue:
    """Send the link to an address."""
    found = load_hearing(hearing)
    draft = from_browser(found).draft or abort(404)
    form = DraftLinkForm(request.form)
    address = line(form.email.data or "")
    if not is_email(address):
        mark(form, "email", _("E-postadressen ser ikke riktig ut. Skriv den som navn@eksempel.no."))
        shown = {"hearing": found, "plan": found.plan, "draft": draft, "form": form, "link": _link(draft)}
        return render_template("statements/draft.html", sent=False, **shown), 400
    if not limits.allow_submission():
        return kept_page(_("Det kom for mange forsøk på kort tid"), _("Vent noen minutter og prøv igjen."), 429)
    if not limits.allow_mail_to(address):
        mark(
            form,
            "email",
            _("Adressen har fått mange e-poster fra oss i dag. Ta vare på lenken på denne siden i stedet."),
        )
        shown = {"hearing": found, "plan": found.plan, "draft": draft, "form": form, "link": _link(draft)}
        return render_template("statements/draft.html", sent=False, **shown), 429
    receipt_mail.send_resume_link(draft, _link(draft) or abort(404), address)
    return redirect(url_for("draft_answer.show", hearing=found, lenke=1), 303)


@blueprint.post("/<municipality>/horinger/<hearing:hearing>/svar/kladd/slett")
@form_page
def discard(hearing: HearingAddress) -> ResponseReturnValue:
    """Delete the draft for good."""
    found = load_hearing(hearing)
    draft = from_browser(found).draft
    if draft is not None:
        draft_answer.discard(draft)
    forget(found)
    return redirect(url_for("pages.hearing", hearing=found), 303)


@blueprint.get("/<municipality>/kladd/<token>")
@form_page
def resume(token: str) -> ResponseReturnValue:
    """What the link opens: nothing is shown of the draft until the button is pressed, so that no scanner opens it."""
    draft = _behind(token)
    if draft is None:
        return render_template("statements/resume.html", draft=None), 404
    return render_template("statements/resume.html", draft=draft, plan=draft.hearing.plan, token=token)


@blueprint.post("/<municipality>/kladd/<token>")
@form_page
def go_on(token: str) -> ResponseReturnValue:
    """Go on writing in this browser."""
    draft = _behind(token)
    if draft is None or draft.sent_at is not None:
        return redirect(url_for("draft_answer.resume", token=token), 303)
    remember(draft.hearing, draft.idempotency_key)
    return redirect(url_for("statements.start", hearing=draft.hearing), 303)


def _link(draft: DraftAnswer) -> str | None:
    """The address that finds the draft again, from any browser; None until it is saved again after a change of keys."""
    home, token = draft.hearing.plan.municipality.slug, resume_token(draft)
    return absolute("draft_answer.resume", municipality=home, token=token) if token else None


def _behind(token: str) -> DraftAnswer | None:
    draft = draft_answer.resume(token)
    own = draft is not None and draft.hearing.municipality_id == current_municipality().id
    return draft if own else None
