"""The moderators' pages: the queue, and one statement with the decision beside it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app import office
from app.accounts.guards import guard
from app.accounts.session import current_user
from app.accounts.user import User
from app.municipalities.municipality import current_municipality
from app.paging import page_place
from app.rows import ChangedMeanwhile
from consultations.statements import machine_signs
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import counts_by_decision
from consultations.statements.statement import Publicity, Statement
from moderation import claim, queue
from moderation.bulk import approve_all
from moderation.decision import Again, AlreadyDecided, Ruling, approve, decisions_on, withhold
from moderation.desk import ModerationDesk
from moderation.forms import BulkForm, ModerationForm
from moderation.impartiality import OwnHearing
from moderation.permission import MODERATE
from moderation.wording import again_label, reason_label, said_of_bulk, said_of_decision, said_of_first

blueprint = Blueprint("moderation", __name__)

blueprint.add_app_template_filter(said_of_first)
blueprint.add_app_template_filter(reason_label)
blueprint.add_app_template_filter(again_label)
blueprint.add_app_template_filter(machine_signs.labels, "machine_signs")

TABS = {
    "venter": Publicity.WAITING,
    "publisert": Publicity.PUBLISHED,
    "holdt-tilbake": Publicity.WITHHELD,
    "trukket": Publicity.WITHDRAWN,
}


@blueprint.get("/<municipality>/arbeid/moderering/")
@guard(MODERATE)
def waiting() -> ResponseReturnValue:
    """The queue, oldest first, and what has been decided."""
    home, tab, plan = current_municipality(), request.args.get("vis", "venter"), _plan_key()
    publicity = TABS.get(tab) or abort(404)
    shown = queue.queue(home.id, publicity, plan, page_place())
    if shown.page.number > shown.page.pages:
        abort(404)
    return render_template(
        "moderation/queue.html",
        shown=shown,
        tab=tab,
        tabs=TABS,
        publicity=publicity,
        plan_key=plan,
        plans=queue.plans_with_statements(home.id),
        me=_me(),
    )


@blueprint.post("/<municipality>/arbeid/moderering/neste")
@guard(MODERATE)
def start() -> ResponseReturnValue:
    """Take the oldest that nobody else is reading."""
    return _on_to(queue.next_for(_me(), current_municipality().id, _plan_key()))


@blueprint.post("/<municipality>/arbeid/moderering/sammen")
@guard(MODERATE)
def together() -> ResponseReturnValue:
    """Approve several in which nothing was found, each by the version that was seen."""
    pairs = BulkForm(request.form).pairs
    statements = queue.load_all(current_municipality().id, list(pairs)[: queue.A_PAGE])
    for category, message in said_of_bulk(approve_all(statements, pairs, _me()), _item_url):
        flash(message, category)
    return redirect(_queue_url(), 303)


@blueprint.get("/<municipality>/arbeid/moderering/<ref>")
@guard(MODERATE)
def item(ref: str) -> ResponseReturnValue:
    """One statement: the original with what was found in it, and the form beside it."""
    desk = ModerationDesk(_load(ref), _me())
    return _page(desk, desk.form())


@blueprint.post("/<municipality>/arbeid/moderering/<ref>")
@guard(MODERATE)
def decide(ref: str) -> ResponseReturnValue:
    """Add words or preview and stay; approve or withhold, then on to the next."""
    desk, act = ModerationDesk(_load(ref), _me()), request.form.get("act", "")
    if act not in ("add", "preview", "approve", "withhold"):
        abort(400)
    form = desk.form()
    if not form.validate_for(act):
        return _page(desk, form, 400)
    if act in ("add", "preview"):
        claim.take(desk.statement, _me())
        form.keep_words()
        return _page(desk, form, preview=desk.preview(form) if act == "preview" else None)
    try:
        _decide(desk.statement, act, form)
    except (AlreadyDecided, ChangedMeanwhile) as conflict:
        return render_template("moderation/conflict.html", statement=desk.statement, conflict=conflict, form=form), 409
    except OwnHearing:
        return _page(desk, form, 403)
    flash(said_of_decision(desk.statement, _item_url(desk.statement)), "success")
    return _on_to(queue.next_for(_me(), current_municipality().id, _plan_key(), after=desk.statement))


@blueprint.post("/<municipality>/arbeid/moderering/<ref>/ta")
@guard(MODERATE)
def take(ref: str) -> ResponseReturnValue:
    """Tell the others that I am reading this one."""
    statement = _load(ref)
    claim.take(statement, _me())
    return redirect(_item_url(statement), 303)


def _decide(statement: Statement, act: str, form: ModerationForm) -> None:
    again = Again(form.again.data) if form.again.data in set(Again) else None
    if act == "withhold":
        withhold(statement, form.seen_version, ReasonClass(form.reason.data), form.written_note, _me(), again=again)
    else:
        approve(
            statement,
            form.seen_version,
            form.removals,
            _me(),
            with_name=not form.hide_name.data,
            note=form.written_note,
            again=again,
        )


def _page(desk: ModerationDesk, form: ModerationForm, status: int = 200, **more: object) -> ResponseReturnValue:
    statement = desk.statement
    before, after = queue.neighbours(statement, _plan_key())
    removed = counts_by_decision([statement.id])
    page = render_template(
        "moderation/item.html",
        desk=desk,
        statement=statement,
        form=form,
        plan_key=_plan_key(),
        claim=claim.live([statement]).get(statement.id),
        me=_me(),
        decisions=[(one, removed.get((statement.id, one.statement_version))) for one in decisions_on(statement)],
        verdicts=Ruling,
        before=before,
        after=after,
        **more,
    )
    return page, status


def _on_to(statement: Statement | None) -> ResponseReturnValue:
    """Claim the next and go there; back to the queue when nothing waits."""
    if statement is None:
        return redirect(_queue_url(), 303)
    claim.take(statement, _me())
    return redirect(_item_url(statement), 303)


def _load(ref: str) -> Statement:
    return queue.load(current_municipality().id, ref) or abort(404)


def _me() -> User:
    return current_user() or abort(401)


def _plan_key() -> str:
    """`?plan=`: the plan whose hearings one works on; empty for all."""
    return request.args.get("plan", "")[:80]


def _queue_url() -> str:
    return url_for("moderation.waiting", plan=_plan_key() or None)


def _item_url(statement: Statement) -> str:
    return url_for("moderation.item", ref=statement.ref, plan=_plan_key() or None)


entry = office.Entry(
    "moderation",
    _l("Moderering"),
    "moderation.waiting",
    MODERATE,
    position=20,
    shortcut="m",
    count=queue.waiting_count,
    waiting=_l("innspill venter på moderering"),
)
