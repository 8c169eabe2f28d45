"""Planning, announcing and extending a hearing, as a planner does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing
from tests import factories
from tests.pages import Page, Visitor

PLAN = "/storvik/arbeid/planer/boligsosial-plan/"
PUBLIC = "/storvik/horinger/boligsosial-plan/"
TODAY = date(2026, 11, 2)
GOOD = {"opens": "9.11.2026", "last_day": "2026-12-21", "decided_on": "27.10.2026", "decided_case": "PS 12/26"}


@pytest.fixture
def planner(app: Flask) -> Iterator[Visitor]:
    with clock.set_to(clock.at_local(TODAY)):
        with app.app_context():
            home = factories.municipality()
            plan = factories.plan(home.id, summary="Kort.")
            for number in (1, 2):
                factories.version(plan, number=number).published_at = None
            for role in ("planner", "moderator"):
                factories.user(home.id, role)
            db.session.commit()
        yield signed_in(app, "planner@example.no")


def signed_in(app: Flask, email: str) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(email)
    return visitor


def set_dates(planner: Visitor, **changes: str) -> Page:
    return planner.get(f"{PLAN}horing/ny").form("Lagre").send(**(GOOD | changes))


def announce(planner: Visitor) -> Page:
    set_dates(planner)
    return planner.get(PLAN).form("Kunngjør").send()


def stored(app: Flask) -> list[Hearing]:
    with app.app_context():
        return list(db.session.scalars(db.select(Hearing)))


def words(page: Page) -> str:
    return page.text.replace("\xa0", " ")


def test_dates_are_suggested_with_their_reasons(planner: Visitor) -> None:
    page = planner.get(f"{PLAN}horing/ny")
    assert "Vi foreslår til og med mandag 21. desember 2026 (uke 52)." in words(page)
    assert "Perioden er 6 uker" in words(page)
    assert page.form("Lagre").values["last_day"] == "2026-12-21"


def test_a_suggestion_follows_the_opening_day_without_losing_what_was_typed(app: Flask, planner: Visitor) -> None:
    form = planner.get(f"{PLAN}horing/ny").form("Lagre")
    page = form.send(("suggest", "1"), opens="1.3.2027", decided_case="PS 9/26")
    assert page.status == 200
    again = page.form("Lagre").values
    assert (again["opens"], again["last_day"], again["decided_case"]) == ("2027-03-01", "2027-04-19", "PS 9/26")
    assert "påsken" in page.text
    assert stored(app) == []


def test_good_dates_are_stored_and_shown_with_their_weeks(app: Flask, planner: Visitor) -> None:
    page = set_dates(planner, **{"chain-1-when": "26.1.2027", "chain-2-when": "9.2.2027"})
    assert "til og med mandag 21. desember 2026 (uke 52)" in words(page)
    (hearing,) = stored(app)
    assert (hearing.last_day, hearing.decided_case, hearing.ready_at) == (date(2026, 12, 21), "PS 12/26", None)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("opens", "1.1.2020", "Åpningsdagen er allerede passert."),
        ("last_day", "1.11.2026", "Siste dag er før åpningsdagen."),
        ("last_day", "31.2.2027", "Skriv en dato som finnes"),
        ("last_day", "", "Velg siste dag."),
        ("last_day", "  ", "Velg siste dag."),
        ("last_day", "9999-12-31", "årstallet"),
        ("last_day", "2099-12-31", "årstallet"),
        ("chain-1-when", "1.12.2026", "Møtet er før høringen er over."),
        ("chain-2-when", "0000-00-00", "Skriv en dag, en uke, en måned eller en årstid"),
        ("decided_on", "1.12.2026", "kan ikke være datert etter åpningsdagen"),
        ("decided_case", "x" * 31, "høyst 30 tegn"),
    ],
)
def test_bad_dates_get_a_message_at_their_field(
    app: Flask, planner: Visitor, field: str, value: str, message: str
) -> None:
    page = set_dates(planner, **{field: value})
    assert page.status == 400
    (said,) = page.select(f"#{field}-feil")
    assert message in said.text_content()
    assert stored(app) == []


def test_a_short_period_asks_for_a_reason_and_keeps_it(app: Flask, planner: Visitor) -> None:
    page = set_dates(planner, last_day="20.11.2026")
    assert page.status == 400
    assert "skriv hvorfor det haster" in page.select("#period_reason-feil")[0].text_content()
    page = page.form("Lagre").send(period_reason="Budsjettet må vedtas.")
    assert page.status == 200
    assert "Se over datoene" in page.text
    assert stored(app)[0].period_reason == "Budsjettet må vedtas."


def test_forged_fields_announce_nothing(app: Flask, planner: Visitor) -> None:
    set_dates(planner, ready_at="2020-01-01", round="7", version_id="1", statements_received="9", kind="ordinary")
    (hearing,) = stored(app)
    assert (hearing.ready_at, hearing.round, hearing.version_id, hearing.statements_received) == (None, 1, None, 0)
    assert planner.get(f"{PLAN}horing/1/datoer").form("Lagre").send(kind="hemmelig").status == 400


def test_the_hearing_is_announced_with_a_text_to_copy(app: Flask, planner: Visitor) -> None:
    page = announce(planner)
    assert page.h1 == "Kunngjøringstekst"
    assert "Frist for å svare er til og med mandag 21. desember 2026." in words(page)
    assert "http://localhost/storvik/horinger/boligsosial-plan/" in page.text
    assert Visitor(app).get(PUBLIC).status == 200


def test_what_is_missing_is_named_and_nothing_is_announced(app: Flask, planner: Visitor) -> None:
    page = set_dates(planner, decided_on="")
    assert "Knappen for å kunngjøre kommer" in page.text
    token = page.form("Logg ut").values["csrf_token"]
    page = planner.post(f"{PLAN}horing/1/kunngjor", {"csrf_token": token})
    assert "Vedtaket om å sende utkastet på høring" in page.text
    assert stored(app)[0].ready_at is None
    assert Visitor(app).get(PUBLIC).status == 404


def test_after_the_announcement_dates_stand(app: Flask, planner: Visitor) -> None:
    set_dates(planner)
    form = planner.get(f"{PLAN}horing/1/datoer").form("Lagre")
    planner.get(PLAN).form("Kunngjør").send()
    late = form.send(last_day="2026-12-28")
    assert late.status == 400
    assert "Høringen er kunngjort" in late.text
    assert planner.get(f"{PLAN}horing/1/datoer").h1 == "Boligsosial plan"
    assert stored(app)[0].last_day == date(2026, 12, 21)


def test_an_extension_is_seen_by_everybody_with_its_reason(app: Flask, planner: Visitor) -> None:
    announce(planner)
    page = planner.get(f"{PLAN}horing/1/forleng").form("Forleng").send(last_day="15.1.2027", reason="Juleferien.")
    assert "Fristen er forlenget." in page.text
    public = words(Visitor(app).get(PUBLIC))
    for said in ("15. januar 2027", "Før: mandag 21. desember 2026", "Juleferien."):
        assert said in public
    assert "er flyttet fra mandag 21. desember 2026" in words(planner.get(f"{PLAN}horing/1/kunngjoring"))


@pytest.mark.parametrize(("day", "reason"), [("20.12.2026", "x"), ("15.1.2027", " "), ("", "x"), ("tull", "x")])
def test_a_refused_extension_comes_back_as_typed(app: Flask, planner: Visitor, day: str, reason: str) -> None:
    announce(planner)
    page = planner.get(f"{PLAN}horing/1/forleng").form("Forleng").send(last_day=day, reason=reason)
    assert page.status == 400
    assert page.select(".ds-error-summary")
    assert stored(app)[0].last_day == date(2026, 12, 21)


def test_a_draft_is_published_and_replaced_until_people_read_it(app: Flask, planner: Visitor) -> None:
    announce(planner)
    for number in (1, 2):
        page = planner.get(f"{PLAN}utkast/{number}/publiser").form("Publiser utkastet").send()
        assert "Utkastet er publisert." in page.text
    with clock.set_to(clock.at_local(TODAY + timedelta(days=7))):
        assert Visitor(app).get(f"{PUBLIC}boliger").status == 200
        later = signed_in(app, "planner@example.no")
        assert "Det kan ikke byttes ut." in later.get(f"{PLAN}utkast/1/publiser").text
        token = later.get(PLAN).form("Logg ut").values["csrf_token"]
        assert later.post(f"{PLAN}utkast/1/publiser", {"csrf_token": token}).status == 409
    assert stored(app)[0].version_id == 2


def test_a_draft_without_a_hearing_waits_for_its_dates(planner: Visitor) -> None:
    page = planner.get(f"{PLAN}utkast/1/publiser")
    assert page.link("Sett datoene for høringen").h1 == "Datoene for høringen"
    token = page.form("Logg ut").values["csrf_token"]
    assert planner.post(f"{PLAN}utkast/1/publiser", {"csrf_token": token}).status == 409


def test_two_planners_publishing_at_once_give_one_draft(app: Flask, planner: Visitor) -> None:
    """The hearing is open and lacks its draft: whoever comes first decides what people read."""
    opening = clock.at_local(TODAY + timedelta(days=7))
    announce(planner)
    with clock.set_to(opening):
        people = [signed_in(app, "planner@example.no") for _ in range(2)]
        forms = [one.get(f"{PLAN}utkast/{n}/publiser").form("Publiser utkastet") for n, one in enumerate(people, 1)]
    together, answers = Barrier(2), []

    def press(number: int) -> None:
        with clock.set_to(opening):
            together.wait()
            answers.append(people[number].client.post(forms[number].action, data=forms[number].values).status_code)

    threads = [Thread(target=press, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 409]


def test_the_preview_shows_staff_what_people_will_see(app: Flask, planner: Visitor) -> None:
    set_dates(planner)
    page = planner.get(f"{PLAN}forhandsvisning/")
    assert page.h1 == "Boligsosial plan"
    assert "Bare ansatte kan se denne forhåndsvisningen." in page.text
    assert "Utkastet blir publisert i uke 46" in words(page)
    assert Visitor(app).get(PUBLIC).status == 404
    assert Visitor(app).get(f"{PLAN}forhandsvisning/", follow=False).status == 303


def test_meetings_move_and_show_at_once(app: Flask, planner: Visitor) -> None:
    announce(planner)
    meetings = {"chain-1-when": "26.1.2027", "chain-2-when": "9.2.2027"}
    page = planner.get(f"{PLAN}horing/1/moter").form("Lagre").send(**meetings)
    assert "Møtedatoene er lagret." in page.text
    assert "26. januar 2027" in words(Visitor(app).get(PUBLIC))
    bad = planner.get(f"{PLAN}horing/1/moter").form("Lagre").send(**{"chain-1-when": "1.12.2026"})
    assert bad.status == 400


def test_a_moderator_sees_the_hearing_and_changes_nothing(app: Flask, planner: Visitor) -> None:
    set_dates(planner)
    moderator = signed_in(app, "moderator@example.no")
    assert moderator.get(PLAN).status == 200
    assert moderator.get(f"{PLAN}horing/1/kunngjoring").status == 200
    for address in ("horing/ny", "horing/1/datoer", "horing/1/forleng", "horing/1/moter", "utkast/1/publiser"):
        assert moderator.get(f"{PLAN}{address}").status == 403
    token = moderator.get(PLAN).form("Logg ut").values["csrf_token"]
    assert moderator.post(f"{PLAN}horing/1/kunngjor", {"csrf_token": token}).status == 403
    assert stored(app)[0].ready_at is None


@pytest.mark.parametrize("address", ["0/datoer", "2/forleng", "99999999999999999999/moter", "x/kunngjoring"])
def test_a_round_that_is_none_is_not_found(planner: Visitor, address: str) -> None:
    set_dates(planner)
    assert planner.get(f"{PLAN}horing/{address}").status == 404
