"""Answering a hearing: write, say who you are, look it over, send. No step needs JavaScript or an account."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, i18n, limits
from app.accounts.guards import form_page
from app.pages import kept_page
from consultations.hearings.address import HearingAddress, load_hearing
from consultations.hearings.hearing import Hearing, newer_round
from consultations.statements import forms, machine_signs, review
from consultations.statements.answering import (
    Answering,
    before_opening,
    forget,
    from_browser,
    from_form,
    keep,
    open_receipt,
    posted,
    posted_mark,
    remember,
    save,
    sections_of,
    settled,
)
from consultations.statements.content import WHOLE, sender_faults, text_faults
from consultations.statements.draft_answer import TooLong
from consultations.statements.page_mark import TEXT, has_news
from consultations.statements.submission import (
    AnotherTextSent,
    HearingDecided,
    Incomplete,
    NotOpenYet,
    open_keys,
    submit,
)
from consultations.statements.two_tabs import two_tabs

blueprint = Blueprint("statements", __name__)

ADDRESS = "/<municipality>/horinger/<hearing:hearing>/svar"


@blueprint.before_request
def _read_the_form_first() -> None:
    """However much was typed: others may send while it is made ready, since nothing is read or held yet."""
    posted()


@blueprint.errorhandler(TooLong)
def _too_long(_error: TooLong) -> ResponseReturnValue:
    """More text than a draft holds."""
    return kept_page(_("Teksten er for lang"), _("Kort den ned før du går videre. Alt du skrev, står under."), 413)


@blueprint.errorhandler(NotOpenYet)
def _not_open_yet(_error: NotOpenYet) -> ResponseReturnValue:
    explanation = _("Vi kan ikke ta imot innspill ennå. Alt du skrev, står under. Ta vare på det og kom tilbake.")
    return kept_page(_("Høringen har ikke åpnet"), explanation, 409)


@blueprint.get(f"{ADDRESS}/")
@form_page
def start(hearing: HearingAddress) -> ResponseReturnValue:
    """Step 1: write. `?avsnitt=` adds a field for a section."""
    found = load_hearing(hearing)
    if before_opening(found):
        return render_template("statements/not_open.html", hearing=found, plan=found.plan)
    answering, sections = from_browser(found), sections_of(found)
    if found.is_decided:
        return _decided(answering)
    content, open_here = answering.content, [section for section in sections if section.open_for_comment]
    wanted = next((section for section in sections if section.key == request.args.get("avsnitt")), None)
    if wanted in open_here and wanted.key not in content.chosen:
        content.chosen.insert(0, wanted.key)
    content.chosen = content.chosen or [WHOLE]
    faults = text_faults(content, open_keys(found)) if "feil" in request.args else []
    return render_template(
        "statements/write.html",
        answering=answering,
        hearing=found,
        plan=found.plan,
        form=forms.write_form(content, sections, faults),
        sections={section.key: section for section in sections},
        others=[section for section in open_here if section.key not in content.chosen],
        field_name=forms.field_name,
        closed=wanted if wanted and not wanted.open_for_comment else None,
        sent_before="sendt" in request.args,
        newer=newer_round(found),
        asked="spor" in request.args and bool(content.written),
    )


@blueprint.post(f"{ADDRESS}/")
@form_page
def write(hearing: HearingAddress) -> ResponseReturnValue:
    """Keep what was written, then go where the button says."""
    found = load_hearing(hearing)
    _refuse_before_opening(found)
    answering = from_form(found)
    stored = deepcopy(answering.content)
    forms.read_texts(answering.content, posted())
    clashes = settled(stored, answering)
    if clashes:
        return two_tabs(answering, clashes, "statements.start")
    act, _colon, key = request.form.get("gjor", "videre").partition(":")
    asks = act == "ingen-merknader" and bool(answering.content.written)
    answering.content.no_remarks = act in ("ingen-merknader", "ingen-med-tekst") and not asks
    added = request.form.get("nytt-avsnitt", "")
    if act == "ta-bort":
        answering.content.take_out(key)
        answering.content.writers[TEXT + key] = posted_mark().own
    if act == "legg-til":
        _add(answering, added)
    if not keep(answering):
        return _to(found, "statements.start", sendt=1)
    if found.is_decided:
        return _decided(answering)
    if asks:
        return _to(found, "statements.start", spor=1, _anchor="ingen")
    if act in ("ta-bort", "legg-til"):
        return _to(found, "statements.start", _anchor=added if act == "legg-til" else "skriv")
    if act == "lagre":
        return _to(found, "draft_answer.show")
    faults = text_faults(answering.content, open_keys(found))
    return _to(found, "statements.start", feil=1) if faults else _to(found, "statements.sender")


@blueprint.get(f"{ADDRESS}/avsender")
@form_page
def sender(hearing: HearingAddress) -> ResponseReturnValue:
    """Step 2: who you are."""
    found = load_hearing(hearing)
    answering = from_browser(found)
    if found.is_decided:
        return _to(found, "statements.start")
    if answering.draft is None:
        return _to(found, "draft_answer.show")
    faults = sender_faults(answering.content) if "feil" in request.args else []
    return render_template(
        "statements/sender.html",
        answering=answering,
        hearing=found,
        plan=found.plan,
        form=forms.sender_form(answering.content, faults),
    )


@blueprint.post(f"{ADDRESS}/avsender")
@form_page
def say_who(hearing: HearingAddress) -> ResponseReturnValue:
    """Keep who the sender is, then go on or back."""
    found = load_hearing(hearing)
    _refuse_before_opening(found)
    answering = from_form(found)
    stored = deepcopy(answering.content)
    forms.read_sender(answering.content, posted())
    clashes = settled(stored, answering)
    if clashes:
        return two_tabs(answering, clashes, "statements.sender")
    answering.content.trapped |= bool(request.form.get(machine_signs.TRAP))
    if not keep(answering):
        return _to(found, "statements.start", sendt=1)
    if found.is_decided:
        return _decided(answering)
    act = request.form.get("gjor", "videre")
    if act == "tilbake":
        return _to(found, "statements.start")
    if act == "lagre":
        return _to(found, "draft_answer.show")
    return (
        _to(found, "statements.sender", feil=1)
        if sender_faults(answering.content)
        else _to(found, "statements.look_over")
    )


@blueprint.get(f"{ADDRESS}/se-over")
@form_page
def look_over(hearing: HearingAddress) -> ResponseReturnValue:
    """Step 3: what goes on the web, and what anybody can get by asking."""
    found = load_hearing(hearing)
    answering = from_browser(found)
    if found.is_decided:
        return _to(found, "statements.start")
    if answering.draft is None:
        return _to(found, "draft_answer.show")
    content = answering.content
    if text_faults(content, open_keys(found)):
        return _to(found, "statements.start", feil=1)
    if sender_faults(content):
        return _to(found, "statements.sender", feil=1)
    return render_template(
        "statements/look_over.html",
        answering=answering,
        hearing=found,
        plan=found.plan,
        content=content,
        shown=review.sender_shown(content),
        remarks=review.remarks(content, sections_of(found)),
        about_sender=review.about_sender(content),
        carried=forms.carried(content),
        news="nyere" in request.args,
    )


@blueprint.post(f"{ADDRESS}/se-over")
@form_page
def send(hearing: HearingAddress) -> ResponseReturnValue:
    """Send it: what the form carries is what was shown. Sent again, the same receipt is shown again."""
    if not limits.allow_submission():
        explanation = _("Alt du skrev, står under. Vent noen minutter og send på nytt.")
        return kept_page(_("Det kom for mange innspill på kort tid"), explanation, 429)
    found = load_hearing(hearing)
    answering = from_form(found)
    assert answering.draft is not None
    content = answering.content
    if has_news(content, posted_mark()):
        remember(found, answering.key)
        return _to(found, "statements.look_over", nyere=1)
    _read_step(answering)
    content.signs = machine_signs.signs(content.trapped, content.shown)
    try:
        receipt = submit(answering.draft, content)
    except AnotherTextSent:
        keep(answering)
        return _to(found, "statements.start", sendt=1)
    except HearingDecided:
        keep(answering)
        return _decided(answering)
    except Incomplete as refused:
        keep(answering)
        at_text = any(fault.field == "supports" or fault.field.startswith("text:") for fault in refused.faults)
        return _to(found, "statements.start" if at_text else "statements.sender", feil=1)
    forget(found)
    open_receipt(receipt.statement, just_sent=True)
    return redirect(url_for("receipt.show"), 303)


@blueprint.post(f"{ADDRESS}/lagre")
@form_page
def autosave(hearing: HearingAddress) -> ResponseReturnValue:
    """What enhance.js saves while one writes; 409 where another tab wrote something else, or it is sent."""
    found = load_hearing(hearing)
    _refuse_before_opening(found)
    answering = from_form(found)
    assert answering.draft is not None
    stored = deepcopy(answering.content)
    _read_step(answering)
    if answering.draft.sent_at is not None or settled(stored, answering):
        return Response(status=409)
    save(answering)
    remember(found, answering.key)
    return jsonify({"saved": i18n.time_of_day(clock.now())})


def _decided(answering: Answering) -> str:
    """The case is closed: where the result stands, the round that takes answers now, and all that was typed.

    No error, though nothing is sent: an error would not keep the draft.
    """
    hearing = answering.hearing
    return render_template(
        "statements/decided.html",
        answering=answering,
        hearing=hearing,
        plan=hearing.plan,
        newer=newer_round(hearing),
        written=review.remarks(answering.content, sections_of(hearing)),
    )


def _read_step(answering: Answering) -> None:
    """Take in what the form of any step holds."""
    step = request.form.get("steg", "skriv")
    if step == "se-over":
        answering.content.chosen = []  # what is sent is what was shown
    forms.read_texts(answering.content, posted())
    if step != "skriv":
        forms.read_sender(answering.content, posted())
    if step == "se-over":
        answering.content.no_remarks = bool(request.form.get("ingen-merknader"))


def _add(answering: Answering, field: str) -> None:
    found = forms.SECTION_FIELD.fullmatch(field)
    key = found[1] if found else WHOLE
    if (found or field == forms.WHOLE_FIELD) and key not in answering.content.chosen:
        answering.content.chosen.append(key)


def _refuse_before_opening(hearing: Hearing) -> None:
    if before_opening(hearing):
        raise NotOpenYet


def _to(hearing: Hearing, endpoint: str, _anchor: str | None = None, **values: Any) -> ResponseReturnValue:
    """The next page of this answer."""
    return redirect(url_for(endpoint, hearing=hearing, _anchor=_anchor, **values), 303)
