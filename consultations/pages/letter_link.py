"""The personal link in a letter: a page with a button that opens the receipt. Whoever only looks has opened nothing."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import limits
from app.accounts.guards import form_page
from app.municipalities.municipality import current_municipality
from consultations.outcomes.letter_link import statement_behind
from consultations.statements.answering import open_receipt
from consultations.statements.statement import Statement

blueprint = Blueprint("letter_link", __name__)


@blueprint.get("/<municipality>/utfall/<secret>")
@form_page
def show(secret: str) -> ResponseReturnValue:
    """What the link is about. No other page learns of the address it stands in."""
    page = make_response(render_template("receipt/letter_link.html", statement=_named(secret), secret=secret))
    return _unseen(page)


@blueprint.post("/<municipality>/utfall/<secret>")
@form_page
def open_with_link(secret: str) -> ResponseReturnValue:
    """Open the receipt in this browser."""
    open_receipt(_named(secret))
    return _unseen(make_response(redirect(url_for("receipt.show"), 303)))


def _named(secret: str) -> Statement:
    """The statement of this municipality that the link was written for, or 404; 429 after too many guesses."""
    statement = statement_behind(secret)
    if statement is None or statement.municipality_id != current_municipality().id:
        if not limits.allow_code():
            abort(429)
        limits.count_wrong_code()
        abort(404)
    return statement


def _unseen(response: Response) -> Response:
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
