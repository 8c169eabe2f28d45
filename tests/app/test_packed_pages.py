"""Kept pages are packed once and sent so to browsers that take it; the others get them as they are."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask

from app.extensions import db
from tests import factories
from tests.pages import Visitor

PAGE = "/storvik/horinger/boligsosial-plan/"


@pytest.fixture
def kept(app: Flask, visitor: Visitor) -> bytes:
    """The page as it is, kept from now on."""
    with app.app_context():
        factories.hearing(factories.plan(factories.municipality().id))
        db.session.commit()
    return visitor.client.get(PAGE).data


@pytest.mark.parametrize("accepted", ["gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1"])
def test_a_browser_that_takes_it_gets_the_same_page_packed(visitor: Visitor, kept: bytes, accepted: str) -> None:
    answer = visitor.client.get(PAGE, headers={"Accept-Encoding": accepted})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) == len(answer.data) < len(kept) / 2
    assert gzip.decompress(answer.data) == kept


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0", "gzip; q=0.0", "xgzip"])
def test_others_get_it_as_it_is(visitor: Visitor, kept: bytes, accepted: str) -> None:
    answer = visitor.client.get(PAGE, headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in answer.headers
    assert answer.data == kept


def test_each_form_has_a_mark_of_its_own_and_both_say_what_they_depend_on(visitor: Visitor, kept: bytes) -> None:
    packed = visitor.client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    plain = visitor.client.get(PAGE)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"


def test_a_browser_that_holds_either_form_is_told_that_it_still_holds(visitor: Visitor, kept: bytes) -> None:
    for first in ({}, {"Accept-Encoding": "gzip"}):
        mark = visitor.client.get(PAGE, headers=first).headers["ETag"]
        again = visitor.client.get(PAGE, headers={"Accept-Encoding": "gzip", "If-None-Match": mark})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", mark)
