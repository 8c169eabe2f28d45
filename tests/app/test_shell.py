"""The shell by itself: signing in and out, errors, headers."""

import pytest
from flask import Flask

from app.accounts import MODERATOR
from app.extensions import db
from tests import factories
from tests.pages import Visitor


def staffed(app: Flask) -> None:
    with app.app_context():
        home = factories.municipality()
        factories.user(home.id, MODERATOR)
        db.session.commit()


def test_an_unknown_address_gets_a_kind_page(visitor: Visitor) -> None:
    page = visitor.get("/finnes-ikke/")
    assert page.status == 404
    assert "Vi finner ikke siden" in page.h1


def test_a_member_of_staff_signs_in_and_comes_to_the_office(app: Flask, visitor: Visitor) -> None:
    staffed(app)
    page = visitor.sign_in("moderator@example.no")
    assert page.path == "/storvik/arbeid/"
    assert "Dette venter på deg" in page.h1


def test_a_wrong_password_keeps_the_address_and_says_so(app: Flask, visitor: Visitor) -> None:
    staffed(app)
    page = visitor.sign_in("moderator@example.no", "feil-passord-helt")
    assert page.status == 400
    assert "passordet er feil" in page.text
    assert page.form("Logg inn").values["email"] == "moderator@example.no"


def test_a_copied_cookie_is_dead_after_sign_out(app: Flask, visitor: Visitor) -> None:
    staffed(app)
    visitor.sign_in("moderator@example.no")
    copy = visitor.client.get_cookie("horing")
    assert copy is not None
    visitor.get("/storvik/arbeid/").form("Logg ut").send()
    thief = Visitor(app)
    thief.client.set_cookie("horing", copy.value)
    assert thief.get("/storvik/arbeid/").path.startswith("/logg-inn")


def test_an_expired_form_comes_back_with_everything_typed(app: Flask, visitor: Visitor) -> None:
    staffed(app)
    page = visitor.post("/logg-inn", {"email": "kari@example.no", "next": "/storvik/", "password": "hemmelig"})
    assert page.status == 400
    form = page.form("Send på nytt")
    assert form.values["email"] == "kari@example.no"
    assert "hemmelig" not in page.body


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_from_another_site_is_not_offered_for_sending_and_ends_no_session(
    app: Flask, visitor: Visitor, site: str
) -> None:
    staffed(app)
    page = visitor.post("/logg-inn", {"email": "kari@example.no"}, headers={"Sec-Fetch-Site": site})
    assert page.status == 400
    assert "kari@example.no" not in page.body
    assert page.select("form[method=post]") == []
    assert "Set-Cookie" not in page.headers
