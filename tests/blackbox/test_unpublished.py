"""What is not public is seen by nobody, by whatever way it is sought."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from app import clock
from consultations.statements.publication import withdraw, withhold
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Statement
from tests import factories
from tests.blackbox.browser import Answer, Browser
from tests.blackbox.hearing import OpenHearing, new_hearing
from tests.blackbox.server import Server, eventually

pytestmark = pytest.mark.slow

WAITING, WITHHELD, WITHDRAWN = "ventehemmelighet", "holdthemmelighet", "trukkethemmelighet"
DRAFT, UNREADY, FUTURE = "utkasthemmelighet", "uklarhemmelighet", "framtidshemmelighet"
SECRETS = (WAITING, WITHHELD, WITHDRAWN, DRAFT, UNREADY, FUTURE)
NOBODY = "zzzzzzzzzzzz"


@dataclass
class House:
    """A hearing with something public and something of every kind that is not."""

    hearing: OpenHearing
    refs: dict[str, str] = field(default_factory=dict)
    plans: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def house(server: Server) -> House:
    made = House(new_hearing(server))
    with server.arranging():
        hearing = made.hearing.state()
        made.refs["public"] = _statement(hearing, "Synlig for alle: flere boliger.").ref
        made.refs["waiting"] = _statement(hearing, f"Mitt {WAITING} i teksten.", published=False).ref
        for name, public in (("never shown, ", False), ("", True)):
            held = _statement(hearing, f"Mitt {WITHHELD} i teksten.", published=public)
            withhold(held, ReasonClass.PERSONAL_DATA, "")
            gone = _statement(hearing, f"Mitt {WITHDRAWN} i teksten.", published=public)
            withdraw(gone)
            made.refs |= {f"{name}withheld": held.ref, f"{name}withdrawn": gone.ref}
        made.plans["draft"] = factories.plan(made.hearing.municipality_id, f"Plan med {DRAFT}").key
        unready = factories.plan(made.hearing.municipality_id, f"Plan med {UNREADY}")
        factories.hearing(unready, ready_at=None)
        made.plans["unready"] = unready.key
        future = factories.plan(made.hearing.municipality_id, "Plan som kommer")
        factories.hearing(future, factories.version(future, (f"Kapittel med {FUTURE}",)), opens_in=20)
        made.plans["future"] = future.key
    eventually(lambda: "Synlig for alle" in server.browser().get(f"/{made.hearing.slug}/sok?q=synlig").text)
    return made


def _statement(hearing, text: str, published: bool = True) -> Statement:  # type: ignore[no-untyped-def]
    return factories.statement(
        hearing, text, sections=("boliger",), published=published, email="hemmelig@example.no", received_at=clock.now()
    )


def test_a02_no_page_search_or_list_shows_it(server: Server, house: House) -> None:
    anybody, base = server.browser(), house.hearing.page
    places = [
        f"/{house.hearing.slug}/",
        base,
        f"{base}boliger",
        f"{base}innspill/",
        f"{base}innspill/{house.refs['public']}",
        f"/{house.hearing.slug}/horinger/{house.plans['future']}/",
        "/robots.txt",
        f"/{house.hearing.slug}/sok",
        f"/{house.hearing.slug}/sok?q=mitt+teksten&avsender=private",
    ]
    for place in places:
        body = anybody.get(place).body
        assert [secret for secret in SECRETS if secret in body] == [], place


@pytest.mark.parametrize("secret", SECRETS)
def test_a02_search_counts_nothing_for_it(server: Server, house: House, secret: str) -> None:
    anybody = server.browser()
    sought = anybody.get(f"/{house.hearing.slug}/sok?q={secret}")
    nothing = anybody.get(f"/{house.hearing.slug}/sok?q={'x' * len(secret)}")
    assert sought.body.replace(secret, "WORD") == nothing.body.replace("x" * len(secret), "WORD")


@pytest.mark.parametrize("kind", ["waiting", "never shown, withdrawn", "never shown, withheld"])
def test_a02_a_reference_is_answered_like_one_that_does_not_exist(server: Server, house: House, kind: str) -> None:
    anybody, base = server.browser(), f"{house.hearing.page}innspill/"
    assert _same(anybody, base + house.refs[kind], base + NOBODY)


@pytest.mark.parametrize(("kind", "why"), [("withdrawn", "har trukket"), ("withheld", "personvern")])
def test_a02_an_address_that_was_shown_tells_what_happened_and_no_word_more(
    server: Server, house: House, kind: str, why: str
) -> None:
    page = server.browser().get(f"{house.hearing.page}innspill/{house.refs[kind]}")
    assert page.status == 200
    assert why in page.text
    assert [secret for secret in (*SECRETS, "Kari Innbygger", "hemmelig@") if secret in page.body] == []


@pytest.mark.parametrize("kind", ["draft", "unready"])
def test_a02_an_unpublished_plan_is_answered_like_one_that_does_not_exist(
    server: Server, house: House, kind: str
) -> None:
    anybody, base = server.browser(), f"/{house.hearing.slug}/horinger/"
    for rest in ("/", "/innledning", "/innspill/", "/svar/", "/bilder/1/x.png", "/svar/kladd", "/svar/avsender"):
        assert _same(anybody, f"{base}{house.plans[kind]}{rest}", f"{base}finnes-ikke{rest}"), rest


def test_a02_the_text_of_a_hearing_that_has_not_opened_is_not_read_early(server: Server, house: House) -> None:
    anybody, base = server.browser(), f"/{house.hearing.slug}/horinger/{house.plans['future']}/"
    for rest in (f"kapittel-med-{FUTURE}", "innspill/", "bilder/1/x.png"):
        assert anybody.get(base + rest).status == 404
    assert FUTURE not in anybody.get(f"{base}svar/").body


def test_a02_staff_addresses_tell_a_stranger_nothing(server: Server, house: House) -> None:
    anybody, office = server.browser(), f"/{house.hearing.slug}/arbeid/"
    for known, unknown in (
        (f"moderering/{house.refs['waiting']}", f"moderering/{NOBODY}"),
        (f"planer/{house.plans['draft']}/", "planer/finnes-ikke/"),
    ):
        asked = [anybody.get(office + path, follow=False) for path in (known, unknown)]
        assert [answer.status for answer in asked] == [303, 303]
        assert all(answer.headers["Location"].startswith("/logg-inn") for answer in asked)


def test_a02_nobody_opens_the_receipt_of_another(server: Server, house: House) -> None:
    anybody, receipt = server.browser(), f"/{house.hearing.slug}/kvittering"
    assert anybody.get(f"{receipt}/innspill").path == receipt
    for guess in (house.refs["waiting"], "0000-0000-0000-0000", "1", "' OR 1=1 --"):
        answer = anybody.send(anybody.get(receipt), "Vis innspillet", code=guess)
        assert answer.status == 400
        assert not any(secret in answer.body for secret in SECRETS)


def _same(anybody: Browser, known: str, unknown: str) -> bool:
    """Whether the answers differ in nothing but the address, asked for with GET and with HEAD."""
    for ask in (anybody.get, anybody.head):
        one, other = ask(known), ask(unknown)
        assert one.status == other.status == 404, f"{known}: {one.status}, {unknown}: {other.status}"
        if one.body.replace(known, "") != other.body.replace(unknown, ""):
            return False
        if _told(one) != _told(other):
            return False
    return True


def _told(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in ("Date", "Content-Length")}
