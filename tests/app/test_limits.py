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


def test_neighbours_behind_one_address_of_the_new_kind_are_told_apart(app: Flask) -> None:
    """An IPv4 address written as IPv6 is still an IPv4 address."""
    places = {_place(app, f"::ffff:192.0.2.{last}") for last in (7, 8)} | {_place(app, "192.0.2.7")}
    assert len(places) == 2


@pytest.mark.parametrize("told", ["192.0.2.7:4711", "192.0.2.7", "::ffff:192.0.2.7", "[::ffff:192.0.2.7]:80"])
def test_a_proxy_may_tell_the_port_too(app: Flask, told: str) -> None:
    assert _place(app, told) == _place(app, "192.0.2.7")


@pytest.mark.parametrize("told", ["unknown", "", "_hidden", "1.2.3", "[::1", "999.0.0.1:80"])
def test_what_is_no_address_is_a_place_all_the_same(app: Flask, told: str) -> None:
    assert _place(app, told) != _place(app, "192.0.2.7")


def test_wrong_passwords_from_one_place_slow_the_account_at_that_place_alone(app: Flask) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.7"}):
        for tried in range(limits.FAILED_PER_ACCOUNT_AND_PLACE):
            assert not limits.is_slowed("kari@example.no", None)
            limits.count_failed_sign_in(f"{' ' * tried}Kari@example.no\t", None)
        assert limits.is_slowed("kari@example.no", None)
        assert not limits.is_slowed("ola@example.no", None)
        assert not limits.is_slowed("kari@example.no", "a browser she has used before")
    with app.test_request_context(environ_base={"REMOTE_ADDR": "198.51.100.1"}):
        assert not limits.is_slowed("kari@example.no", None), "its owner still gets in at once from elsewhere"


def test_wrong_passwords_from_everywhere_slow_the_account_everywhere(app: Flask) -> None:
    for number in range(limits.FAILED_PER_PLACE):
        with app.test_request_context(environ_base={"REMOTE_ADDR": f"192.0.2.{number}"}):
            limits.count_failed_sign_in("kari@example.no", None)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "198.51.100.1"}):
        assert limits.is_slowed("kari@example.no", None)
        assert not limits.is_slowed("ola@example.no", None)


def test_broken_counters_let_submissions_in_and_nobody_sign_in(app: Flask) -> None:
    ruin(app)
    with app.test_request_context():
        assert limits.allow_submission()
        with pytest.raises(limits.CountersBroken):
            limits.is_slowed("kari@example.no", None)


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


def _place(app: Flask, told: str) -> str:
    with app.test_request_context(environ_base={"REMOTE_ADDR": told}):
        return limits.place()
