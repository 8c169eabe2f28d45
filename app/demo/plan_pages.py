"""The demo's plan pages: written from their facts, a plan that no hearing has yet, files, and an adopted plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

from xlsxwriter import Workbook

from app import clock
from app.accounts.user import User
from app.demo.assessments import plan_facts, status_log
from app.demo.event import Event, at
from app.demo.figure import VALUES, elderly_png
from app.demo.municipalities import Home
from app.demo.script import groups
from app.partial_date import PartialDate, Precision, period_start
from consultations.plans.adoption import AdoptionFacts, adopt
from consultations.plans.attached_file import read_attachment
from consultations.plans.attachment import attach
from consultations.plans.editing import create_plan
from consultations.plans.phase import PhaseState, PlannedPhase, set_phases
from consultations.plans.plan import Plan, add_status
from consultations.plans.plan_type import PlanType
from consultations.plans.public_page import show

FACTS = {
    "summary": "formål",
    "purpose": "hva vi skal oppnå",
    "background": "bakgrunn",
    "target_group": "målgruppe",
    "actions": "hva vi skal gjøre",
    "involved": "involverte",
    "timing": "når",
    "can_influence": "dette kan du påvirke",
    "is_fixed": "dette ligger fast",
    "legal_basis": "hjemmel",
    "unit": "enhet",
    "case_number": "saksnummer",
    "predecessor_name": "avløser",
}


def write_plan(home: Home, name: str, title: str, planner: User) -> Plan:
    """A plan with the facts that `content/planer.txt` has under this name."""
    facts = plan_facts(name)
    contact = home.person(facts["kontakt"])
    start, _, end = facts["periode"].partition("–")
    return create_plan(
        home.municipality,
        title,
        PlanType(facts["plantype"]),
        planner,
        period_from=int(start),
        period_to=int(end),
        contact_name=contact.name,
        contact_phone=contact.phone,
        contact_email=contact.email,
        **{heading: facts.get(label, "") for heading, label in FACTS.items()},
    )


def being_prepared(home: Home) -> Iterator[Event]:
    """A plan that is worked on: people can read about it, and no hearing is set."""
    planner, started = home.first("planner"), clock.today() - timedelta(days=75)
    yield Event(at(started, 10), planner, home.language, lambda: _begin(home, planner))


def attach_numbers(plan: Plan, by: User) -> None:
    """What the open plan builds on, as a figure and as numbers."""
    attach(plan, read_attachment(elderly_png(), "eldre-2026-2037.png"), "Figur: innbyggere over 80 år", by)
    attach(plan, read_attachment(_numbers(), "eldre-2026-2037.xlsx"), "Tallene bak figuren", by)


def adopt_plan(plan: Plan, day: date, case: str, by: User) -> None:
    """What the assembly decided, on the plan's page."""
    body = plan.municipality.body("assembly")
    assert body is not None
    adopt(plan, AdoptionFacts(day, body.name, case, valid_from=day), by)


def _begin(home: Home, planner: User) -> None:
    plan = write_plan(home, "klima", "Klima- og energiplan for Almesund", planner)
    phases = (line.split("|") for line in groups("forlop.txt")["klima faser"])
    set_phases(plan, [PlannedPhase(title, _season(int(ahead)), PhaseState(state)) for title, ahead, state in phases])
    for text in status_log("klima"):
        add_status(plan, clock.today(), text)
    show(plan)


def _season(ahead: int) -> PartialDate:
    """The season that today lies in, or one that follows it."""
    some_day = clock.today() + timedelta(days=91 * ahead)
    return PartialDate(period_start(some_day, Precision.SEASON), Precision.SEASON)


def _numbers() -> bytes:
    data = BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("80 år og eldre")
        sheet.write_row(0, 0, ("År", "Innbyggere som er 80 år eller eldre"), book.add_format({"bold": True}))
        for row, values in enumerate(VALUES, 1):
            sheet.write_row(row, 0, values)
        sheet.set_column(1, 1, 36)
    return data.getvalue()
