"""A hearing on a running product, and the citizens who answer it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any

from app.extensions import db, reading
from consultations.hearings.hearing import Hearing
from consultations.statements.draft_answer import new_key
from consultations.statements.statement import Comment, Statement
from tests import factories
from tests.blackbox.browser import Answer, Browser, Fields
from tests.blackbox.server import Server

_numbers = count(1)


@dataclass(frozen=True)
class OpenHearing:
    """Where to answer. Every test has a municipality of its own."""

    server: Server
    slug: str
    municipality_id: int
    hearing_id: int

    @property
    def page(self) -> str:
        return f"/{self.slug}/horinger/boligsosial-plan/"

    @property
    def answer(self) -> str:
        return f"{self.page}svar/"

    def state(self) -> Hearing:
        return db.session.get_one(Hearing, self.hearing_id)

    def stored(self, text: str) -> int:
        """How many times the database holds this text."""
        with self.server.outside.app_context(), reading():
            query = db.select(db.func.count()).select_from(Comment).where(Comment.text == text)
            return db.session.scalar(query) or 0

    def received(self) -> int:
        """How many statements the hearing has."""
        with self.server.outside.app_context(), reading():
            query = db.select(db.func.count()).select_from(Statement)
            return db.session.scalar(query.where(Statement.hearing_id == self.hearing_id)) or 0


def new_hearing(server: Server, **facts: Any) -> OpenHearing:
    """An open hearing in a new municipality."""
    slug = f"vik-{next(_numbers)}"
    with server.arranging():
        home = factories.municipality(f"{slug.title()} kommune", slug=slug)
        made = factories.hearing(factories.plan(home.id), **facts)
        db.session.flush()
        return OpenHearing(server, slug, home.id, made.id)


def look_over(browser: Browser, hearing: OpenHearing, text: str, **sender: str) -> Answer:
    """Walk the steps of an answer to the page that is sent."""
    page = browser.get(f"{hearing.answer}?avsnitt=boliger")
    page = browser.send(page, "Gå videre", avsnitt_boliger=text, gjor="videre")
    assert "Steg 2 av 3" in page.text, page.text
    page = browser.send(page, "Gå videre", **({"sender_type": "private", "gjor": "videre"} | sender))
    assert "Send innspillet" in page.text, page.text
    return page


def answered(browser: Browser, hearing: OpenHearing, text: str, **sender: str) -> Answer:
    """Walk all the way; the receipt."""
    page = browser.send(look_over(browser, hearing, text, **sender), "Send innspillet")
    acknowledge(hearing.server, text, page)
    return page


def last_step(browser: Browser, hearing: OpenHearing, text: str, **sender: str) -> tuple[str, Fields]:
    """The form of the last step, filled in at once: with its own key, it needs no step before."""
    _address, fields = browser.get(f"{hearing.answer}?avsnitt=boliger").form("Gå videre")
    token = dict(fields)["csrf_token"]
    carried = {"sender_type": "private", "avsnitt-boliger": text} | sender
    return f"{hearing.answer}se-over", [
        ("csrf_token", token),
        ("kladd", new_key()),
        ("steg", "se-over"),
        *carried.items(),
    ]


def acknowledge(server: Server, text: str, receipt: Answer) -> str:
    """The oracle notes a text for which the person has seen a receipt. Returns the code."""
    assert receipt.status == 200, f"{receipt.status}: {receipt.text[:300]}"
    assert receipt.h1 == "Vi har fått innspillet ditt", receipt.text[:300]
    code = code_on(receipt)
    assert server.acknowledged.setdefault(text, code) == code, "two receipts for one text"
    return code


def code_on(receipt: Answer) -> str:
    return "".join(receipt.tree.find_class("receipt-code")[0].text_content().split())
