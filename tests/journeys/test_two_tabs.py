"""One draft in two tabs: nothing typed in either is overwritten or dropped without a word."""

from __future__ import annotations

import pytest
from flask import Flask

from app import limits
from tests.journeys.answering import ADDRESS, TEXT, open_hearing, reviewed, stored, texts, written
from tests.pages import Page, Visitor

WHOLE, HOMES, SERVICES = "hele-planen", "avsnitt-boliger", "avsnitt-tjenester"


def saved(page: Page, **typed: str) -> Page:
    return page.form("Gå videre").send(("gjor", "lagre"), **typed)


def tab(visitor: Visitor, section: str = "boliger") -> Page:
    return visitor.get(f"{ADDRESS}?avsnitt={section}")


@pytest.fixture
def begun(app: Flask, visitor: Visitor) -> Visitor:
    """Somebody whose draft holds a first text."""
    open_hearing(app)
    saved(tab(visitor), **{HOMES: "Først."})
    return visitor


@pytest.mark.parametrize("button", ["lagre", "videre", "legg-til"])
def test_an_older_tab_overwrites_nothing_whatever_is_pressed(begun: Visitor, button: str) -> None:
    older, newer = tab(begun), tab(begun)
    saved(newer, **{HOMES: "Det nye."})
    page = older.form("Gå videre").send(("gjor", button), **{HOMES: "Det gamle."})
    assert (page.status, page.h1) == (409, "Du har skrevet i to faner")
    assert [kept.text_content() for kept in page.select(".kept")] == ["Det nye.", "Det gamle."]
    assert tab(begun).form("Gå videre").values[HOMES] == "Det nye."


def test_who_wrote_both_chooses(begun: Visitor) -> None:
    older, newer = tab(begun), tab(begun)
    saved(newer, **{HOMES: "Det nye."})
    page = saved(older, **{HOMES: "Det gamle."})
    kept = begun.get(str(page.select(".form-actions a")[0].get("href")))
    assert kept.form("Gå videre").values[HOMES] == "Det nye."
    page.form("Bruk det som står i denne fanen").send(("gjor", "lagre"))
    assert tab(begun).form("Gå videre").values[HOMES] == "Det gamle."


def test_two_tabs_about_two_sections_are_one_draft(begun: Visitor) -> None:
    homes, services = tab(begun), tab(begun, "tjenester")
    saved(homes, **{HOMES: "Flere boliger."})
    assert saved(services, **{SERVICES: "Flere tjenester."}).h1 == "Kladden er lagret"
    values = tab(begun).form("Gå videre").values
    assert (values[HOMES], values[SERVICES]) == ("Flere boliger.", "Flere tjenester.")


def test_a_page_that_was_gone_back_to_goes_on_with_its_own_text(begun: Visitor) -> None:
    page = tab(begun)
    saved(page, **{HOMES: "En gang."})
    assert saved(page, **{HOMES: "En gang til."}).h1 == "Kladden er lagret"
    assert tab(begun).form("Gå videre").values[HOMES] == "En gang til."


def test_what_a_tab_saves_by_itself_leaves_the_other_tabs_text(begun: Visitor) -> None:
    older, newer = (tab(begun).form("Gå videre").values for _ in range(2))
    assert begun.client.post(f"{ADDRESS}lagre", data=newer | {HOMES: "Det nye."}).status_code == 200
    assert begun.client.post(f"{ADDRESS}lagre", data=newer | {HOMES: "Det nye, mer."}).status_code == 200
    assert begun.client.post(f"{ADDRESS}lagre", data=older | {HOMES: "Det gamle."}).status_code == 409
    assert tab(begun).form("Gå videre").values[HOMES] == "Det nye, mer."


def test_what_was_saved_by_itself_and_then_deleted_stays_deleted(begun: Visitor) -> None:
    page = tab(begun)
    form = page.form("Gå videre").values
    begun.client.post(f"{ADDRESS}lagre", data=form | {HOMES: "Naboen min er syk."})
    saved(page, **{HOMES: ""})
    assert tab(begun).form("Gå videre").values[HOMES] == ""
    saved(tab(begun), **{HOMES: "Igjen."})
    begun.client.post(f"{ADDRESS}lagre", data=form | {HOMES: ""})
    assert tab(begun).form("Gå videre").values[HOMES] == "Igjen."


def test_a_tick_that_was_saved_by_itself_can_be_taken_away(begun: Visitor) -> None:
    page = begun.get(f"{ADDRESS}avsender").form("Gå videre")
    who = {"sender_type": "private", "name": "Kari", "email": "kari@example.no"}
    begun.client.post(f"{ADDRESS}lagre", data=page.values | who | {"show_name": "y"})
    page.send(("gjor", "lagre"), **who)
    assert "show_name" not in begun.get(f"{ADDRESS}avsender").form("Gå videre").values


def test_choosing_this_tab_leaves_what_it_did_not_touch(begun: Visitor) -> None:
    saved(tab(begun), **{HOMES: "A", "nytt-avsnitt": SERVICES})
    older, newer = (tab(begun, "tjenester") for _ in range(2))
    saved(newer, **{HOMES: "A, nytt.", SERVICES: "B, nytt."})
    page = saved(older, **{HOMES: "A, gammelt."})
    page.form("Bruk det som står i denne fanen").send(("gjor", "lagre"))
    values = tab(begun).form("Gå videre").values
    assert (values[HOMES], values[SERVICES]) == ("A, gammelt.", "B, nytt.")


def test_a_tab_whose_draft_is_gone_keeps_all_that_it_shows(begun: Visitor) -> None:
    saved(tab(begun, "tjenester"), **{HOMES: "Boliger.", SERVICES: "Tjenester."})
    page = tab(begun)
    begun.get(f"{ADDRESS}kladd").form("Slett kladden nå").send()
    saved(page, **{HOMES: "Boliger, mer."})
    values = tab(begun).form("Gå videre").values
    assert (values[HOMES], values[SERVICES]) == ("Boliger, mer.", "Tjenester.")


def test_a_section_that_was_taken_out_in_another_tab_stays_out(begun: Visitor) -> None:
    saved(tab(begun, "tjenester"), **{HOMES: "Boliger.", SERVICES: "Tjenester."})
    older, newer = (tab(begun) for _ in range(2))
    newer.form("Gå videre").send(("gjor", "ta-bort:tjenester"))
    saved(older)
    assert SERVICES not in begun.get(ADDRESS).form("Gå videre").values
    assert tab(begun, "tjenester").form("Gå videre").values[SERVICES] == "Tjenester."


def test_the_newest_is_found_by_who_lost_the_session(app: Flask, begun: Visitor) -> None:
    older, newer = tab(begun), tab(begun)
    saved(newer, **{HOMES: "Det nye."})
    with begun.client.session_transaction() as session:
        session.pop("answers")
    page = saved(older, **{HOMES: "Det gamle."})
    kept = begun.get(str(page.select(".form-actions a")[0].get("href")))
    assert kept.form("Gå videre").values[HOMES] == "Det nye."


def test_a_sender_that_was_changed_in_another_tab_stays(begun: Visitor) -> None:
    older, newer = (begun.get(f"{ADDRESS}avsender") for _ in range(2))
    newer.form("Gå videre").send(("gjor", "lagre"), sender_type="private", name="Kari")
    page = older.form("Gå videre").send(("gjor", "videre"), sender_type="private", name="Ola")
    assert page.status == 409
    assert begun.get(f"{ADDRESS}avsender").form("Gå videre").values["name"] == "Kari"


def test_what_was_added_elsewhere_is_looked_over_before_it_is_sent(app: Flask, begun: Visitor) -> None:
    page = reviewed(begun)
    saved(tab(begun, "tjenester"), **{SERVICES: "Og flere tjenester."})
    again = page.form("Send innspillet").send()
    assert stored(app) == []
    assert "Se over på nytt" in again.text
    again.form("Send innspillet").send()
    assert sorted(texts(app)) == sorted([TEXT, "Og flere tjenester."])


def test_another_text_after_sending_is_kept_and_told_of(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    first, second = reviewed(visitor), visitor.get(f"{ADDRESS}se-over")
    first.form("Send innspillet").send()
    page = second.form("Send innspillet").send(**{HOMES: "Noe annet."})
    assert "allerede sendt" in page.text
    assert page.form("Gå videre").values[HOMES] == "Noe annet."
    assert texts(app) == [TEXT]


def test_the_same_text_after_sending_shows_the_same_receipt(app: Flask, visitor: Visitor) -> None:
    open_hearing(app)
    page = reviewed(visitor)
    assert page.form("Send innspillet").send().h1 == page.form("Send innspillet").send().h1
    assert texts(app) == [TEXT]


def test_one_place_cannot_fill_the_disk_with_drafts(
    app: Flask, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_hearing(app)
    monkeypatch.setattr(limits, "LETTERS_PER_PLACE", 100)
    written(visitor, "Kort.")
    page = saved(tab(visitor), **{HOMES: "Langt. " * 20})
    assert page.status == 429
    assert "Langt. Langt." in page.text
    assert saved(tab(visitor), **{HOMES: "Kort "}).h1 == "Kladden er lagret"
