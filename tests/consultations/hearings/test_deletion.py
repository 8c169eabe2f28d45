"""What nobody outside knows of can be deleted, with its files; what is published cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from app import clock, tasks
from app.audit import AuditEvent
from app.extensions import db
from app.storage import StoredFile, read, store
from consultations.drafts.draft_import import import_draft
from consultations.drafts.section import Section
from consultations.drafts.version import Published, Version, delete_version
from consultations.hearings.dates import Dates
from consultations.hearings.deletion import StillPublic, delete_hearing, delete_plan
from consultations.hearings.hearing import Hearing
from consultations.hearings.meeting import Meeting, usual_chain
from consultations.hearings.preparation import announce, give_draft, plan_hearing
from consultations.plans.plan import Plan, StatusEntry, add_status
from tests import factories
from tests.pages import Visitor

TODAY = date(2026, 11, 2)
PLAN = "/storvik/arbeid/planer/boligsosial-plan/"


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with clock.set_to(clock.at_local(TODAY)), app.test_request_context("/"):
        made = factories.plan(factories.municipality().id, summary="Kort.")
        db.session.commit()
        yield made


def prepared(plan: Plan) -> Hearing:
    chain = usual_chain(plan.municipality.bodies)
    return plan_hearing(plan, Dates(date(2026, 11, 9), date(2026, 12, 21), decision_needed=False, chain=chain), None)


def rows(*models: type) -> list[int]:
    return [db.session.scalar(db.select(db.func.count()).select_from(model)) or 0 for model in models]


def actions() -> list[str]:
    return list(db.session.scalars(db.select(AuditEvent.action).order_by(AuditEvent.number)))


def test_a_draft_goes_with_its_sections_and_its_file(plan: Plan) -> None:
    version = import_draft(plan, b"# En\n\nTekst\n\n# To\n\nMer", "plan.md")
    file = version.source
    delete_version(version)
    db.session.commit()
    tasks.run_due()
    assert rows(Version, Section, StoredFile) == [0, 0, 0]
    with pytest.raises(FileNotFoundError):
        read(file)
    assert actions()[-1] == "draft.deleted"


def test_bytes_that_another_file_has_stay(plan: Plan) -> None:
    version = import_draft(plan, b"# En\n\nTekst", "plan.md")
    twin = store(b"# En\n\nTekst", "samme.md", "text/markdown", plan.municipality_id)
    delete_version(version)
    db.session.commit()
    tasks.run_due()
    assert read(twin) == b"# En\n\nTekst"


def test_bytes_stay_when_the_deletion_is_taken_back(plan: Plan) -> None:
    version = import_draft(plan, b"# En\n\nTekst", "plan.md")
    db.session.commit()
    file = version.source
    delete_version(version)
    db.session.rollback()
    tasks.run_due()
    assert read(file) == b"# En\n\nTekst"


def test_a_published_draft_stays(plan: Plan) -> None:
    version = factories.version(plan)
    with pytest.raises(Published):
        delete_version(version)


def test_a_hearing_that_is_being_prepared_goes_and_its_draft_can_be_corrected_again(plan: Plan) -> None:
    hearing, version = prepared(plan), import_draft(plan, b"# En\n\nTekst", "plan.md")
    give_draft(hearing, version)
    delete_hearing(hearing)
    assert rows(Hearing, Meeting) == [0, 0]
    assert not version.published
    delete_version(version)
    assert prepared(plan).round == 1


def test_a_draft_that_was_exchanged_before_anybody_read_it_can_be_deleted(plan: Plan) -> None:
    hearing = prepared(plan)
    first, second = (import_draft(plan, f"# En\n\nTekst {n}".encode(), "plan.md") for n in (1, 2))
    give_draft(hearing, first)
    give_draft(hearing, second)
    assert (first.published, second.published) == (False, True)
    delete_version(first)


def test_a_draft_that_was_read_in_an_earlier_round_stays(plan: Plan) -> None:
    version = factories.version(plan)
    factories.hearing(plan, version, opens_in=-60)
    again = plan_hearing(plan, Dates(date(2026, 11, 9), date(2026, 12, 21), decision_needed=False), None)
    give_draft(again, version)
    delete_hearing(again)
    assert version.published


def test_an_announced_hearing_stays(plan: Plan) -> None:
    hearing = prepared(plan)
    announce(hearing)
    with pytest.raises(StillPublic):
        delete_hearing(hearing)
    with pytest.raises(StillPublic):
        delete_plan(plan)


def test_a_plan_goes_with_everything_that_was_prepared_for_it(plan: Plan) -> None:
    give_draft(prepared(plan), import_draft(plan, b"# En\n\nTekst", "plan.md"))
    import_draft(plan, b"# En\n\nAnnen tekst", "plan.md")
    add_status(plan, TODAY, "Bestilt")
    delete_plan(plan)
    db.session.commit()
    assert rows(Plan, Version, Hearing, Meeting, Section, StatusEntry, StoredFile) == [0] * 7
    assert actions()[-1] == "plan.deleted"


@pytest.fixture
def planner(app: Flask) -> Iterator[Visitor]:
    with clock.set_to(clock.at_local(TODAY)):
        with app.test_request_context("/"):
            made = factories.plan(factories.municipality().id, summary="Kort.")
            factories.user(made.municipality_id, "planner")
            import_draft(made, b"# En\n\nTekst", "plan.md")
            prepared(made)
            db.session.commit()
        visitor = Visitor(app)
        visitor.sign_in("planner@example.no")
        yield visitor


@pytest.mark.parametrize(
    ("page", "link", "button"),
    [
        ("", "Slett planen", "Slett planen"),
        ("", "Slett høringen", "Slett høringen"),
        ("utkast/1/", "Slett utkastet", "Slett utkastet"),
    ],
)
def test_a_planner_deletes_after_reading_what_goes(planner: Visitor, page: str, link: str, button: str) -> None:
    asked = planner.get(PLAN + page).link(link)
    assert "Det kan ikke gjøres om." in asked.text
    done = asked.form(button).send()
    assert "er slettet." in done.text
    assert planner.get(asked.path).status == 404


def test_what_is_published_is_refused_kindly(app: Flask, planner: Visitor) -> None:
    token = planner.get(PLAN).form("Logg ut").values["csrf_token"]
    planner.get(f"{PLAN}utkast/1/publiser").form("Publiser utkastet").send()
    planner.get(PLAN).form("Kunngjør høringen").send()
    assert "Slett" not in planner.get(PLAN).text
    for address in ("slett", "horing/1/slett", "utkast/1/slett"):
        assert "Kan ikke slettes" in planner.get(PLAN + address).text
        assert planner.post(PLAN + address, {"csrf_token": token}).status == 409
    with app.app_context():
        assert rows(Plan, Hearing, Version) == [1, 1, 1]
