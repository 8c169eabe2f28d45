"""Counters: broken ones cost nobody a remark, and open no door."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from app import limits
from tests.pages import Visitor


def ruin(app: Flask) -> None:
    folder = Path(app.config["HORING"].data_dir)
    for path in folder.glob("limits.db*"):
        path.unlink()
    (folder / "limits.db").mkdir()


@pytest.mark.parametrize(("address", "same"), [("192.0.2.7", True), ("192.0.2.8", False)])
def test_a_place_is_an_address(app: Flask, address: str, same: bool) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        one = limits.place()
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert (limits.place() == one) is same
        assert "192" not in one


def test_a_household_with_many_new_addresses_is_one_place(app: Flask) -> None:
    places = set()
    for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"):
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            places.add(limits.place())
    assert len(places) == 1


def test_wrong_passwords_from_one_place_close_the_account_for_that_place_alone(app: Flask) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        for tried in range(limits.FAILED_PER_ACCOUNT_AND_PLACE):
            assert limits.allow_sign_in("kari@example.no")
            limits.count_failed_sign_in(f"{' ' * tried}Kari@example.no\t")
        assert not limits.allow_sign_in("kari@example.no")
        assert limits.allow_sign_in("ola@example.no")
    with app.test_request_context(environ_base={"REMOTE_ADDR": "198.51.100.1"}):
        assert limits.allow_sign_in("kari@example.no"), "its owner still gets in from elsewhere"


def test_broken_counters_let_submissions_in_and_nobody_sign_in(app: Flask) -> None:
    ruin(app)
    with app.test_request_context():
        assert limits.allow_submission()
        assert not limits.allow_sign_in("kari@example.no")


def test_a_wrong_code_that_cannot_be_counted_is_no_crash(app: Flask, visitor: Visitor) -> None:
    from app.extensions import db
    from tests import factories

    with app.app_context():
        factories.municipality()
        db.session.commit()
    page = visitor.get("/storvik/kvittering")
    ruin(app)
    answer = page.form("Vis innspillet").send(code="AAAA-BBBB-CCCC-DDDD")
    assert answer.status in (400, 503)
