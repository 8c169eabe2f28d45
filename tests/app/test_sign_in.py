"""Signing in: many wrong tries make the next ones slow, and refuse no right one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from app import limits
from app.accounts import sign_in
from app.extensions import db
from tests import factories
from tests.pages import Page, Visitor

EMAIL = "kari@storvik.example.no"


@pytest.fixture(autouse=True)
def no_waiting(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "SLOW_SECONDS", 0)
    with app.app_context():
        factories.user(factories.municipality().id, "planner", email=EMAIL)
        db.session.commit()


def tried(visitor: Visitor, password: str, email: str = EMAIL) -> Page:
    return visitor.get("/logg-inn").form("Logg inn").send(email=email, password=password)


def test_the_right_password_is_taken_after_any_number_of_wrong_ones_by_others(app: Flask) -> None:
    stranger = Visitor(app)
    for number in range(limits.FAILED_PER_PLACE + 5):
        tried(stranger, f"gale passord {number}", f"nr{number % 4}@example.no")
    refused = [tried(stranger, "galt passord").status for _try in range(limits.FAILED_PER_ACCOUNT_AND_PLACE + 1)]
    assert set(refused) == {429}
    assert tried(Visitor(app), factories.PASSWORD).h1 != "Logg inn for ansatte"


def test_wrong_tries_are_slowed_and_said_to_be(app: Flask, visitor: Visitor) -> None:
    answers = [tried(visitor, "galt passord") for _try in range(limits.FAILED_PER_ACCOUNT_AND_PLACE + 1)]
    assert [answer.status for answer in answers] == [400] * limits.FAILED_PER_ACCOUNT_AND_PLACE + [429]
    assert answers[-1].headers["Retry-After"]
    assert "passordet er feil" in answers[-1].text


def test_checks_are_slow_one_by_one_where_many_were_wrong(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(sign_in, "SLOW_SECONDS", 7)
    monkeypatch.setattr(sign_in, "sleep", slept.append)
    known, stranger = Visitor(app), Visitor(app)
    tried(known, factories.PASSWORD)
    for _try in range(limits.FAILED_PER_ACCOUNT_AND_PLACE + 2):
        tried(stranger, "galt passord")
    assert slept == [7, 7], "the eleventh and the twelfth"
    tried(known, factories.PASSWORD)
    assert slept == [7, 7], "a browser she has used before goes past"
    tried(Visitor(app), factories.PASSWORD)
    assert slept == [7, 7, 7]


def test_a_known_browser_answers_for_its_own_wrong_tries(app: Flask, visitor: Visitor) -> None:
    tried(visitor, factories.PASSWORD)
    statuses = [tried(visitor, "galt passord").status for _try in range(limits.FAILED_PER_ACCOUNT_AND_PLACE + 1)]
    assert statuses[-1] == 429


def test_when_no_more_can_be_checked_it_is_said_and_nothing_is_counted(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "PATIENCE", 0)
    for _place in range(sign_in.AT_ONCE):
        sign_in._room.acquire()
    try:
        page = tried(visitor, factories.PASSWORD)
    finally:
        for _place in range(sign_in.AT_ONCE):
            sign_in._room.release()
    assert page.status == 429
    assert "akkurat nå" in page.text
    assert tried(visitor, factories.PASSWORD).status == 200


def test_a_disk_that_takes_no_counter_is_called_our_fault(app: Flask, visitor: Visitor) -> None:
    folder = Path(app.config["HORING"].data_dir)
    for path in folder.glob("limits.db*"):
        path.unlink()
    (folder / "limits.db").mkdir()
    page = tried(visitor, "galt passord")
    assert page.status == 503
    assert "Feilen er hos oss" in page.text
    assert "mange forsøk" not in page.text
    with pytest.raises(sqlite3.Error):
        sqlite3.connect(folder / "limits.db").execute("SELECT 1 FROM sqlite_master")


@pytest.mark.parametrize("cookie", ["", "x", "W10.x.y", "null"])
def test_a_forged_mark_of_a_browser_is_none(app: Flask, visitor: Visitor, cookie: str) -> None:
    visitor.client.set_cookie("kjent", cookie, domain="localhost")
    assert tried(visitor, factories.PASSWORD).status == 200


def test_no_lock_is_held_while_a_password_is_checked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def checked(_hash: str | None, _password: str) -> bool:
        seen.append(db.session().in_transaction())
        return False

    monkeypatch.setattr(sign_in, "is_password_of", checked)
    tried(Visitor(app), "galt passord")
    assert seen == [False]
