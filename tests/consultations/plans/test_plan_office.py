"""The planner's pages of a plan, as she meets them."""

from __future__ import annotations

import pytest
from flask import Flask

from app.extensions import db
from consultations.plans.plan import Plan
from tests import factories
from tests.pages import Page, Visitor

PLANS = "/storvik/arbeid/planer/"
FACTS = {
    "title": "Boligsosial plan",
    "plan_type": "temaplan",
    "language": "nn",
    "period_from": "2027",
    "period_to": "2032",
    "case_number": "2026/1234",
    "summary": "Kort og godt.",
    "purpose": "Færre skal miste boligen.",
    "background": "Bakgrunnen.",
    "target_group": "De som trenger det.",
    "actions": "Bygge.",
    "involved": "Arbeidsgruppa.",
    "can_influence": "Rekkefølgen.",
    "is_fixed": "Rammen.",
    "legal_basis": "Boligsosialloven",
    "unit": "Helse og velferd",
    "contact_name": "Ida Planlegger",
    "contact_phone": "22 00 00 00",
    "contact_email": "ida@example.no",
}


@pytest.fixture
def planner(app: Flask) -> Visitor:
    with app.app_context():
        home = factories.municipality()
        for role in ("planner", "moderator", "reader"):
            factories.user(home.id, role)
        factories.user(factories.municipality("Granvik kommune").id, "planner", email="nabo@example.no")
        db.session.commit()
    return signed_in(app, "planner@example.no")


def signed_in(app: Flask, email: str) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(email)
    return visitor


def create(planner: Visitor, **changes: str) -> Page:
    return planner.get(f"{PLANS}ny").form("Opprett").send(**(FACTS | changes))


def stored(app: Flask) -> list[Plan]:
    with app.app_context():
        return list(db.session.scalars(db.select(Plan).order_by(Plan.id)))


def test_a_planner_creates_a_plan_with_all_its_facts(app: Flask, planner: Visitor) -> None:
    page = create(planner)
    assert page.h1 == "Boligsosial plan"
    assert "Planen er opprettet." in page.text
    (plan,) = stored(app)
    assert {name: str(getattr(plan, name)) for name in FACTS} == FACTS


def test_title_and_plan_type_are_enough(app: Flask, planner: Visitor) -> None:
    page = planner.get(f"{PLANS}ny").form("Opprett").send(title="  Klima-\tplan ", plan_type="kommunedelplan")
    assert page.status == 200
    (plan,) = stored(app)
    assert (plan.title, plan.language) == ("Klima- plan", "nb")
    assert plan.legal_basis == "Plan- og bygningsloven § 11-14"


def test_a_refused_form_gives_back_everything_that_was_typed(app: Flask, planner: Visitor) -> None:
    page = create(planner, title="", period_to="2020", contact_phone="ring meg", contact_email="ida", plan_type="")
    assert page.status == 400
    for message in ("Gi planen en tittel.", "Siste år er før første år.", "bare tall", "hel e-postadresse", "plantype"):
        assert message in page.text
    again = page.form("Opprett").values
    assert {name: again[name] for name in ("purpose", "period_to", "contact_phone", "contact_email", "language")} == {
        "purpose": FACTS["purpose"],
        "period_to": "2020",
        "contact_phone": "ring meg",
        "contact_email": "ida",
        "language": "nn",
    }
    assert stored(app) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 201),
        ("title", " \t "),
        ("plan_type", "rollespill"),
        ("language", "xx"),
        ("period_from", "neste år"),
        ("period_from", "99999999999999999999"),
        ("period_from", "-1"),
        ("case_number", "x" * 31),
        ("summary", "x" * 601),
        ("purpose", "x" * 20_001),
        ("contact_email", "a@b"),
        ("contact_phone", "<script>"),
    ],
)
def test_a_bad_value_gets_a_message_at_its_field(app: Flask, planner: Visitor, field: str, value: str) -> None:
    page = create(planner, **{field: value})
    assert page.status == 400
    assert page.select(f"#{field}-feil")
    assert stored(app) == []


def test_hostile_text_is_shown_as_it_was_typed(app: Flask, planner: Visitor) -> None:
    page = create(planner, title="<script>alert(1)</script>{{7*7}}", purpose="a\x00b\x07<b>\r\nc")
    assert page.h1 == "<script>alert(1)</script>{{7*7}}"
    (plan,) = stored(app)
    assert plan.purpose == "ab<b>\nc"
    assert planner.get(f"{PLANS}{plan.key}/rediger").status == 200


def test_a_national_id_cannot_stand_on_the_plan_page(app: Flask, planner: Visitor) -> None:
    page = create(planner, background="Saken gjelder 155076 00333 og andre.")  # synthetic: the month is 40 too high
    assert page.status == 400
    assert "fødselsnummer" in page.text
    assert stored(app) == []


def test_pressing_twice_makes_one_plan(app: Flask, planner: Visitor) -> None:
    create(planner)
    page = create(planner)
    assert page.status == 409
    assert page.link("Se planen som finnes").h1 == "Boligsosial plan"
    assert len(stored(app)) == 1


def test_forged_fields_change_nothing(app: Flask, planner: Visitor) -> None:
    create(planner, key="min-egen", municipality_id="2", created_by_id="7", id="99")
    (plan,) = stored(app)
    assert (plan.key, plan.municipality_id) == ("boligsosial-plan", 1)


def test_the_headings_can_be_rewritten(app: Flask, planner: Visitor) -> None:
    create(planner)
    page = planner.get(f"{PLANS}boligsosial-plan/rediger").form("Lagre").send(purpose="Noe nytt")
    assert "Endringene er lagret." in page.text
    assert stored(app)[0].purpose == "Noe nytt"


def test_two_planners_never_overwrite_each_other_unknowingly(app: Flask, planner: Visitor) -> None:
    create(planner)
    mine, hers = (planner.get(f"{PLANS}boligsosial-plan/rediger").form("Lagre") for _ in range(2))
    mine.send(purpose="Mitt", unit="Plan")
    page = hers.send(purpose="Hennes")
    assert page.status == 409
    assert "Noen andre lagret mens du skrev" in page.text
    assert "Mitt" in page.text
    assert page.form("Lagre").values["purpose"] == "Hennes"
    assert stored(app)[0].purpose == "Mitt"
    assert page.form("Lagre").send().status == 200
    assert stored(app)[0].purpose == "Hennes"


def test_a_line_is_added_to_the_status_log(app: Flask, planner: Visitor) -> None:
    create(planner)
    page = planner.get(f"{PLANS}boligsosial-plan/status").form("Legg til").send(on_date="1.11.2026", text="Vedtatt.")
    assert "1. november 2026 Vedtatt." in page.text.replace("\xa0", " ")


@pytest.mark.parametrize(("day", "text"), [("", "x"), ("31.2.2026", "x"), ("1.1.1066", "x"), ("2026-11-01", "  ")])
def test_a_bad_status_line_comes_back_as_typed(planner: Visitor, day: str, text: str) -> None:
    create(planner)
    page = planner.get(f"{PLANS}boligsosial-plan/status").form("Legg til").send(on_date=day, text=text)
    assert page.status == 400
    assert page.form("Legg til").values["on_date"] == day


def test_others_see_plans_but_do_not_write_them(app: Flask, planner: Visitor) -> None:
    create(planner)
    for role in ("moderator", "reader"):
        visitor = signed_in(app, f"{role}@example.no")
        page = visitor.get(f"{PLANS}boligsosial-plan/")
        assert page.status == 200
        assert "Rediger plansiden" not in page.text
        assert "Ny plan" not in visitor.get(PLANS).text
        for address in ("ny", "boligsosial-plan/rediger", "boligsosial-plan/status"):
            assert visitor.get(f"{PLANS}{address}").status == 403


def test_another_municipalitys_planner_finds_nothing(app: Flask, planner: Visitor) -> None:
    create(planner)
    visitor = signed_in(app, "nabo@example.no")
    for address in ("", "ny", "boligsosial-plan/", "boligsosial-plan/rediger", "boligsosial-plan/forhandsvisning/"):
        assert visitor.get(f"{PLANS}{address}").status == 404
    assert visitor.get("/granvik/arbeid/planer/boligsosial-plan/").status == 404
    assert visitor.get("/granvik/arbeid/planer/").status == 200


def test_a_plan_that_is_none_is_not_found(planner: Visitor) -> None:
    for address in ("finnes-ikke/", "finnes-ikke/rediger", "finnes-ikke/horing/ny", "finnes-ikke/utkast/nytt", "%00/"):
        assert planner.get(f"{PLANS}{address}").status == 404


def test_the_list_says_what_each_plan_lacks(app: Flask, planner: Visitor) -> None:
    planner.get(f"{PLANS}ny").form("Opprett").send(title="Klimaplan", plan_type="kommunedelplan")
    with app.app_context():
        factories.hearing(factories.plan(1, "Skolebruksplan"), statements_received=37)
        db.session.commit()
    page = planner.get(PLANS)
    rows = [" ".join(row.text_content().split()) for row in page.select("tbody tr")]
    assert rows[0].startswith("Skolebruksplan")
    assert "37" in rows[0]
    assert "En kort omtale av planen" in rows[1]
    assert "Datoene for høringen" in rows[1]
