"""Pages of the shell: errors in plain words, and the page that gives back what a person typed."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, NotSupportedError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError

from app import health, marks
from app.accounts.guards import SignInAgain, public, uncached
from app.municipalities.municipality import municipality_if_known
from app.posted import TooManyCharacters, TooManyMarks
from app.rows import ChangedMeanwhile

log = logging.getLogger(__name__)

blueprint = Blueprint("shell", __name__)

# Fields that are never written back into a page.
NOT_KEPT = frozenset({"csrf_token", "password"})


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, plain_error)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(SignInAgain, _signed_out)
    app.register_error_handler(TooManyCharacters, _too_long)
    app.register_error_handler(TooManyMarks, _too_many_marks)
    app.register_error_handler(DBAPIError, _database_failed)
    app.register_error_handler(ConnectionError, _hung_up)
    for failure in (OSError, sqlite3.Error, PoolTimeout):
        app.register_error_handler(failure, _storage_failed)
    app.register_error_handler(ChangedMeanwhile, lambda _error: _collided())
    app.register_error_handler(InternalServerError, _broken)


@blueprint.get("/helse")
@uncached
@public
def health_page() -> ResponseReturnValue:
    """What the operator's monitor asks: 200 when the product can take a remark, 503 when it cannot."""
    problems = health.problems()
    said = {"ok": not problems, "problems": problems, "degraded": health.degraded()}
    return jsonify(said), 503 if problems else 200


@blueprint.get("/robots.txt")
@public
def robots() -> Response:
    """Crawlers may read plans; forms, receipts and the office are none of theirs."""
    private = ("/*/arbeid/", "/*/svar/", "/*/kvittering", "/*/kladd/", "/*/navn/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in private)]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def plain_error(error: HTTPException) -> ResponseReturnValue:
    """A page for any refusal, with the status the error has."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    headings = {
        400: _("Vi forstod ikke det som ble sendt"),
        403: _("Du har ikke tilgang til denne siden"),
        404: _("Vi finner ikke siden"),
        405: _("Siden kan ikke brukes slik"),
        413: _("Det du sendte, er for stort"),
        429: _("Det kom for mange forsøk på kort tid"),
    }
    explanations = {
        403: _("Du er logget inn, men rollen din gir ikke adgang her. Be administratoren i kommunen om hjelp."),
        404: _("Adressen kan være skrevet feil, eller siden er flyttet eller ikke publisert."),
        413: _(
            "Grensen er %(size)s megabyte. Teksten du hadde lagret, ligger trygt. Gå tilbake og prøv med mindre.",
            size=current_app.config["HORING"].max_body_mb,
        ),
        429: _("Vent noen minutter og prøv igjen."),
    }
    heading = headings.get(status, _("Noe gikk galt"))
    page = render_template(
        "errors/error.html",
        heading=heading,
        explanation=explanations.get(status, _("Gå tilbake og prøv igjen.")),
        status=status,
        municipality=municipality_if_known(),
    )
    return page, status


def kept_fields(*without: str) -> list[tuple[str, str]]:
    """Everything that was typed, to be sent again."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in {*NOT_KEPT, *without}]


def kept_page(
    heading: str,
    explanation: str,
    status: int,
    *,
    sign_in: str | None = None,
    mended: Callable[[str], str] = str,
) -> ResponseReturnValue:
    """Give back everything that was typed, with a fresh token and one button that sends it again, `mended`."""
    typed = kept_fields()
    page = render_template(
        "errors/kept.html",
        heading=heading,
        explanation=explanation,
        typed=[value for _name, value in typed if value],
        fields=[(name, mended(value)) for name, value in typed],
        action=request.full_path.rstrip("?"),
        has_files=bool(request.files),
        sign_in=sign_in,
        municipality=municipality_if_known(),
    )
    headers = {"Retry-After": "10"} if status == 503 else {}
    return page, status, headers


def _too_long(_error: TooManyCharacters) -> ResponseReturnValue:
    return kept_page(_("Teksten er for lang"), _("Kort den ned før du går videre. Alt du skrev, står under."), 413)


def _too_many_marks(_error: TooManyMarks) -> ResponseReturnValue:
    explanation = _(
        "En bokstav har mer enn %(most)s aksenter eller andre merker oppå hverandre. Det får vi ikke lagret. Alt du "
        "skrev, står under. Trykk på knappen for å sende det uten merkene som er for mange.",
        most=marks.MOST,
    )
    return kept_page(_("Teksten har for mange merker på én bokstav"), explanation, 400, mended=marks.thinned)


def _form_expired(error: CSRFError) -> ResponseReturnValue:
    """What another site posted in a person's name is not offered for sending, nor may it replace their session."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return plain_error(error)
    return kept_page(
        _("Vi må be deg sende en gang til"),
        _("Skjemaet var åpent lenge, eller nettleseren husket ikke økten. Alt du skrev, står under."),
        400,
    )


def _signed_out(_error: SignInAgain) -> ResponseReturnValue:
    return kept_page(
        _("Du er logget ut"),
        _("Alt du skrev, står under. Logg inn i en ny fane, kom tilbake hit og send på nytt."),
        401,
        sign_in=url_for("accounts.sign_in"),
    )


def _database_failed(error: DBAPIError) -> ResponseReturnValue:
    """Say whose fault it is: what was sent, two who did the same at once, our code, or the disk."""
    log.exception("the database failed")
    if isinstance(error, DataError):
        return _not_understood()
    if isinstance(error, IntegrityError):
        return _collided()
    if isinstance(error, ProgrammingError | NotSupportedError):
        return _broken(error)
    return _unavailable()


def _storage_failed(_error: Exception) -> ResponseReturnValue:
    log.exception("the disk failed")
    return _unavailable()


def _hung_up(_error: ConnectionError) -> ResponseReturnValue:
    """Whoever sent it has gone, or was too slow: nobody reads this page, and nothing of ours has failed."""
    return _static_page(_("Vi forstod ikke det som ble sendt"), _("Gå tilbake og prøv igjen."), 400)


def _not_understood() -> ResponseReturnValue:
    heading = _("Vi forstod ikke det som ble sendt")
    if request.method == "POST":
        return kept_page(heading, _("Noe av det har et format vi ikke kan ta imot. Alt du skrev, står under."), 400)
    return _static_page(heading, _("Gå tilbake og prøv igjen."), 400)


def _collided() -> ResponseReturnValue:
    if request.method == "POST":
        explanation = _("Noen gjorde det samme samtidig. Ingenting er lagret. Alt du skrev, står under.")
        return kept_page(_("Vi må be deg sende en gang til"), explanation, 409)
    return _unavailable()


def _unavailable() -> ResponseReturnValue:
    if request.method == "POST":
        return kept_page(
            _("Vi fikk ikke lagret akkurat nå"),
            _("Feilen er hos oss. Ingenting er sendt ennå. Alt du skrev, står under. Vent litt og send på nytt."),
            503,
        )
    return _static_page(_("Tjenesten er opptatt"), _("Feilen er hos oss. Vent litt og last siden på nytt."), 503)


def _broken(_error: Exception) -> ResponseReturnValue:
    if request.method == "POST":
        return kept_page(
            _("Noe gikk galt hos oss"),
            _("Feilen er meldt. Alt du skrev, står under, slik at du kan ta vare på det og prøve igjen."),
            500,
        )
    return _static_page(_("Noe gikk galt hos oss"), _("Feilen er meldt. Prøv igjen om litt."), 500)


def _static_page(heading: str, explanation: str, status: int) -> ResponseReturnValue:
    page = render_template(
        "errors/error.html", heading=heading, explanation=explanation, status=status, municipality=None
    )
    return page, status, {"Retry-After": "10"}
