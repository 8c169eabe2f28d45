"""A draft is on the server from the first step, found again by its link, read by nobody, gone when its time is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock, tasks
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.statements import draft_answer
from consultations.statements.content import Content
from consultations.statements.draft_answer import DraftAnswer
from tests import factories
from tests.journeys.answering import ADDRESS, TEXT, open_hearing, reviewed, stored, written
from tests.pages import Page, Visitor

LONG = ("Vi må bygge flere boliger på Ås – ikke bare her. 🏡\r\n" * 40_000)[:1_999_999]


def drafts(app: Flask) -> list[DraftAnswer]:
    with app.app_context():
        return list(db.session.scalars(db.select(DraftAnswer).order_by(DraftAnswer.id)))


def saved(visitor: Visitor, text: str = TEXT) -> Page:
    form = visitor.get(f"{ADDRESS}?avsnitt=boliger").form("Gå videre")
    return form.send(("gjor", "lagre"), **{"avsnitt-boliger": text})


def link_on(page: Page) -> str:
    return str(page.select(".resume-link a")[0].get("href")).removeprefix("http://localhost")


def test_reading_the_form_stores_nothing(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    visitor.get(ADDRESS)
    assert drafts(app) == []


def test_the_link_opens_the_same_text_in_a_new_browser(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    autosave = visitor.get(f"{ADDRESS}?avsnitt=boliger").form("Gå videre").values
    answer = visitor.client.post(f"{ADDRESS}lagre", data=autosave | {"avsnitt-boliger": LONG})
    assert answer.status_code == 200
    link = link_on(visitor.get(f"{ADDRESS}kladd"))
    other = Visitor(app)
    page = other.get(link)
    assert "Vi må bygge" not in page.body
    page = page.form("Åpne kladden").send()
    assert page.form("Gå videre").values["avsnitt-boliger"] == LONG.replace("\r\n", "\n")


def test_opening_the_link_changes_nothing_until_the_button_is_pressed(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    link = link_on(saved(visitor))
    scanner = Visitor(app)
    scanner.get(link)
    assert "Vi finner ingen kladd" in scanner.get(f"{ADDRESS}kladd").h1


def test_the_link_leads_nowhere_after_the_answer_is_sent(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    link = link_on(saved(visitor))
    reviewed(visitor).form("Send innspillet").send()
    stranger = Visitor(app)
    page = stranger.get(link)
    assert page.h1 == "Innspillet er allerede sendt"
    assert TEXT not in page.body
    token = stranger.get("/storvik/kvittering").form("Vis innspillet").values["csrf_token"]
    page = stranger.post(link, {"csrf_token": token})
    assert page.h1 == "Innspillet er allerede sendt"
    assert "Vi finner ingen kladd" in stranger.get(f"{ADDRESS}kladd").h1
    assert stranger.get("/storvik/kvittering/innspill").path == "/storvik/kvittering"


def test_a_link_with_one_letter_changed_opens_nothing(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    link = link_on(saved(visitor))
    other = link[:-1] + ("0" if link[-1] != "0" else "1")
    page = Visitor(app).get(other)
    assert page.status == 404
    assert "finnes ikke lenger" in page.h1


def test_the_link_of_one_municipality_opens_nothing_in_another(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    link = link_on(saved(visitor))
    with app.app_context():
        factories.municipality("Nordvik kommune")
        db.session.commit()
    assert visitor.get(link.replace("/storvik/", "/nordvik/")).status == 404


def test_an_address_gets_the_link_and_no_text(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = saved(visitor)
    link = link_on(page)
    refused = page.form("Send meg lenken").send(email="kari@")
    assert refused.status == 400
    assert refused.form("Send meg lenken").values["email"] == "kari@"
    assert "Vi har sendt lenken" in page.form("Send meg lenken").send(email="kari@example.no").text
    with app.app_context():
        (letter,) = db.session.scalars(db.select(tasks.Task).where(tasks.Task.kind == "mail"))
    assert link in letter.payload["body"]
    assert TEXT not in letter.payload["body"]


def test_a_corrected_address_gets_the_link_in_the_same_minute(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = saved(visitor)
    for address in ("kari@example.no", "kari@example.no", "kari.nordmann@example.no"):
        assert "Vi har sendt lenken" in page.form("Send meg lenken").send(email=address).text
    with app.app_context():
        letters = db.session.scalars(db.select(tasks.Task).where(tasks.Task.kind == "mail"))
        assert sorted(letter.payload["to"] for letter in letters) == ["kari.nordmann@example.no", "kari@example.no"]


def test_the_link_lives_through_a_change_of_keys(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    link = link_on(saved(visitor))
    old = app.config["SECRET_KEY"]
    app.config.update(SECRET_KEY="n" * 48, SECRET_KEY_FALLBACKS=[old])
    assert link_on(visitor.get(f"{ADDRESS}kladd")) == link
    assert Visitor(app).get(link).form("Åpne kladden")


def test_a_draft_whose_key_is_gone_gets_a_link_when_it_is_saved_again(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    saved(visitor)
    with app.app_context():
        draft = db.session.scalars(db.select(DraftAnswer)).one()
        draft.token_hash = "0" * 64  # of a secret that nobody has
        db.session.commit()
    page = visitor.get(f"{ADDRESS}kladd")
    assert page.select(".resume-link") == []
    assert "lagre kladden på nytt" in page.text
    assert Visitor(app).get(link_on(saved(visitor, "Mer."))).form("Åpne kladden")


def test_the_writer_can_have_the_draft_deleted(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    saved(visitor).form("Slett kladden nå").send()
    assert drafts(app) == []


def test_one_place_cannot_begin_drafts_without_end_but_goes_on_with_its_own(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.limits.DRAFTS_PER_PLACE", 1)
    open_hearing(app)
    saved(visitor)
    refused = saved(Visitor(app))
    assert refused.status == 429
    assert refused.form("Send på nytt").values["avsnitt-boliger"] == TEXT
    assert saved(visitor, "Mer.").status == 200
    assert [draft.typed.texts["boliger"] for draft in drafts(app)] == ["Mer."]


def test_what_an_older_page_saves_does_not_overwrite_a_later_step(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    old = visitor.get(f"{ADDRESS}?avsnitt=boliger").form("Gå videre").values
    form = visitor.get(f"{ADDRESS}?avsnitt=boliger").form("Gå videre")
    form.values |= {"kladd": old["kladd"], "avsnitt-boliger": "Hele teksten."}
    form.send(("gjor", "videre"))
    answer = visitor.client.post(f"{ADDRESS}lagre", data=old | {"avsnitt-boliger": "Hele tek"})
    assert answer.status_code == 409
    assert drafts(app)[0].typed.texts == {"boliger": "Hele teksten."}


def test_saving_while_writing_says_when(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    form = visitor.get(f"{ADDRESS}?avsnitt=boliger").form("Gå videre").values
    answer = visitor.client.post(f"{ADDRESS}lagre", data=form | {"avsnitt-boliger": TEXT})
    assert answer.get_json()["saved"].startswith("kl.")
    assert "Lagret kl." in visitor.get(ADDRESS).text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_key_of_another_hearing_or_of_ones_own_making_begins_a_new_draft(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    with app.app_context():
        home = db.session.scalars(db.select(Hearing.municipality_id)).one()
        factories.hearing(factories.plan(home, "Trafikkplan"))
        db.session.commit()
    written(visitor, "Om boliger.")
    (first,) = drafts(app)
    form = visitor.get("/storvik/horinger/trafikkplan/svar/?avsnitt=boliger").form("Gå videre")
    for key in (first.idempotency_key, "a", "' OR 1=1"):
        form.send(("gjor", "videre"), kladd=key, **{"avsnitt-boliger": "Om trafikk."})
    kept = drafts(app)
    assert kept[0].typed.texts == {"boliger": "Om boliger."}
    assert [draft.typed.texts for draft in kept[1:]] == [{"boliger": "Om trafikk."}] * 3


def test_a_draft_sent_meanwhile_takes_no_more_text(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    form = reviewed(visitor).form("Send innspillet")
    old = visitor.get(ADDRESS).form("Gå videre").values
    form.send()
    answer = visitor.client.post(f"{ADDRESS}lagre", data=old | {"avsnitt-boliger": "For sent."})
    assert answer.status_code == 409
    assert drafts(app)[0].content == {}
    assert len(stored(app)) == 1


def test_drafts_are_deleted_thirty_days_after_the_deadline(app: Flask) -> None:
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        draft = draft_answer.start(hearing)
        draft_answer.save(draft, Content(texts={"": "Uferdig."}))
        db.session.commit()
        assert draft.kept_until == hearing.closes_at + timedelta(days=30)
        with clock.set_to(hearing.closes_at + timedelta(days=29)):
            tasks.run_due()
            assert len(drafts(app)) == 1
        with clock.set_to(hearing.closes_at + timedelta(days=32)):
            tasks.run_due()
        assert drafts(app) == []


def test_a_late_writer_keeps_the_draft_for_thirty_days(app: Flask) -> None:
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        with clock.set_to(hearing.closes_at + timedelta(days=100)):
            draft = draft_answer.start(hearing)
            draft_answer.save(draft, Content(texts={"": "Uferdig."}))
            db.session.commit()
            tasks.run_due()
        assert len(drafts(app)) == 1
        with clock.set_to(hearing.closes_at + timedelta(days=132)):
            tasks.run_due()
        assert drafts(app) == []


def test_a_deadline_that_was_moved_moves_the_day_of_deletion(app: Flask) -> None:
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        draft_answer.save(draft_answer.start(hearing), Content(texts={"": "Uferdig."}))
        db.session.commit()
        hearing.closes_at += timedelta(days=14)
        db.session.commit()
        with clock.set_to(hearing.closes_at + timedelta(days=17)):
            tasks.run_due()
            assert len(drafts(app)) == 1
        with clock.set_to(hearing.closes_at + timedelta(days=32)):
            tasks.run_due()
        assert drafts(app) == []
