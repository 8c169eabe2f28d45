"""One plan, two rounds, three bodies – and then every link that was ever mailed or printed is opened."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from app import clock
from app.accounts import MODERATOR, PLANNER
from app.extensions import db
from app.municipalities import body
from app.municipalities.municipality import Municipality
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import Plan
from consultations.statements import draft_answer
from consultations.statements.content import Content
from consultations.statements.submission import submit
from tests import factories
from tests.blackbox.post_office import PostOffice
from tests.blackbox.server import Server, eventually, free_port, running
from tests.browser.person import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOME = "/storvik"
PLAN = f"{HOME}/horinger/boligsosial-plan"
DESK = f"{HOME}/arbeid/vedtak/boligsosial-plan/runde/1/"
COMMITTEE, EXECUTIVE, ASSEMBLY = "Hovedutvalg for bolig", "Formannskapet", "Kommunestyret"
OLA = "Ola vil ha flere boliger."
PROPOSED, DECIDED = "Det er det ikke penger til.", "Kommunestyret fant pengene."
LINK = re.compile(r"https?://[^\s\"'<>]+")


@dataclass
class Case:
    """The running product, who works with it, and what has left the house."""

    server: Server
    chromium: Browser
    office: PostOffice
    links: set[str] = field(default_factory=set)
    now: datetime = field(init=False)

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    def somebody(self, hurried: bool = True) -> Person:
        """Anybody outside, on a telephone, with a browser that knows nothing yet."""
        return Person(self.chromium, self.site, javascript=False, phone=True, hurried=hurried)

    def staff(self, role: str) -> Person:
        return Person(self.chromium, self.site, javascript=False, hurried=True).sign_in(f"{role}@example.no")

    def it_is(self, year: int, month: int, day: int, hour: int = 9) -> None:
        """The day that all processes take for today."""
        self.now = clock.at_local(date(year, month, day)) + timedelta(hours=hour)
        self.server.set_clock(self.now)

    @contextmanager
    def arranging(self) -> Iterator[Municipality]:
        """The dull parts, done by verbs on that day."""
        with clock.set_to(self.now), self.server.arranging():
            yield db.session.scalars(db.select(Municipality)).one()

    def round(self, number: int) -> Hearing:
        return db.session.scalars(db.select(Hearing).where(Hearing.round == number)).one()


@pytest.fixture
def case(chromium: Browser, tmp_path: Path) -> Iterator[Case]:
    port, office = free_port(), PostOffice()
    mail = {"HORING_SMTP_HOST": "127.0.0.1", "HORING_SMTP_PORT": str(port)}
    with office.open(port), running(tmp_path, **mail) as server:
        yield Case(server, chromium, office)


def test_a_long_case(case: Case) -> None:
    a_plan_is_heard(case)
    code = three_answer(case)
    one_answer_to_all_is_released(case)
    a_body_postpones_and_reads_a_second_edition(case)
    the_last_body_overturns_the_answer(case)
    the_case_is_closed_and_letters_go_out(case)
    ola_takes_his_words_back(case, code)
    a_second_round_opens(case)
    the_files_of_all_editions_are_read(case)
    every_link_is_opened(case)


def a_plan_is_heard(case: Case) -> None:
    case.it_is(2026, 9, 1)
    with case.server.arranging():
        home = factories.municipality()
        body.establish(home.id, body.COMMITTEE, COMMITTEE, 1)
        for role in (PLANNER, MODERATOR):
            factories.user(home.id, role)
    with case.arranging() as home:
        plan = factories.plan(home.id, summary="Hvordan vi hjelper folk som trenger et sted å bo.")
        draft = factories.version(plan, ("Innledning", "Boliger"))
        chain = [(home.body(kind), None) for kind in (body.COMMITTEE, body.EXECUTIVE, body.ASSEMBLY)]
        factories.hearing(plan, draft, opens_in=-1, days=45, meetings=factories.meetings(*chain))


def three_answer(case: Case) -> str:
    """Ola on his telephone, Kari likewise, Per (who has no e-mail) at a desk in the library. Returns Ola's code."""
    ola = case.somebody().go(f"{PLAN}/boliger").press("Si din mening")
    ola.find("textarea").first.fill(OLA)
    ola.press("Gå videre").tick("Privatperson")
    ola.page.get_by_label(re.compile("E-postadressen din")).fill("ola@example.org")
    ola.press("Gå videre").press("Send innspillet").sees("Vi har fått innspillet ditt")
    code = "".join(ola.find(".receipt-code").inner_text().split())
    with case.arranging():
        for name, email in (("Kari", "kari@example.org"), ("Per", "")):
            _answered(case.round(1), name, "boliger", email)
    moderator = case.staff(MODERATOR).press("Moderering").press("Begynn med det eldste")
    for _statement in range(3):
        moderator.press("Publiser", exact=True)
    moderator.sees("Ingenting venter")
    return code


def one_answer_to_all_is_released(case: Case) -> None:
    case.it_is(2026, 10, 20)
    desk = f"{HOME}/arbeid/vurdering/boligsosial-plan/runde/1/"
    planner = case.staff(PLANNER).go(f"{desk}dekning").press("Start vurderingen").go(desk)
    for box in planner.find("input[name=punkt]").all():
        box.check()
    planner.press("Skriv felles svar")
    planner.find("[name=text]").fill(PROPOSED)
    planner.find("select[name=verdict]").select_option(label="Tas ikke til følge")
    planner.find("[name=reason]").fill("Budsjettet er lagt.")
    planner.press("Gi punktene dette svaret").go(f"{desk}dekning").press("Frigi vurderingene")
    _edition_is_there(planner, 1)


def a_body_postpones_and_reads_a_second_edition(case: Case) -> None:
    case.it_is(2026, 11, 5)
    planner = case.staff(PLANNER)
    _treated(planner, COMMITTEE, "Innstilling", "2026-11-03", "as_proposed")
    _treated(planner, EXECUTIVE, "Innstilling", "2026-11-04", "postponed").sees("Formannskapet utsatte saken.")
    planner.go(f"{HOME}/arbeid/rapporter/boligsosial-plan/runde/1/utgaver/").press("Lag utgave 2")
    _edition_is_there(planner, 2)
    case.it_is(2026, 11, 20)
    _treated(case.staff(PLANNER), EXECUTIVE, "Innstilling", "2026-11-18", "as_proposed")
    case.somebody().go(f"{PLAN}/boliger").sees("Forslag fra", PROPOSED)


def the_last_body_overturns_the_answer(case: Case) -> None:
    case.it_is(2026, 12, 11)
    planner = _treated(case.staff(PLANNER), ASSEMBLY, "Vedtak", "2026-12-10", "changed")
    planner.press("Merk hva utvalget endret")
    planner.find("[name=numbers]").fill("1-1")
    planner.tick("alle punkter med samme svar")
    planner.find("select[name=verdict]").select_option(label="Tatt til følge")
    planner.find("[name=note]").first.fill(DECIDED)
    planner.find("[name=text_before]").first.fill("To boliger.")
    planner.find("[name=text_after]").first.fill("Ti boliger.")
    planner.press("Merk avviket").sees("3 punkter", DECIDED)


def the_case_is_closed_and_letters_go_out(case: Case) -> None:
    planner = case.staff(PLANNER).go(DESK).press("Se over og avslutt saken")
    planner.press("Skriv innledningen").press("Godta innledningen").press("Avslutt saken etter pausen")
    case.it_is(2026, 12, 11, hour=10)
    eventually(lambda: "Saken ble avsluttet" in planner.go(DESK).text)
    eventually(lambda: len([one for one in case.office.letters if "avgjort" in _text_of(one)]) == 2)
    planner.go(DESK).press("Brev til dem som ikke har e-postadresse").press("Se brevet til innspill 3")
    printed = {link for link in LINK.findall(planner.find(".letter-sheet").inner_text()) if link.startswith(case.site)}
    assert any("/utfall/" in link for link in printed)
    case.links |= printed


def ola_takes_his_words_back(case: Case, code: str) -> None:
    case.it_is(2026, 12, 15)
    ola = case.somebody().go(f"{HOME}/kvittering")
    ola.page.get_by_label("Kvitteringskode").first.fill(code)
    ola.press("Vis innspillet").sees(DECIDED, "Kommunestyret").press("Trekk innspillet")
    ola.page.get_by_label("Kvitteringskode").first.fill(code)
    ola.press("Trekk innspillet").sees("Du trakk innspillet", "med i saken som før")


def a_second_round_opens(case: Case) -> None:
    case.it_is(2027, 1, 4)
    with case.arranging():
        plan = db.session.scalars(db.select(Plan)).one()
        draft = factories.version(plan, ("Innledning", "Leiligheter"), number=2)
        factories.hearing(plan, draft, opens_in=7, days=45, round=2, kind="new", ready_at=None)
    planner = case.staff(PLANNER).go(f"{HOME}/arbeid/planer/boligsosial-plan/").press("Kunngjør høringen")
    announced = planner.go(f"{HOME}/arbeid/planer/boligsosial-plan/horing/2/kunngjoring").text
    case.links |= {link.rstrip(".") for link in LINK.findall(announced) if link.startswith(case.site)}
    case.it_is(2027, 1, 12)
    with case.arranging():
        _answered(case.round(2), "Lise", "leiligheter", "lise@example.org")
    case.somebody().go(f"{PLAN}/").sees("runde 2", "Åpen for innspill", "Resultatet av runde 1")
    eventually(lambda: any(one["To"] == "lise@example.org" for one in case.office.letters))


def the_files_of_all_editions_are_read(case: Case) -> None:
    """What a file says of addresses, and the number of every remark in it."""
    planner = case.staff(PLANNER)
    editions = f"{HOME}/arbeid/rapporter/boligsosial-plan/runde/1/utgaver"
    for number in (1, 2):
        planner.go(f"{editions}/{number}/")
        for link in planner.find("a[download]").all():
            answer = planner.page.request.get(case.site + str(link.get_attribute("href")))
            assert answer.ok, link
            text = "\n".join(_texts(answer.body()))
            case.links |= {found for found in LINK.findall(text) if found.startswith(case.site)}
            case.links |= {f"{case.site}{PLAN}/merknad/{remark}" for remark in re.findall(r"\b[1-3]-1\b", text)}


def every_link_is_opened(case: Case) -> None:
    letters = [_text_of(letter) for letter in case.office.letters]
    case.links |= {link for letter in letters for link in LINK.findall(letter) if link.startswith(case.site)}
    paths = {urlsplit(link).path for link in case.links}
    assert {f"{PLAN}/merknad/{number}-1" for number in (1, 2, 3)} <= paths
    assert {f"{PLAN}/runde/1/resultat", f"{HOME}/kvittering"} <= paths
    anybody = case.somebody(hurried=False)
    for link in sorted(case.links):
        answer = anybody.page.goto(link)
        assert answer is not None
        assert answer.status == 200, link
        _is_true(anybody, link)


def _is_true(reader: Person, link: str) -> None:
    told, path = reader.text, urlsplit(link).path
    assert OLA not in told, link
    if "/merknad/" in path:
        number = path.rpartition("/")[2]
        reader.look().sees(f"Merknad {number}", "Dette er runde 1", "Avgjort av Kommunestyret", DECIDED)
        assert ("har trukket innspillet" in told) == (number == "1-1")
    elif "/utfall/" in path:
        reader.sees("Utfallet av innspillet ditt").press("Vis hva som ble bestemt").sees(DECIDED)
    elif path.endswith("/runde/1/resultat"):
        reader.look().sees("Dette er runde 1", DECIDED, "Ti boliger.")
    elif "/runde/1/" in path:
        assert "Til politisk behandling" not in told, link
        reader.sees("Dette er runde 1")
    elif "/horinger/" in path:
        reader.sees("Boligsosial plan, runde 2", "Frist til og med")


def _answered(hearing: Hearing, name: str, section: str, email: str) -> None:
    draft = draft_answer.start(hearing)
    content = Content(sender_type="private", name=name, email=email)
    content.write(section, f"{name} vil ha flere {section}.")
    draft_answer.save(draft, content)
    submit(draft, channel="web", language="nb")


def _treated(planner: Person, name: str, kind: str, day: str, result: str) -> Person:
    """The planner records what a body did with the case."""
    planner.go(DESK).tick(kind)
    planner.find("select[name=body]").select_option(label=name)
    planner.find("[name=decided_on]").fill(day)
    planner.find("[name=case_number]").fill(f"PS {day[5:7]}/26")
    planner.find("select[name=result]").select_option(value=result)
    planner.find("[name=text]").fill(f"{name} behandlet saken.")
    return planner.press("Lagre behandlingen").sees(f"PS {day[5:7]}/26")


def _edition_is_there(planner: Person, number: int) -> None:
    listed = f"{HOME}/arbeid/rapporter/boligsosial-plan/runde/1/utgaver/"
    eventually(lambda: planner.go(listed).find(f"tbody a[href$='/utgaver/{number}/']").count())


def _text_of(letter: Message) -> str:
    told = letter.get_payload(decode=True)
    assert isinstance(told, bytes)
    return told.decode()


def _texts(data: bytes) -> Iterator[str]:
    """What can be read in a file; of a Word or Excel file, all its parts with their relationships."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        yield data.decode()
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                yield archive.read(name).decode()
