"""What people typed never widens a page: long unbroken words, and letters with all the marks they may have."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app import marks
from tests.blackbox.hearing import acknowledge, last_step, new_hearing
from tests.blackbox.server import running
from tests.blackbox.staff import approved, references, signed_in

pytestmark = pytest.mark.slow

TYPED = {
    "long words": "W" * 9_000,
    "marks": "".join(letter + "\u0301" * (marks.MOST - 1) for letter in "langtord" * 60),
}


def test_no_page_is_wider_than_the_screen(chromium: Browser, tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        hearing = new_hearing(server)
        for text in TYPED.values():
            citizen = server.browser()
            line = text[:190]
            sender = {"sender_type": "association", "organisation": line, "on_behalf_of": line, "supports": line}
            acknowledge(server, text, citizen.post(*last_step(citizen, hearing, text, **sender)))
        staff = signed_in(hearing, "kari")
        for ref in references(hearing):
            assert approved(staff, hearing, ref).status == 200
        for width in (360, 1280):
            context = chromium.new_context(viewport={"width": width, "height": 900})
            page = context.new_page()
            for path in ("", "innspill/", "avsnitt/boliger", "boliger"):
                page.goto(f"http://127.0.0.1:{server.port}{hearing.page}{path}")
                assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            context.close()
