"""Somebody says what they mean: from the first step to the receipt, without JavaScript."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask

from app import clock, tasks
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.statements.content import LONGEST_COMMENT
from tests import factories
from tests.journeys.answering import (
    ADDRESS,
    HEARING,
    TEXT,
    code_on,
    open_hearing,
    reviewed,
    sent,
    stored,
    texts,
    written,
)
from tests.pages import Visitor

NATIONAL_ID = "15507600333"  # synthetic: 40 is added to the month


def test_a_citizen_answers_a_section_and_gets_a_receipt(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = sent(visitor, name="Kari Nordmann", email="kari@example.no")
    assert page.h1 == "Vi har fått innspillet ditt"
    assert "kl. " in page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert len(code_on(page)) == 19
    (statement,) = stored(app)
    assert (statement.number, statement.late, statement.publicity) == (1, False, "waiting")
    assert [(comment.section_key, comment.text) for comment in statement.comments] == [("boliger", TEXT)]
    assert (statement.sender.name, statement.sender.show_name) == ("Kari Nordmann", False)


def test_the_receipt_can_be_loaded_again_and_again(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    first = sent(visitor, email="kari@example.no")
    codes = {code_on(visitor.get(first.path)) for _again in range(5)}
    assert codes == {code_on(first)}
    assert len(stored(app)) == 1
    assert letters_to(app) == ["kari@example.no"]


def test_several_sections_and_the_whole_plan_are_one_statement(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = visitor.get(f"{ADDRESS}?avsnitt=boliger")
    page = page.form("Gå videre").send(
        ("gjor", "legg-til"), **{"avsnitt-boliger": "Flere.", "nytt-avsnitt": "avsnitt-tjenester"}
    )
    page = page.form("Gå videre").send(
        ("gjor", "legg-til"), **{"avsnitt-tjenester": "Nærmere.", "nytt-avsnitt": "hele-planen"}
    )
    page = page.form("Gå videre").send(("gjor", "videre"), **{"hele-planen": "God plan."})
    page = page.form("Gå videre").send(("gjor", "videre"), sender_type="private")
    assert "Merknad til 2 Boliger" in page.text
    page.form("Send innspillet").send()
    (statement,) = stored(app)
    assert [(comment.section_key, comment.text) for comment in statement.comments] == [
        ("boliger", "Flere."),
        ("tjenester", "Nærmere."),
        (None, "God plan."),
    ]


def test_a_section_that_is_taken_out_keeps_its_text_for_a_change_of_mind(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = (
        visitor.get(f"{ADDRESS}?avsnitt=boliger")
        .form("Gå videre")
        .send(("gjor", "legg-til"), **{"avsnitt-boliger": "Flere.", "nytt-avsnitt": "avsnitt-tjenester"})
    )
    page = page.form("Gå videre").send(("gjor", "ta-bort:boliger"), **{"avsnitt-tjenester": "Nærmere."})
    assert "avsnitt-boliger" not in page.form("Gå videre").values
    page = page.form("Gå videre").send(("gjor", "legg-til"), **{"nytt-avsnitt": "avsnitt-boliger"})
    assert page.form("Gå videre").values["avsnitt-boliger"] == "Flere."


def test_an_organisation_says_that_it_has_no_remarks_in_one_click(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = visitor.get(ADDRESS).form("Gå videre").send(("gjor", "ingen-merknader"))
    page = page.form("Gå videre").send(
        ("gjor", "videre"), sender_type="county", organisation="Vestre fylkeskommune", organisation_number="974 760 673"
    )
    assert "Ingen merknader" in page.text
    page = page.form("Send innspillet").send()
    assert "ikke bekreftet" in page.text
    (statement,) = stored(app)
    assert statement.no_remarks
    assert statement.comments == []
    assert statement.sender.organisation_number == "974760673"


def test_a_private_person_cannot_say_no_remarks(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = visitor.get(ADDRESS).form("Gå videre").send(("gjor", "ingen-merknader"))
    page = page.form("Gå videre").send(("gjor", "videre"), sender_type="private")
    assert "«Ingen merknader» er for organisasjoner" in page.text


def test_an_anonymous_sender_is_told_so_and_only_then(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    assert "Innspillet er anonymt" in reviewed(visitor).text
    assert "anonymt" not in reviewed(Visitor(app), name="Kari Nordmann").text
    assert "Innspillet er anonymt" not in reviewed(Visitor(app), email="kari@example.no").text


def test_personal_data_is_marked_with_a_way_back_to_the_text(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = reviewed(visitor, "Ring meg på 912 34 567 eller skriv til kari@example.no.")
    assert [mark.text for mark in page.select("mark")] == ["912 34 567", "kari@example.no"]
    assert "telefonnummer: «912 34 567»" in page.text
    back = page.link("Endre teksten")
    assert back.form("Gå videre").values["avsnitt-boliger"].startswith("Ring meg")


def test_a_national_id_is_blacked_out_in_what_we_put_on_the_web(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = reviewed(visitor, f"Mitt nummer er {NATIONAL_ID}. Ring 912 34 567.")
    web = page.select(".two-lists > section")[0]
    said = " ".join(web.text_content().split())
    assert "Mitt nummer er [fjernet av personvernhensyn] . Ring 912 34 567" in said.replace("].", "] .")
    assert NATIONAL_ID not in said
    assert "De blir aldri lagt ut." in said
    assert f"fødselsnummer eller D-nummer: «{NATIONAL_ID}»" in page.text  # so that one can mend it
    page.form("Send innspillet").send()
    assert texts(app) == [f"Mitt nummer er {NATIONAL_ID}. Ring 912 34 567."]


def test_personal_data_about_the_sender_is_told_where_the_name_becomes_public(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    name = f"Velet v/ Ola {NATIONAL_ID} tlf 912 34 567"
    page = reviewed(visitor, sender_type="association", organisation=name, on_behalf_of="Per, per@example.no")
    assert "I navnet på organisasjonen fant vi:" in page.text
    assert "I feltet «på vegne av» fant vi: e-postadresse: «per@example.no»" in page.text
    web = " ".join(page.select(".two-lists > section")[0].text_content().split())
    assert NATIONAL_ID not in web
    assert page.link("Endre hvem du er").form("Gå videre").values["organisation"] == name
    private = reviewed(Visitor(app), name=f"Kari {NATIONAL_ID}")  # not to be shown, so nothing to warn of
    assert "fant vi" not in private.text


def test_the_two_lists_say_what_the_web_shows_and_what_innsyn_gives(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = reviewed(visitor, name="Kari Nordmann", email="kari@example.no")
    web, innsyn = (" ".join(section.text_content().split()) for section in page.select(".two-lists > section"))
    assert "Privatperson" in web
    assert TEXT in web
    assert "Kari" not in web
    assert "kari@" not in web
    assert "Kari Nordmann" in innsyn
    assert "kari@example.no" in innsyn


def test_the_same_form_sent_twice_at_once_is_stored_once_and_both_get_the_receipt(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    form = reviewed(visitor, email="kari@example.no").form("Send innspillet")
    cookie = visitor.client.get_cookie("horing")
    assert cookie is not None
    together, receipts = threading.Barrier(2), []

    def send() -> None:
        twin = Visitor(app)
        twin.client.set_cookie("horing", cookie.value)
        together.wait()
        receipts.append(twin.post(form.action, form.values))

    both = [threading.Thread(target=send) for _twin in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [page.h1 for page in receipts] == ["Vi har fått innspillet ditt"] * 2
    assert len({code_on(page) for page in receipts}) == 1
    assert len(stored(app)) == 1
    assert letters_to(app) == ["kari@example.no"]


def test_many_senders_at_once_are_numbered_without_a_gap(app: Flask) -> None:
    open_hearing(app)
    forms = [reviewed(Visitor(app)).form("Send innspillet") for _sender in range(6)]
    senders = [threading.Thread(target=form.send) for form in forms]
    for one in senders:
        one.start()
    for one in senders:
        one.join()
    assert [statement.number for statement in stored(app)] == [1, 2, 3, 4, 5, 6]


def test_an_emptied_cookie_jar_gives_the_text_back_and_one_click_finishes(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    form = reviewed(visitor, "Bygg flere boliger ved sjøen. 🏠").form("Send innspillet")
    page = Visitor(app).post(form.action, form.values)
    assert page.status == 400
    assert "Bygg flere boliger ved sjøen. 🏠" in page.text
    assert stored(app) == []
    page = page.form("Send på nytt").send()
    assert page.h1 == "Vi har fått innspillet ditt"
    assert texts(app) == ["Bygg flere boliger ved sjøen. 🏠"]


def test_a_lost_session_in_the_first_step_costs_nothing_either(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    form = visitor.get(f"{ADDRESS}?avsnitt=boliger").form("Gå videre")
    other = Visitor(app)
    page = other.post(form.action, form.values | {"avsnitt-boliger": "Flere boliger.", "gjor": "videre"})
    page = page.form("Send på nytt").send()
    assert "Steg 2 av 3" in page.text
    page = page.form("Gå videre").send(("gjor", "videre"), sender_type="private")
    page.form("Send innspillet").send()
    assert texts(app) == ["Flere boliger."]


def test_a_token_of_another_session_is_refused_and_the_text_kept(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    foreign = Visitor(app).get(ADDRESS).form("Gå videre").values["csrf_token"]
    form = reviewed(visitor).form("Send innspillet")
    page = visitor.post(form.action, form.values | {"csrf_token": foreign})
    assert page.status == 400
    assert page.form("Send på nytt").values["avsnitt-boliger"] == TEXT
    assert stored(app) == []


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"sender_type": ""}, "sender_type-0", "Velg hvem du svarer som"),
        ({"sender_type": "pave"}, "sender_type-0", "Velg hvem du svarer som"),
        ({"sender_type": "business"}, "organisation", "Skriv navnet på organisasjonen"),
        (
            {"sender_type": "business", "organisation": "Fjord AS", "organisation_number": "123456789"},
            "organisation_number",
            "Organisasjonsnummeret stemmer ikke",
        ),
        ({"email": "kari@"}, "email", "E-postadressen ser ikke riktig ut"),
        ({"name": "K" * 201}, "name", "Skriv høyst 200 tegn"),
        ({"show_name": "y", "email": "kari@example.no"}, "name", "Skriv navnet ditt hvis det skal vises"),
        ({"show_name": "y", "name": "Kari"}, "email", "Skriv e-postadressen din hvis navnet skal vises"),
    ],
)
def test_each_fault_about_the_sender_keeps_all_and_links_to_its_field(
    app: Flask, visitor: Visitor, typed: dict[str, str], field: str, message: str
) -> None:
    open_hearing(app)
    page = reviewed(visitor, **({"on_behalf_of": "Nabolaget"} | typed))
    assert "Steg 2 av 3" in page.text
    links = {link.text_content(): link.get("href") for link in page.select(".ds-error-summary a")}
    assert [target for words, target in links.items() if message in words] == [f"#{field}"]
    values = page.form("Gå videre").values
    assert values["on_behalf_of"] == "Nabolaget"
    assert all(values[name] == value for name, value in typed.items() if name != "sender_type")
    assert page.select(f'[aria-describedby~="{field.removesuffix("-0")}-feil"]')


def test_an_empty_answer_is_not_taken(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = written(visitor, " \n ")
    assert "Steg 1 av 3" in page.text
    assert page.select('.ds-error-summary a[href="#avsnitt-boliger"]')


@pytest.mark.parametrize(("size", "taken"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("sign", ["a", "å", "\N{HOUSE BUILDING}", "\N{FAMILY}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}"])
def test_the_limit_counts_as_people_do(app: Flask, visitor: Visitor, size: int, taken: bool, sign: str) -> None:
    open_hearing(app)
    text = f"b\r\n{sign}".ljust(len(sign) + LONGEST_COMMENT + size, "c")
    page = written(visitor, text)
    assert ("Steg 2 av 3" in page.text) is taken
    if not taken:
        assert "Kort den ned med 1 tegn" in page.text.replace("\N{NO-BREAK SPACE}", " ")
        assert page.form("Gå videre").values["avsnitt-boliger"] == text.replace("\r\n", "\n")


def test_a_section_that_does_not_exist_is_refused_with_its_text(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    form = visitor.get(ADDRESS).form("Gå videre")
    page = form.send(("gjor", "videre"), **{"avsnitt-finnes-ikke": "Dette mener jeg."})
    assert "Dette avsnittet tar ikke imot innspill" in page.text
    assert page.form("Gå videre").values["avsnitt-finnes-ikke"] == "Dette mener jeg."


def test_a_closed_section_takes_no_remark(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    with app.app_context():
        hearing = db.session.scalars(db.select(Hearing)).one()
        assert hearing.version is not None
        hearing.version.sections[1].open_for_comment = False
        db.session.commit()
    page = visitor.get(f"{ADDRESS}?avsnitt=boliger")
    assert "«2 Boliger» tar ikke imot innspill" in page.text
    page = page.form("Gå videre").send(("gjor", "videre"), **{"avsnitt-boliger": "Likevel."})
    assert "Steg 1 av 3" in page.text


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"hele-planen=" + b"a" * 13_000_000),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="hele-planen"\r\n\r\n' + b"a" * 5_000_000 + b"\r\n--x--\r\n",
        ),
    ],
)
def test_more_than_a_form_may_hold_gets_a_kind_page_and_leaves_the_draft(
    app: Flask, visitor: Visitor, media_type: str, body: bytes
) -> None:
    open_hearing(app)
    written(visitor)
    answer = visitor.client.post(ADDRESS, data=body, content_type=media_type)
    assert answer.status_code == 413
    assert "for stort" in answer.get_data(as_text=True)
    assert visitor.get(ADDRESS).form("Gå videre").values["avsnitt-boliger"] == TEXT


def test_more_than_a_draft_holds_comes_back_whole(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = written(visitor, "a" * 2_000_001)
    assert page.status == 413
    assert page.form("Send på nytt").values["avsnitt-boliger"] == "a" * 2_000_001


def test_what_the_browser_claims_is_not_believed(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    form = reviewed(visitor).form("Send innspillet")
    form.values |= {
        "received_at": "2020-01-01", "late": "", "number": "99", "status": "published", "publicity": "published",
        "public_name": "Ordføreren", "hearing_id": "7", "municipality_id": "7", "channel": "letter", "signs": "",
        "role": "admin", "email_confirmed_at": "2020-01-01", "public_text": "Hei", "late_counts": "y", "tz": "UTC",
    }  # fmt: skip
    before = clock.now()
    visitor.post(form.action, form.values, headers={"Date": "Wed, 01 Jan 2020 00:00:00 GMT"})
    (statement,) = stored(app)
    assert before <= statement.received_at <= clock.now()
    assert (statement.number, statement.publicity, statement.public_name) == (1, "waiting", None)
    assert (statement.channel, statement.late_counts) == ("web", None)
    assert statement.sender.email_confirmed_at is None


def test_a_machine_is_marked_and_not_turned_away(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = written(visitor)
    page = page.form("Gå videre").send(("gjor", "videre"), sender_type="private", nettside="http://spam.example.com")
    assert page.form("Send innspillet").send().h1 == "Vi har fått innspillet ditt"
    assert stored(app)[0].signs == "trap,fast"


def test_a_person_who_takes_their_time_is_not_marked(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    with clock.set_to(clock.now() - timedelta(minutes=5)):
        form = reviewed(visitor).form("Send innspillet")
    form.send()
    assert stored(app)[0].signs == ""


def test_too_many_from_one_place_are_slowed_with_their_text_kept(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.limits.SUBMISSIONS_PER_PLACE", 0)
    open_hearing(app)
    page = reviewed(visitor).form("Send innspillet").send()
    assert page.status == 429
    assert page.form("Send på nytt").values["avsnitt-boliger"] == TEXT
    monkeypatch.setattr("app.limits.SUBMISSIONS_PER_PLACE", 9)
    assert page.form("Send på nytt").send().h1 == "Vi har fått innspillet ditt"


def test_the_receipt_letter_carries_the_code_and_no_text(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    code = code_on(sent(visitor, email="kari@example.no"))
    (body,) = bodies(app)
    assert code in body
    assert TEXT not in body
    assert "http://localhost/storvik/kvittering" in body
    assert "Har du ikke sendt dette?" in body


def test_going_back_after_sending_begins_a_new_answer_and_says_so(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    visitor.get(f"{ADDRESS}?avsnitt=boliger")
    old = written(visitor).visitor.get(ADDRESS).form("Gå videre")
    visitor.get(f"{ADDRESS}avsender").form("Gå videre").send(("gjor", "videre"), sender_type="private").form(
        "Send innspillet"
    ).send()
    page = old.send(("gjor", "videre"), **{"avsnitt-boliger": "Enda flere."})
    assert "er allerede sendt" in page.text
    assert page.form("Gå videre").values["avsnitt-boliger"] == "Enda flere."
    assert texts(app) == [TEXT]


def test_an_announced_hearing_takes_nothing_yet(app: Flask, visitor: Visitor) -> None:
    open_hearing(app, opens_in=5)
    page = visitor.get(ADDRESS)
    assert page.h1 == "Høringen har ikke åpnet ennå"
    token = visitor.get("/storvik/kvittering").form("Vis innspillet").values["csrf_token"]
    refused = visitor.post(ADDRESS, {"csrf_token": token, "hele-planen": "For tidlig ute."})
    assert refused.status == 409
    assert "For tidlig ute." in refused.text
    assert stored(app) == []


def test_a_hearing_nobody_may_know_of_is_not_found(app: Flask, visitor: Visitor) -> None:
    with app.app_context():
        factories.hearing(factories.plan(factories.municipality().id), ready_at=None)
        db.session.commit()
    assert visitor.get(ADDRESS).status == 404
    assert visitor.get(f"{HEARING}svar/se-over").status == 404


@pytest.mark.parametrize("payload", ['"><script>alert(1)</script>', "'><img src=x onerror=alert(1)>", "{{7*7}}${7*7}"])
def test_markup_in_any_field_is_shown_as_it_was_typed(app: Flask, visitor: Visitor, payload: str) -> None:
    open_hearing(app)
    page = reviewed(visitor, payload, sender_type="business", organisation=payload, name=payload, on_behalf_of=payload)
    assert page.text.count(payload) == 5  # the text, the name and the organisation, and on both lists for whom
    page = page.form("Send innspillet").send()
    assert payload in page.text
    (statement,) = stored(app)
    assert (statement.comments[0].text, statement.sender.organisation) == (payload, payload)


def test_a_line_break_in_a_name_or_address_becomes_a_space(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = reviewed(visitor, name="Kari\r\nBcc: alle@example.no", email="kari@example.no\r\nBcc: alle@example.no")
    assert "E-postadressen ser ikke riktig ut" in page.text
    assert page.form("Gå videre").values["name"] == "Kari Bcc: alle@example.no"


def letters_to(app: Flask) -> list[str]:
    return [letter.payload["to"] for letter in letters(app)]


def bodies(app: Flask) -> list[str]:
    return [letter.payload["body"] for letter in letters(app)]


def letters(app: Flask) -> list[tasks.Task]:
    with app.app_context():
        return list(db.session.scalars(db.select(tasks.Task).where(tasks.Task.kind == "mail").order_by(tasks.Task.id)))
