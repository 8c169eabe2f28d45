"""What a person sees when the database, the disk or the sender fails: a page in Norwegian with everything typed."""

from __future__ import annotations

import io
import sqlite3

import pytest
from flask import Flask
from sqlalchemy import exc

from app.accounts.guards import form_page
from app.extensions import db
from tests import factories
from tests.pages import Page, Visitor

TYPED = "Dette har jeg skrevet lenge på."


def failing(app: Flask, error: Exception) -> None:
    """An address where everything goes wrong in this way."""

    @app.route("/<municipality>/feil", methods=["GET", "POST"])
    @form_page
    def fails() -> str:
        raise error


def posted(app: Flask, visitor: Visitor, error: Exception) -> Page:
    failing(app, error)
    with app.app_context():
        factories.municipality()
        db.session.commit()
    form = visitor.get("/logg-inn").form("Logg inn")
    return visitor.post("/storvik/feil", {"csrf_token": form.values["csrf_token"], "text": TYPED, "password": "x" * 30})


def of_database(kind: type[exc.DBAPIError]) -> exc.DBAPIError:
    return kind("INSERT", None, sqlite3.OperationalError("it"))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (of_database(exc.OperationalError), 503),
        (of_database(exc.InternalError), 503),
        (of_database(exc.DatabaseError), 503),
        (of_database(exc.InterfaceError), 503),
        (exc.TimeoutError("no connection left"), 503),
        (sqlite3.OperationalError("database or disk is full"), 503),
        (OSError(28, "No space left on device"), 503),
        (of_database(exc.DataError), 400),
        (of_database(exc.IntegrityError), 409),
        (of_database(exc.ProgrammingError), 500),
    ],
    ids=lambda value: type(value).__name__,
)
def test_everything_typed_comes_back(app: Flask, visitor: Visitor, error: Exception, status: int) -> None:
    page = posted(app, visitor, error)
    assert page.status == status
    assert TYPED in page.text
    assert "x" * 30 not in page.body
    assert page.form("Send på nytt").values["text"] == TYPED


@pytest.mark.parametrize(
    "path", ["/storvik/99999999999999999999", "/storvik/arbeid/planer/x/utkast/99999999999999999999/"]
)
def test_a_number_too_large_for_any_database_is_no_address(app: Flask, visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status == 404


def test_a_body_that_ends_beyond_the_limit_is_refused_and_not_cut_off(app: Flask, visitor: Visitor) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = visitor.client.post(
        "/logg-inn",
        input_stream=io.BytesIO(b"email=" + b"a" * 5000),
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert answer.status_code == 413
    assert "er for stort" in answer.get_data(as_text=True)
