"""One remark goes down the whole corridor: planner, citizen, moderator, reader, another citizen, in a real browser."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser

from app.accounts import MODERATOR, PLANNER, READER
from app.demo import plan_document
from app.extensions import db
from tests import factories
from tests.blackbox.server import Server, eventually, running
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLAN = "/storvik/horinger/boligsosial-plan"
SECRET = "01819012344"  # a synthetic number of the test population
REMARK = f"Omsorgsboligene bør ligge ved butikken. Ring meg på 400 00 123. Mor har fødselsnummer {SECRET}."
ANSWER = "Vi legger inn krav om gangavstand til butikk."


def clock_at(server: Server, instant: str) -> None:
    (server.settings.data_dir / "clock").write_text(instant)


def people(server: Server) -> None:
    with server.outside.app_context():
        home = factories.municipality()
        for role in (PLANNER, MODERATOR, READER):
            factories.user(home.id, role)
        db.session.commit()


@pytest.mark.parametrize("javascript", [False, True], ids=["without-javascript", "with-javascript"])
def test_a_remark_from_draft_to_decision(chromium: Browser, tmp_path: Path, javascript: bool) -> None:
    with running(tmp_path) as server:
        clock_at(server, "2026-11-02T09:00:00+01:00")
        people(server)
        site = f"http://127.0.0.1:{server.port}"
        somebody = partial(Person, chromium, site, javascript, hurried=not javascript)  # the pages are the same
        planner = somebody().sign_in("planner@example.no")
        prepare(planner, tmp_path)
        citizen = somebody(phone=True).go("/storvik/").sees("Kommer", "uke 46")
        assert "omsorgsboliger" not in citizen.go(f"{PLAN}/").text.lower()
        clock_at(server, "2026-11-09T08:00:00+01:00")
        code = answer(citizen)
        moderate(somebody().sign_in("moderator@example.no"))
        neighbour = somebody(phone=True)
        find(neighbour)
        clock_at(server, "2027-01-11T08:00:00+01:00")
        neighbour.go(f"{PLAN}/").sees("Fristen gikk ut")
        planner = somebody().sign_in("planner@example.no")
        assess(planner)
        report(somebody().sign_in("reader@example.no"), tmp_path)
        clock_at(server, "2027-02-18T08:00:00+01:00")
        planner = somebody().sign_in("planner@example.no")
        decide(planner)
        clock_at(server, "2027-02-18T08:31:00+01:00")
        closed(planner)
        follow(citizen, code)
        neighbour.go(f"{PLAN}/resultat").sees("Formannskapet", "Kommunestyret", "Tatt til følge")


def prepare(planner: Person, folder: Path) -> None:
    """Steps 1 and 2: plan, hearing, Word draft, announcement."""
    planner.press("Planer og høringer").press("Ny plan")
    planner.type("Tittel", "Boligsosial plan").choose("Plantype", "Temaplan, fagplan eller strategi")
    planner.page.get_by_label(re.compile("Kort omtale")).fill("Hvordan vi hjelper folk som trenger et sted å bo.")
    planner.page.get_by_label(re.compile(r"^Navn \(valgfritt\)")).fill("Ida Planlegger")
    planner.page.get_by_label(re.compile("Telefon")).fill("400 00 100")
    planner.press("Opprett planen").press("Sett datoene for høringen")
    for name, day in [
        ("opens", "2026-11-09"),
        ("last_day", "2027-01-08"),
        ("decided_on", "2026-10-27"),
        ("chain-1-when", "2.2.2027"),
        ("chain-2-when", "uke 7 2027"),
    ]:
        planner.find(f"[name={name}]").fill(day)
    planner.find("[name=decided_by_body]").fill("Formannskapet")
    planner.find("[name=decided_case]").fill("PS 81/26")
    planner.press("Lagre datoene").press("Last opp utkast")
    draft = folder / "boligsosial-plan.docx"
    draft.write_bytes(plan_document.build("boligsosial"))
    planner.find("input[type=file]").set_input_files(draft)
    planner.press("Les inn filen").sees("32 avsnitt", "ikke tatt med")
    planner.press("Lagre og gå til publisering").press("Publiser", exact=False)
    planner.go("/storvik/arbeid/planer/boligsosial-plan/").press("Kunngjør høringen")
    planner.go("/storvik/arbeid/planer/").sees("Kommer")


def answer(citizen: Person) -> str:
    """Steps 3 and 4: read a section, answer there, look over, send, keep the code."""
    citizen.go("/storvik/").press("Boligsosial plan").press("Les utkastet").sees("Innledning")
    citizen.go(f"{PLAN}/omsorgsboliger").press("Si din mening")
    citizen.find("textarea").first.fill(REMARK)
    citizen.press("Gå videre").tick("Privatperson")
    citizen.page.get_by_label(re.compile("E-postadressen din")).fill("per@example.org")
    citizen.press("Gå videre").sees("Dette legger vi på nettsiden", "Dette kan alle få ved å be om innsyn")
    citizen.sees("ser ut til å inneholde personopplysninger", "fødselsnummer")
    citizen.press("Send innspillet").sees("Vi har fått innspillet ditt")
    return "".join(citizen.find(".receipt-code").inner_text().split())


def moderate(moderator: Person) -> None:
    """Step 5: take away what must not be shown, and publish."""
    moderator.press("Moderering").press("Begynn med det eldste")
    for box in moderator.find("input[name=remove]").all():
        box.check()
    moderator.press("Forhåndsvis").sees("Slik blir det på nettet")
    moderator.press("Publiser", exact=True)


def find(neighbour: Person) -> None:
    """Step 6: everybody finds the remark, nobody finds what was taken away."""
    eventually(lambda: "1 treff" in neighbour.go("/storvik/sok?q=butikken&slag=comment").text)
    neighbour.find(".hits a").first.click()
    neighbour.look().sees("Omsorgsboligene bør ligge ved butikken", "fjernet av personvernhensyn")
    neighbour.go(f"{PLAN}/omsorgsboliger").sees("1 merknad til dette avsnittet")
    assert SECRET not in neighbour.page.content()
    assert "400 00 123" not in neighbour.page.content()


def assess(planner: Person) -> None:
    """Step 7: one answer to the point, released."""
    planner.go("/storvik/arbeid/vurdering/boligsosial-plan/dekning").press("Start vurderingen")
    planner.go("/storvik/arbeid/vurdering/boligsosial-plan/").find("input[name=punkt]").first.check()
    planner.press("Skriv felles svar")
    planner.find("[name=text]").fill(ANSWER)
    planner.find("select[name=verdict]").select_option(label="Tas til følge")
    planner.find("[name=change]").fill("Nytt punkt om gangavstand.")
    planner.press("Gi punktene dette svaret")
    planner.go("/storvik/arbeid/vurdering/boligsosial-plan/dekning").sees("Ingenting mangler").press(
        "Frigi vurderingene"
    )


def report(reader: Person, folder: Path) -> None:
    """Step 8: numbers, and the summary in Word."""
    reader.press("Rapporter").press("Boligsosial plan").sees("Hvem svarte?")
    with reader.page.expect_download() as download:
        reader.find("a[href*=docx]").first.click()
    path = folder / "oppsummering.docx"
    download.value.save_as(path)
    words = "\n".join(node.text or "" for node in Document(str(path)).element.iter() if node.tag.endswith("}t"))
    assert "butikken" in words
    assert SECRET not in words


def decide(planner: Person) -> None:
    """Step 9: innstilling and vedtak."""
    for body, kind, day, case in [
        ("Formannskapet", "Innstilling", "2027-02-02", "PS 4/27"),
        ("Kommunestyret", "Vedtak", "2027-02-17", "PS 9/27"),
    ]:
        planner.go("/storvik/arbeid/vedtak/boligsosial-plan/")
        planner.find("select[name=body]").select_option(label=body)
        planner.find("[name=decided_on]").fill(day)
        planner.find("[name=case_number]").fill(case)
        planner.find("select[name=result]").select_option(value="as_proposed")
        planner.tick(kind)
        planner.find("[name=text]").fill("Planen vedtas med endringen som er foreslått.")
        planner.press("Lagre behandlingen").sees(case)
    planner.press("Se over og avslutt saken").press("Skriv innledningen").press("Godta innledningen")
    planner.press("Avslutt saken etter pausen").sees("Saken blir avsluttet kl. 08.30", "Stopp avslutningen")


def closed(planner: Person) -> None:
    """The pause is over, and the worker closes the case."""
    for _second in range(30):
        if "Saken ble avsluttet" in planner.go("/storvik/arbeid/vedtak/boligsosial-plan/").text:
            return
        planner.page.wait_for_timeout(1000)
    raise AssertionError("the worker did not close the case")


def follow(citizen: Person, code: str) -> None:
    """The code opens what came of the remark."""
    citizen.go("/storvik/kvittering")
    citizen.page.get_by_label(re.compile("Kvitteringskode|koden", re.IGNORECASE)).first.fill(code.lower())
    citizen.press("Vis innspillet").sees(ANSWER, "Tatt til følge", "Kommunestyret")
