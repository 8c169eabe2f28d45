"""Two moderators at once: one decision, and the other is told."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.audit import AuditEvent
from app.extensions import db
from consultations.statements.statement import Statement
from moderation.decision import ModerationDecision
from tests import factories
from tests.blackbox.browser import Answer, Browser, Fields
from tests.blackbox.hearing import OpenHearing, new_hearing
from tests.blackbox.server import Server
from tests.blackbox.staff import opened, references, signed_in

pytestmark = pytest.mark.slow

PAIRS = 10


def test_m01_one_decides_and_the_other_sees_who_was_first(each_server: Server) -> None:
    hearing = new_hearing(each_server)
    with each_server.arranging():
        for number in range(PAIRS):
            factories.statement(hearing.state(), f"Innspill {number} som to leser samtidig.", published=False)
    both = [signed_in(hearing, "kari"), signed_in(hearing, "ola")]
    for ref in references(hearing):
        forms = [opened(browser, hearing, ref).form("Publiser") for browser in both]
        answers = _press_at_once(both, forms)
        assert sorted(answer.status for answer in answers) == [303, 409], [answer.text[:200] for answer in answers]
        loser = next(answer for answer in answers if answer.status == 409)
        assert loser.h1 == "Noen kom deg i forkjøpet"
        assert _decisions(hearing, ref) == (1, 1)


def _press_at_once(browsers: list[Browser], forms: list[tuple[str, Fields]]) -> list[Answer]:
    together = threading.Barrier(2, timeout=60)

    def press(browser: Browser, form: tuple[str, Fields]) -> Answer:
        together.wait()
        return browser.post(form[0], [*form[1], ("act", "approve")], follow=False)

    with ThreadPoolExecutor(2) as hands:
        return list(hands.map(press, browsers, forms))


def _decisions(hearing: OpenHearing, ref: str) -> tuple[int, int]:
    """How many decisions there are on it, and how many the audit chain tells of."""
    count = db.select(db.func.count())
    with hearing.server.arranging():
        rows = count.select_from(ModerationDecision).join(Statement).where(Statement.ref == ref)
        told = count.select_from(AuditEvent).where(
            AuditEvent.subject == f"statement:{ref}", AuditEvent.action == "moderation.approved"
        )
        return db.session.scalar(rows) or 0, db.session.scalar(told) or 0
