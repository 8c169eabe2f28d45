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
from consultations.statements import draft_answer, receipt_mail
from consultations.statements.answering import TooManyDrafts, forget, from_browser, load_hearing, remember
from consultations.statements.content import is_email, line
from consultations.statements.draft_answer import DraftAnswer, resume_token
from consultations.statements.forms import DraftLinkForm, mark

blueprint = Blueprint("draft_answer", __name__)


@blueprint.app_errorhandler(TooManyDrafts)
def _too_many_drafts(_error: TooManyDrafts) -> ResponseReturnValue:
    """One place may not fill the disk with what is never sent."""
    return kept_page(_("Det kom for mange forsøk på kort tid"), _("Vent noen minutter og prøv igjen."), 429)


@blueprint.get("/<municipality>/horinger/<plan>/svar/kladd")
@form_page
def show(municipality: str, plan: str) -> ResponseReturnValue:
    """The draft this browser remembers: saved when, kept until when, and the link that finds it again."""
    hearing = load_hearing(plan)
    draft = from_browser(hearing).draft
    if draft is None:
        return render_template("statements/no_draft.html", hearing=hearing, plan=hearing.plan)
    form = DraftLinkForm(held={"email": request.args.get("epost", "")})
    return render_template(
        "statements/draft.html",
        hearing=hearing,
        plan=hearing.plan,
        draft=draft,
        form=form,
        sent="lenke" in request.args,
        link=absolute("draft_answer.resume", municipality=municipality, token=resume_token(draft.idempotency_key)),
    )


@blueprint.post("/<municipality>/horinger/<plan>/svar/kladd/lenke")
@form_page
def send_link(municipality: str, plan: str) -> ResponseReturnValue:
    """Send the link to an address."""
    hearing = load_hearing(plan)
    draft = from_browser(hearing).draft or abort(404)
    form = DraftLinkForm(request.form)
    address = line(form.email.data or "")
    if not is_email(address):
        mark(form, "email", _("E-postadressen ser ikke riktig ut. Skriv den som navn@eksempel.no."))
        link = absolute("draft_answer.resume", municipality=municipality, token=resume_token(draft.idempotency_key))
        page = render_template(
            "statements/draft.html", hearing=hearing, plan=hearing.plan, draft=draft, form=form, sent=False, link=link
        )
        return page, 400
    if not limits.allow_submission():
        return kept_page(_("Det kom for mange forsøk på kort tid"), _("Vent noen minutter og prøv igjen."), 429)
    receipt_mail.send_resume_link(draft, address)
    return redirect(url_for("draft_answer.show", municipality=municipality, plan=plan, lenke=1), 303)


@blueprint.post("/<municipality>/horinger/<plan>/svar/kladd/slett")
@form_page
def discard(municipality: str, plan: str) -> ResponseReturnValue:
    """Delete the draft for good."""
    hearing = load_hearing(plan)
    draft = from_browser(hearing).draft
    if draft is not None:
        draft_answer.discard(draft)
    forget(hearing)
    return redirect(url_for("pages.hearing", municipality=municipality, plan=plan), 303)


@blueprint.get("/<municipality>/kladd/<token>")
@form_page
def resume(municipality: str, token: str) -> ResponseReturnValue:  # noqa: ARG001
    """What the link opens: nothing is shown of the draft until the button is pressed, so that no scanner opens it."""
    draft = _behind(token)
    if draft is None:
        return render_template("statements/resume.html", draft=None), 404
    return render_template("statements/resume.html", draft=draft, plan=draft.hearing.plan, token=token)


@blueprint.post("/<municipality>/kladd/<token>")
@form_page
def go_on(municipality: str, token: str) -> ResponseReturnValue:
    """Go on writing in this browser."""
    draft = _behind(token)
    if draft is None or draft.sent_at is not None:
        return redirect(url_for("draft_answer.resume", municipality=municipality, token=token), 303)
    remember(draft.hearing, draft.idempotency_key)
    return redirect(url_for("statements.start", municipality=municipality, plan=draft.hearing.plan.key), 303)


def _behind(token: str) -> DraftAnswer | None:
    draft = draft_answer.resume(token)
    own = draft is not None and draft.hearing.municipality_id == current_municipality().id
    return draft if own else None
