"""The verbs of a plan: its address never changes, nobody overwrites another, nothing but its headings can be set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from app.audit import AuditEvent, verify
from app.extensions import db
from app.municipalities.municipality import Municipality
from app.rows import ChangedMeanwhile
from consultations.plans.editing import change_plan, create_plan
from consultations.plans.plan import Plan, add_status, find_plan, plans_of, same_plan
from consultations.plans.plan_type import PlanType
from tests import factories


@pytest.fixture
def home(app: Flask) -> Iterator[Municipality]:
    with app.test_request_context("/"):
        made = factories.municipality()
        db.session.commit()
        yield made


def made(home: Municipality, title: str = "Boligsosial plan", kind: PlanType = PlanType.THEME, **headings: str) -> Plan:
    return create_plan(home, title, kind, None, **headings)


def test_a_plan_gets_its_key_from_its_title_and_keeps_it(home: Municipality) -> None:
    plan = made(home, "Plan for øyer & ål 2027–2032")
    assert plan.key == "plan-for-oyer-al-2027-2032"
    change_plan(plan, title="Noe annet")
    assert find_plan(home.id, "plan-for-oyer-al-2027-2032") is plan


def test_two_plans_with_one_title_have_different_keys(home: Municipality) -> None:
    assert [made(home).key for _ in range(3)] == ["boligsosial-plan", "boligsosial-plan-2", "boligsosial-plan-3"]


def test_a_plan_called_ny_does_not_hide_behind_the_page_for_new_plans(home: Municipality) -> None:
    assert made(home, "Ny").key == "ny-2"


@pytest.mark.parametrize("title", ["???", "中文", "—"])
def test_a_title_without_letters_still_gives_a_key(home: Municipality, title: str) -> None:
    assert made(home, title).key == "plan"


def test_the_legal_basis_comes_from_the_plan_type(home: Municipality) -> None:
    assert made(home, kind=PlanType.ZONING).legal_basis == "Plan- og bygningsloven § 12-10"
    assert made(home, kind=PlanType.ZONING, legal_basis="Vår egen").legal_basis == "Vår egen"


def test_an_untouched_legal_basis_follows_a_new_plan_type(home: Municipality) -> None:
    plan = made(home)
    change_plan(plan, plan_type="reguleringsplan")
    assert plan.legal_basis == "Plan- og bygningsloven § 12-10"


def test_a_legal_basis_of_her_own_stays_when_the_plan_type_changes(home: Municipality) -> None:
    plan = made(home, legal_basis="Vår egen")
    change_plan(plan, plan_type="reguleringsplan", legal_basis="Vår egen")
    assert plan.legal_basis == "Vår egen"


def test_what_is_no_heading_cannot_be_set(home: Municipality) -> None:
    plan = made(home)
    with pytest.raises(TypeError):
        change_plan(plan, municipality_id=99)
    with pytest.raises(TypeError):
        create_plan(home, "En til", PlanType.THEME, None, key="min-egen")


def test_a_change_on_top_of_what_one_has_not_seen_is_refused(home: Municipality) -> None:
    plan = made(home)
    seen = plan.mark
    change_plan(plan, seen, purpose="Først")
    with pytest.raises(ChangedMeanwhile):
        change_plan(plan, seen, purpose="Sist")
    change_plan(plan, plan.mark, purpose="Sist")
    assert plan.purpose == "Sist"


def test_the_audit_names_the_changed_headings_and_not_their_text(home: Municipality) -> None:
    change_plan(made(home), purpose="Hemmelig ordlyd", title="Boligsosial plan")
    event = db.session.scalars(db.select(AuditEvent).where(AuditEvent.action == "plan.changed")).one()
    assert event.data == {"fields": ["purpose"]}
    assert list(verify(home.id)) == []


def test_a_change_makes_the_public_pages_anew(home: Municipality) -> None:
    plan = made(home)
    before = home.revision
    change_plan(plan, purpose="Nytt")
    add_status(plan, date(2026, 11, 1), "Vedtatt")
    db.session.commit()
    db.session.refresh(home)
    assert home.revision == before + 2


def test_the_status_log_has_the_newest_day_first_and_the_newest_line_first(home: Municipality) -> None:
    plan = made(home)
    for day, text in ((2, "to"), (1, "en"), (2, "to igjen")):
        add_status(plan, date(2026, 11, day), text)
    assert [line.text for line in plan.status_log] == ["to igjen", "to", "en"]


def test_plans_are_listed_by_the_norwegian_alphabet(home: Municipality) -> None:
    for title in ("Ådalen", "Zoo", "Ærfugl", "Øyer", "Arkiv"):
        made(home, title)
    assert [plan.title for plan in plans_of(home.id)] == ["Arkiv", "Zoo", "Ærfugl", "Øyer", "Ådalen"]


def test_a_plan_of_another_period_is_not_the_same_plan(home: Municipality) -> None:
    create_plan(home, "Klimaplan", PlanType.THEME, None, period_from=2020)
    assert same_plan(home.id, "Klimaplan", 2020)
    assert same_plan(home.id, "Klimaplan", 2026) is None
