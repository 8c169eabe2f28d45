"""What an attacker found: each was possible once."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from app import limits
from app.extensions import db
from tests import factories
from tests.blackbox.browser import Answer
from tests.blackbox.hearing import acknowledge, answered, last_step, look_over, new_hearing
from tests.blackbox.server import Server
from tests.blackbox.staff import opened, references, signed_in

pytestmark = pytest.mark.slow

HOSTILE = 60_000  # marks: 8.6 seconds with every lock held, once
EVIL = "evil.example"
FNR = "15076500565"  # an invented number whose check digits are right


def test_a_flood_of_marks_stops_nobody_from_sending(server: Server) -> None:
    hearing, pile = new_hearing(server), "e" + "\u0301" * HOSTILE + "\u0327" * HOSTILE
    posts = [last_step(server.browser(), hearing, pile, name=pile) for _post in range(4)]
    with ThreadPoolExecutor(8) as hands:
        hostile = [hands.submit(server.browser().post, *post) for post in posts]
        honest = [hands.submit(_sent, server, number) for number in range(4)]
        assert [one.result() for one in honest] == [True] * 4
        refused = [one.result() for one in hostile]
    assert {page.status for page in refused} == {400}
    assert all(pile in page.body for page in refused), "given back as it was typed"
    assert server.browser().get("/helse").status == 200


@pytest.mark.parametrize("field", ["avsnitt-boliger", "name", "organisation", "on_behalf_of", "co_senders", "supports"])
def test_marks_are_given_back_and_one_click_sends_the_text_without_them(server: Server, field: str) -> None:
    hearing, citizen = new_hearing(server), server.browser()
    text = f"Teksten som står ved siden av {field}."
    typed = {"sender_type": "association", "organisation": "Velforeningen"} | {field: "Zalgo e" + "\u0301" * 500}
    if field == "avsnitt-boliger":
        text = typed.pop(field)
    page = citizen.post(*last_step(citizen, hearing, text, **typed))
    assert page.status == 400
    assert "\u0301" * 500 in page.body
    receipt = citizen.send(page, "Send på nytt")
    assert receipt.h1 == "Vi har fått innspillet ditt"


@pytest.mark.parametrize(
    "header",
    [
        {"SCRIPT_NAME": f"//{EVIL}"},
        {"SCRIPT-NAME": f"//{EVIL}"},
        {"PATH_INFO": "/arbeid"},
        {"Host": EVIL},
        {"X-Forwarded-Host": EVIL, "X-Forwarded-Proto": "https", "X-Forwarded-Port": "444"},
        {"X-Forwarded-Prefix": f"//{EVIL}", "Forwarded": f"host={EVIL}"},
        {"X-Original-URL": "/arbeid", "X-Rewrite-URL": "/arbeid", "X-Script-Name": f"//{EVIL}"},
    ],
    ids=lambda header: next(iter(header)),
)
def test_no_header_poisons_a_page_that_is_kept_for_others(server: Server, header: dict[str, str]) -> None:
    hearing = new_hearing(server)
    for path in (hearing.page, f"/{hearing.slug}/", hearing.answer, "/logg-inn"):
        asked = [_raw(server, path, header) for _each_worker in range(4)]
        later = [server.browser().get(path) for _each_worker in range(4)]
        assert {page.status for page in later} == {200}
        for page in (*asked, *later):
            assert EVIL not in page.body, f"{path}: {header}"
            assert EVIL not in str(page.headers)
            assert "https://" not in page.headers.get("Location", "")


def test_a_redirect_stays_at_home_whatever_the_host_is_said_to_be(server: Server) -> None:
    hearing = new_hearing(server)
    for path in (f"/{hearing.slug}", f"/{hearing.slug}/arbeid/", hearing.page.rstrip("/"), "/arbeid"):
        page = _raw(server, path, {"Host": EVIL, "X-Forwarded-Host": EVIL, "SCRIPT_NAME": f"//{EVIL}"})
        assert EVIL not in page.headers.get("Location", "")


def test_l07_the_owner_gets_in_after_any_number_of_wrong_tries_by_others(server: Server) -> None:
    hearing = new_hearing(server)
    email = f"eier@{hearing.slug}.example.no"
    with server.arranging():
        factories.user(hearing.municipality_id, "reader", email=email)
    stranger = server.browser()
    for number in range(limits.FAILED_PER_ACCOUNT_AND_PLACE + 3):
        answer = stranger.sign_in(email, f"galt passord {number}")
    assert answer.status == 429
    owner = server.browser()
    assert owner.sign_in(email, factories.PASSWORD).status == 200
    assert owner.get(f"/{hearing.slug}/arbeid/").status == 200


def test_a_national_id_in_a_name_is_shown_to_the_sender_and_to_the_moderator(server: Server) -> None:
    hearing, citizen = new_hearing(server), server.browser()
    name = f"Velet v/ Ola Nordmann {FNR}"
    page = look_over(citizen, hearing, "Vi vil ha benker.", sender_type="association", organisation=name)
    assert "fødselsnummer" in page.text
    receipt = citizen.send(page, "Send innspillet")
    acknowledge(server, "Vi vil ha benker.", receipt)
    moderator = signed_in(hearing, "mod")
    desk = opened(moderator, hearing, references(hearing)[0])
    assert "fødselsnummer" in desk.text
    queue = moderator.get(f"/{hearing.slug}/arbeid/moderering/")
    assert not queue.tree.xpath("//input[@name='chosen']"), "it is not offered for bulk approval"
    refused = moderator.send(desk, "Publiser", act="approve", remove="")
    assert refused.status == 400
    assert FNR not in server.browser().get(hearing.page).body


def test_the_log_holds_nothing_of_what_was_sent_when_the_database_refuses_it(each_server: Server) -> None:
    hearing, citizen = new_hearing(each_server), each_server.browser()
    text, name = "Dette skal aldri stå i en logg.", "Kari Loggesen"
    post = last_step(citizen, hearing, text, name=name, email="kari@loggesen.example.no")
    with _refusing_database(each_server):
        refused = citizen.post(*post)
        assert refused.status in (409, 503)
        assert text in refused.text
    assert "the database failed" in each_server.log
    for secret in (text, name, "loggesen.example.no", dict(post[1])["kladd"]):
        assert secret not in each_server.log
    acknowledge(each_server, text, citizen.send(refused, "Send på nytt"))


@contextmanager
def _refusing_database(server: Server) -> Iterator[None]:
    """A database that takes no remark, and says which one it refused."""
    with server.arranging():
        sqlite = db.engine.dialect.name == "sqlite"
        db.session.execute(
            db.text(
                "CREATE TRIGGER refusing BEFORE INSERT ON comment BEGIN SELECT RAISE(ABORT, 'no'); END"
                if sqlite
                else "ALTER TABLE comment ADD CONSTRAINT refusing CHECK (length(text) < 3) NOT VALID"
            )
        )
    try:
        yield
    finally:
        with server.arranging():
            db.session.execute(
                db.text("DROP TRIGGER refusing" if sqlite else "ALTER TABLE comment DROP CONSTRAINT refusing")
            )


def _sent(server: Server, number: int) -> bool:
    hearing = new_hearing(server)
    answered(server.browser(), hearing, f"Ærlig innspill {number} midt i flommen.")
    return True


def _raw(server: Server, path: str, headers: dict[str, str]) -> Answer:
    """A request with exactly these headers, a false Host among them."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.putrequest("GET", path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read().decode("utf-8", "replace"), path)
    finally:
        connection.close()
