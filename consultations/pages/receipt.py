"""The receipt: what has become of a statement, for whoever holds its code. The code is in no address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import load_only
from wtforms import StringField

from app import limits
from app.accounts.guards import form_page
from app.extensions import db
from app.fields.plain import PlainForm
from app.municipalities.municipality import current_municipality
from app.references import code_hash
from consultations.drafts.section import Section
from consultations.outcomes.course import Course, courses
from consultations.outcomes.decision import decisions
from consultations.pages.case_steps import case_steps
from consultations.statements import name_confirmation, publication, receipt_mail
from consultations.statements.answering import open_receipt
from consultations.statements.reason_class import ReasonClass
from consultations.statements.receipt_code import code_shown
from consultations.statements.statement import Comment, Statement

blueprint = Blueprint("receipt", __name__)

LONGEST_CODE = 60


class CodeForm(PlainForm):
    """Where the code is typed."""

    code = StringField(
        render_kw={"autocapitalize": "characters", "spellcheck": "false"},
    )


@dataclass(frozen=True, slots=True)
class ReceiptRemark:
    """One remark as its sender sees it. `text` is the public text, or their own right after sending; else None."""

    comment: Comment
    place: Section | None
    text: str | None
    courses: list[Course]


@blueprint.get("/<municipality>/kvittering")
@form_page
def ask() -> ResponseReturnValue:
    """Ask for the code."""
    return render_template("receipt/ask.html", form=_code_form())


@blueprint.post("/<municipality>/kvittering")
@form_page
def open_with_code() -> ResponseReturnValue:
    """Open the statement that the code belongs to."""
    form = _code_form()
    found = _statement_for(form)
    if found is None:
        return render_template("receipt/ask.html", form=form), _status_of_refusal()
    open_receipt(found)
    return redirect(url_for("receipt.show"), 303)


@blueprint.get("/<municipality>/kvittering/innspill")
@form_page
def show() -> ResponseReturnValue:
    """What has become of the statement, up to this day."""
    statement = _opened()
    if statement is None:
        return redirect(url_for("receipt.ask"), 303)
    just_sent = bool(session["receipt"].get("sent"))
    return render_template(
        "receipt/show.html",
        statement=statement,
        **_of_hearing(statement),
        just_sent=just_sent,
        code=code_shown(statement.idempotency_key, statement.code_hash) if just_sent else None,
        parts=_parts(statement, just_sent),
        reasons=_reasons(statement),
        decisions=decisions(statement.hearing),
        steps=case_steps(statement.hearing),
        name_asked=statement.sender.show_name,
        mailed=receipt_mail.is_sent(statement),
    )


@blueprint.post("/<municipality>/kvittering/lukk")
@form_page
def close() -> ResponseReturnValue:
    """Let this browser forget the receipt."""
    session.pop("receipt", None)
    return redirect(url_for("receipt.ask"), 303)


@blueprint.post("/<municipality>/kvittering/skjul-navn")
@form_page
def hide_name() -> ResponseReturnValue:
    """Take the sender's name off the web, for ever."""
    statement = _opened()
    if statement is not None and statement.sender.show_name:
        publication.hide_name(statement)
    return redirect(url_for("receipt.show"), 303)


@blueprint.get("/<municipality>/kvittering/trekk")
@form_page
def ask_to_withdraw() -> ResponseReturnValue:
    """What withdrawing means, and the code once more."""
    statement = _opened()
    if statement is None or statement.is_withdrawn:
        return redirect(url_for("receipt.show"), 303)
    return render_template("receipt/withdraw.html", form=_code_form(), statement=statement, **_of_hearing(statement))


@blueprint.post("/<municipality>/kvittering/trekk")
@form_page
def withdraw() -> ResponseReturnValue:
    """Withdraw the statement; the code is what confirms it, so no session is needed."""
    form = _code_form()
    statement = _statement_for(form)
    if statement is None:
        opened = _opened()
        page = render_template("receipt/withdraw.html", form=form, statement=opened, **_of_hearing(opened))
        return page, _status_of_refusal()
    publication.withdraw(statement)
    open_receipt(statement)
    return redirect(url_for("receipt.show"), 303)


@blueprint.get("/<municipality>/navn/<token>")
@form_page
def show_name(token: str) -> ResponseReturnValue:
    """What the link in the letter opens: nothing happens until the button is pressed."""
    return render_template("receipt/show_name.html", statement=_named(token), token=token)


@blueprint.post("/<municipality>/navn/<token>")
@form_page
def confirm_name(token: str) -> ResponseReturnValue:
    """The owner of the address says that the name may be shown."""
    name_confirmation.confirm(_named(token))
    return redirect(url_for("receipt.show_name", token=token), 303)


def _of_hearing(statement: Statement | None) -> dict[str, Any]:
    """What a page about the statement says of its hearing."""
    if statement is None:
        return {"hearing": None, "plan": None}
    return {"hearing": statement.hearing, "plan": statement.hearing.plan}


def _code_form() -> CodeForm:
    form = CodeForm(request.form)
    form.code.label.text = _("Kvitteringskode")
    form.code.description = _("16 bokstaver og tall. Store og små bokstaver er like, og du kan sløyfe strekene.")
    return form


def _statement_for(form: CodeForm) -> Statement | None:
    """The municipality's statement with the code that was typed; else the form says what is wrong."""
    typed = (form.code.data or "").strip()
    if not typed:
        form.code.errors = (_("Skriv koden fra kvitteringen."),)
        return None
    found = _by_code(typed) if len(typed) <= LONGEST_CODE else None
    if found is not None:
        return found
    if not limits.allow_code():
        form.code.errors = (_("Det kom for mange feil koder herfra. Vent et kvarter og prøv igjen."),)
    else:
        limits.count_wrong_code()
        form.code.errors = (_("Vi finner ikke noe innspill med denne koden. Se etter at alle de 16 tegnene er med."),)
    return None


def _by_code(typed: str) -> Statement | None:
    query = db.select(Statement).where(
        Statement.code_hash == code_hash(typed), Statement.municipality_id == current_municipality().id
    )
    return db.session.scalars(query).first()


def _status_of_refusal() -> int:
    return 400 if limits.allow_code() else 429


def _opened() -> Statement | None:
    """The statement whose receipt this browser has opened."""
    held = session.get("receipt")
    if not isinstance(held, dict):
        return None
    query = db.select(Statement).where(
        Statement.ref == str(held.get("ref")), Statement.municipality_id == current_municipality().id
    )
    return db.session.scalars(query).first()


def _named(token: str) -> Statement:
    statement = name_confirmation.statement_behind(token)
    if statement is None or statement.municipality_id != current_municipality().id or not statement.sender.show_name:
        abort(404)
    return statement


def _parts(statement: Statement, just_sent: bool) -> list[ReceiptRemark]:
    """The remarks with what is proposed, and what became of them.

    A code can fall into other hands, so it opens no text that is not public; only the browser that has just sent a
    text shows it, for the sender's own papers.
    """
    became = courses(statement.hearing, [comment.id for comment in statement.comments])
    places = _places(statement)
    return [
        ReceiptRemark(
            comment,
            places.get(comment.section_key or ""),
            comment.text if just_sent else comment.public_text,
            became.get(comment.id, []),
        )
        for comment in statement.comments
    ]


def _places(statement: Statement) -> dict[str, Section]:
    keys = {comment.section_key for comment in statement.comments}
    query = db.select(Section).where(Section.version_id == statement.hearing.version_id, Section.key.in_(keys))
    light = load_only(Section.key, Section.number, Section.title)
    return {section.key: section for section in db.session.scalars(query.options(light))}


def _reasons(statement: Statement) -> list[LazyString]:
    """Why the web does not show it, or not all of it."""
    withheld = [ReasonClass(statement.withheld_reason)] if statement.withheld_reason else []
    return [reason.label for reason in withheld or statement.removal_reasons]
