"""What people see of a withdrawal, and of a case that is decided: kindly told, nothing lost, nothing rewritten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.accounts import MODERATOR, PLANNER
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.points.point import Point
from consultations.statements.draft_answer import DraftAnswer
from consultations.statements.publication import publish, withdraw, withhold
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Publicity, Statement
from tests import factories
from tests.consultations.reports.cases import answer, signed_in
from tests.consultations.statements.test_withdrawal import NAME, WORDS, a_case, decide
from tests.journeys.answering import ADDRESS, HEARING, TEXT, code_on, open_hearing, reviewed, sent, stored, written
from tests.pages import Visitor

ASK = "/storvik/kvittering"


@pytest.fixture
def taken_back(app: Flask) -> str:
    """A decided case in which number 2 has been taken back since; its reference."""
    with app.app_context(), app.test_request_context():
        hearing, mine = a_case("decided")
        for role in (PLANNER, MODERATOR):
            factories.user(hearing.municipality_id, role)
        withdraw(mine)
        db.session.commit()
        return mine.ref


@pytest.mark.parametrize("path", ["boliger", "innspill/", "innspill/<ref>", "resultat", "merknad/2-1"])
def test_its_place_answers_without_its_words(app: Flask, taken_back: str, path: str) -> None:
    page = Visitor(app).get(HEARING + path.replace("<ref>", taken_back))
    assert page.status == 200
    assert WORDS not in page.text
    assert NAME not in page.text
    if path != "resultat":
        assert "Avsenderen har trukket innspillet" in page.text
        assert "med i saken som før" in page.text
        assert "Vi er enige." in page.text


def test_the_section_keeps_its_count_and_the_result_its_change(app: Flask, taken_back: str) -> None:
    assert "3 merknader til dette avsnittet" in Visitor(app).get(f"{HEARING}boliger").text
    assert "«Tørrtoalett» blir «Tørrtoalett ved kaia»" in Visitor(app).get(f"{HEARING}resultat").text


def test_staff_see_that_and_when_it_was_taken_back(app: Flask, taken_back: str) -> None:
    with app.app_context():
        point = db.session.scalars(db.select(Point.ref).where(Point.number == 2)).one()
    planner, desk = signed_in(app, PLANNER), "/storvik/arbeid/vurdering/boligsosial-plan"
    assert "etter at fristen var ute" in planner.get(f"{desk}/punkt/{point}").text
    assert "Trukket av avsenderen" in planner.get(f"{desk}/").text
    assert "Trukket etter fristen, teller med" in planner.get(f"{desk}/dekning").text
    moderator = signed_in(app, MODERATOR)
    assert "Innspill 2" in moderator.get("/storvik/arbeid/moderering/?vis=trukket").text
    assert "Det er ingenting å bestemme." in moderator.get(f"/storvik/arbeid/moderering/{taken_back}").text


def test_before_the_deadline_it_is_said_that_it_will_not_count(app: Flask) -> None:
    open_hearing(app)
    code = code_on(sent(Visitor(app)))
    page = Visitor(app).get(ASK).form("Vis innspillet").send(code=code).link("Trekk innspillet")
    assert "teller ikke lenger med" in page.text
    assert page.form("Trekk innspillet").send(code=code).status == 200
    assert stored(app)[0].publicity == Publicity.WITHDRAWN


def test_after_the_decision_the_page_explains_and_offers_to_hide_the_name(app: Flask) -> None:
    open_hearing(app, opens_in=-60, days=40)
    code = code_on(sent(Visitor(app), name="Kari Nordmann", email="kari@example.no", show_name="y"))
    with app.app_context(), app.test_request_context():
        statement = db.session.scalars(db.select(Statement)).one()
        statement.sender.email_confirmed_at = clock.now()
        publish(statement, {})
        answer(statement)
        statement.hearing.released_at = clock.now()
        decide(statement.hearing)
        db.session.commit()
    receipt = Visitor(app).get(ASK).form("Vis innspillet").send(code=code)
    page = receipt.link("Trekk innspillet")
    assert "ikke gjøre om det som er vedtatt" in page.text
    hidden = page.form("Bare fjern navnet mitt").send()
    assert "Kari Nordmann" not in Visitor(app).get(f"{HEARING}boliger").text
    assert TEXT in Visitor(app).get(f"{HEARING}boliger").text
    page = hidden.link("Trekk innspillet")
    assert "Bare fjern navnet mitt" not in page.text
    after = page.form("Trekk innspillet").send(code=code)
    assert "etter at fristen var ute" in after.text
    assert "Avgjort av Kommunestyret" in after.text
    assert TEXT not in Visitor(app).get(f"{HEARING}boliger").text


def test_a_wrong_code_leaves_the_explanation_standing(app: Flask) -> None:
    open_hearing(app)
    visitor = Visitor(app)
    sent(visitor)
    page = visitor.get(f"{ASK}/trekk").form("Trekk innspillet").send(code="0000-0000-0000-0000")
    assert page.status == 400
    assert "teller ikke lenger med" in page.text


def close_the_case(app: Flask) -> None:
    with app.app_context(), app.test_request_context():
        hearing = db.session.scalars(db.select(Hearing)).one()
        hearing.released_at = clock.now()
        decide(hearing)
        db.session.commit()


def test_a_decided_case_says_so_and_leads_to_the_result(app: Flask, taken_back: str) -> None:
    for place in ("", "avsender", "se-over"):
        page = Visitor(app).get(ADDRESS + place)
        assert (page.status, page.h1) == (200, "Saken er avgjort")
    assert page.link("Se resultatet").h1.startswith("Resultatet av høringen")


@pytest.mark.parametrize("step", ["write", "sender", "send"])
def test_what_was_typed_when_the_case_was_closed_is_kept_and_shown(app: Flask, step: str) -> None:
    open_hearing(app, opens_in=-60, days=40)
    visitor = Visitor(app)
    if step == "write":
        form, typed = visitor.get(f"{ADDRESS}?avsnitt=boliger").form("Gå videre"), {"avsnitt-boliger": TEXT}
    elif step == "sender":
        form, typed = written(visitor).form("Gå videre"), {"sender_type": "private", "name": "Kari"}
    else:
        form, typed = reviewed(visitor).form("Send innspillet"), {}
    close_the_case(app)
    page = form.send(**typed)
    assert (page.status, page.h1) == (200, "Saken er avgjort")
    assert TEXT in page.text
    assert stored(app) == []
    assert TEXT in visitor.get(ADDRESS).text
    with app.app_context():
        assert TEXT in db.session.scalars(db.select(DraftAnswer)).one().typed.texts.values()


def test_without_cookies_the_text_comes_back_all_the_same(app: Flask) -> None:
    open_hearing(app, opens_in=-60, days=40)
    form = reviewed(Visitor(app)).form("Send innspillet")
    close_the_case(app)
    page = Visitor(app).post(f"{ADDRESS}se-over", data=form.values)
    assert TEXT in page.text


def test_no_remarks_after_typing_asks_and_keeps_the_text(app: Flask) -> None:
    open_hearing(app)
    visitor = Visitor(app)
    page = visitor.get(f"{ADDRESS}?avsnitt=boliger").form("Vi har ingen merknader")
    page = page.send(("gjor", "ingen-merknader"), **{"avsnitt-boliger": "Takk for et godt utkast."})
    assert "Du har skrevet noe. Hva skal vi gjøre med det?" in page.text
    page = page.form("Ingen merknader, legg teksten ved").send(("gjor", "ingen-med-tekst"))
    assert "Teksten dere skrev, blir lagt ved" in page.text
    page = page.form("Gå videre").send(("gjor", "videre"), sender_type="county", organisation="Midtfjord fylkeskommune")
    assert "Takk for et godt utkast." in page.text
    page.form("Send innspillet").send()
    (statement,) = stored(app)
    assert statement.no_remarks
    assert [comment.text for comment in statement.comments] == ["Takk for et godt utkast."]
    with app.app_context():
        assert db.session.scalars(db.select(Point)).all() == []


def test_the_question_may_be_answered_by_sending_the_text_as_a_remark(app: Flask) -> None:
    open_hearing(app)
    page = Visitor(app).get(f"{ADDRESS}?avsnitt=boliger").form("Vi har ingen merknader")
    page = page.send(("gjor", "ingen-merknader"), **{"avsnitt-boliger": TEXT})
    page = page.form("Send teksten som merknad").send(("gjor", "videre"))
    page = page.form("Gå videre").send(("gjor", "videre"), sender_type="county", organisation="Midtfjord fylkeskommune")
    page.form("Send innspillet").send()
    (statement,) = stored(app)
    assert (statement.no_remarks, statement.comments[0].text) == (False, TEXT)


def test_who_only_supports_another_is_a_statement_with_a_point_of_its_own(app: Flask) -> None:
    open_hearing(app)
    visitor = Visitor(app)
    page = visitor.get(ADDRESS).form("Gå videre").send(("gjor", "videre"), supports="Eldrerådet")
    page = page.form("Gå videre").send(("gjor", "videre"), sender_type="council", organisation="Ungdomsrådet")
    assert "Støtter uttalelsen fra Eldrerådet." in page.text
    page.form("Send innspillet").send()
    (statement,) = stored(app)
    assert (statement.sender.supports, statement.comments[0].text) == (
        "Eldrerådet",
        "Støtter uttalelsen fra Eldrerådet.",
    )
    with app.app_context():
        assert len(db.session.scalars(db.select(Point)).all()) == 1


def test_several_senders_and_a_board_are_kept_and_looked_over(app: Flask) -> None:
    open_hearing(app)
    day = (clock.today() - timedelta(days=2)).strftime("%d.%m.%Y")
    page = reviewed(
        Visitor(app),
        sender_type="association",
        organisation="Haugneset vel",
        on_behalf_of="Grendelaget",
        co_senders="Ballklubben\r\n\r\n Pensjonistlaget ",
        signatories="1 214",
        board_decided_on=day,
    )
    for words in ("sammen med Ballklubben, Pensjonistlaget", "1214 underskrifter", "vedtatt av styret", "på vegne av"):
        assert words in page.text.replace("\N{NO-BREAK SPACE}", "")
    page.form("Send innspillet").send()
    (statement,) = stored(app)
    assert (statement.signatories, statement.sender.co_senders) == (1214, "Ballklubben\nPensjonistlaget")
    assert statement.board_decided_on == clock.today() - timedelta(days=2)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("signatories", "mange"), ("signatories", "1"), ("board_decided_on", "i går"), ("board_decided_on", "1.1.2099")],
)
def test_what_cannot_be_is_explained_and_kept(app: Flask, field: str, typed: str) -> None:
    open_hearing(app)
    page = reviewed(Visitor(app), sender_type="association", organisation="Haugneset vel", **{field: typed})
    assert page.h1 == "Hvem er du?"
    assert page.select(f'.ds-error-summary a[href="#{field}"]')
    assert page.form("Gå videre").values[field] == typed


def test_what_was_public_once_answers_with_what_happened(app: Flask) -> None:
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        shown, held = factories.statement(hearing, WORDS), factories.statement(hearing, WORDS)
        never = factories.statement(hearing, WORDS, published=False)
        withdraw(shown)
        withhold(held, ReasonClass.ABUSE, "Bare til deg.")
        withhold(never, ReasonClass.ABUSE)
        refs = (shown.ref, held.ref, never.ref)
        every = db.session.scalars(db.select(Statement)).all()
        with_address = set(db.session.scalars(db.select(Statement).where(Statement.has_address)))
        assert {one for one in every if one.has_address} == with_address == {shown, held}
        db.session.commit()
    pages = [Visitor(app).get(f"{HEARING}innspill/{ref}") for ref in refs]
    assert [page.status for page in pages] == [200, 200, 404]
    assert "Avsenderen har trukket innspillet." in pages[0].text
    assert "bryter reglene for høringen" in pages[1].text
    for page in pages[:2]:
        assert "Det har ikke vært på nettsiden siden" in page.text
        assert WORDS not in page.body
        assert "Kari Innbygger" not in page.body
        assert "Bare til deg." not in page.body
    assert Visitor(app).get(f"{HEARING}merknad/2-1").path.endswith(f"/runde/1/innspill/{refs[1]}#merknad-2-1")


def test_what_is_shown_again_is_shown_again(app: Flask) -> None:
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        held = factories.statement(hearing, WORDS)
        withhold(held, ReasonClass.ABUSE)
        publish(held, {})
        assert held.taken_off_at is None
        db.session.commit()
        ref = held.ref
    assert WORDS in Visitor(app).get(f"{HEARING}innspill/{ref}").text
