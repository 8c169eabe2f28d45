"""The demo's plans on their way to a hearing: written, imported from Word, planned and announced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from app.accounts.user import User
from app.demo import plan_document
from app.demo.assessments import status_log
from app.demo.calendar import Timetable
from app.demo.event import Event, at
from app.demo.manuscript import manuscript
from app.demo.municipalities import Home
from app.demo.plan_pages import attach_numbers, write_plan
from app.municipalities.body import ASSEMBLY, COMMITTEE, COUNCIL, EXECUTIVE, Body
from app.partial_date import PartialDate, Precision, period_start
from consultations.drafts.correction import correct_section
from consultations.drafts.draft_import import import_draft
from consultations.hearings.dates import Dates
from consultations.hearings.hearing import Hearing
from consultations.hearings.hearing_kind import HearingKind
from consultations.hearings.meeting import Chain, PlannedMeeting, usual_part
from consultations.hearings.preparation import announce, give_draft, plan_hearing
from consultations.plans.plan import Plan, add_status

FIRST = "-1"  # ends the name of an earlier round


@dataclass(eq=False)
class Story:
    """A round of a plan. `told` are the days of the lines of its status log; the first line begins it."""

    name: str
    home: Home
    times: Timetable
    told: Sequence[date]
    closed_sections: frozenset[str] = frozenset()
    committees: frozenset[str] = frozenset()  # that this case goes through
    by_and_large: bool = False  # the meetings are too far ahead to be known to the day
    earlier: Story | None = None  # the round before this one
    plan: Plan = field(init=False)
    hearing: Hearing = field(init=False)

    @cached_property
    def planner(self) -> User:
        return self.home.first("planner")

    @property
    def moderator(self) -> User:
        return self.home.first("moderator")

    @cached_property
    def keys(self) -> dict[str, str]:
        """Keys of the sections by their numbers; "" is the whole plan."""
        assert self.hearing.version is not None
        return {"": ""} | {section.number: section.key for section in self.hearing.version.sections}

    def event(self, day: date, hour: int, act: object, minute: int = 0, by: User | None = None) -> Event:
        """Something that a member of staff does (the planner, where nobody is named)."""
        assert callable(act)
        return Event(at(day, hour, minute), by or self.planner, self.home.language, act)

    def preparation(self) -> Iterator[Event]:
        """From the order to write a plan, or a new draft of it, to the announcement of its hearing."""
        yield self.event(self.told[0], 9, self._go_on if self.earlier else self._create)
        for day, text in zip(self.told, status_log(self.name), strict=True):
            yield self.event(day, 13, lambda day=day, text=text: add_status(self.plan, day, text))
        yield self.event(self.times.decided, 14, self._plan_hearing)
        yield self.event(self.times.announced, 10, self._announce)

    def _create(self) -> None:
        name = self.name.removesuffix(FIRST)
        self.plan = write_plan(self.home, name, _title(name), self.planner)

    def _go_on(self) -> None:
        assert self.earlier is not None
        self.plan = self.earlier.plan

    def _plan_hearing(self) -> None:
        executive = self.home.municipality.body("executive")
        dates = Dates(
            self.times.opens,
            self.times.last_day,
            kind=HearingKind.NEW if self.earlier else HearingKind.ORDINARY,
            decided_by_body=executive.name if executive else "",
            decided_on=self.times.decided,
            decided_case=self.case_number(self.times.decided),
            chain=chain(self.home.municipality.bodies, self.times, self.committees, self.by_and_large),
        )
        self.hearing = plan_hearing(self.plan, dates, self.planner)

    def _announce(self) -> None:
        version = import_draft(self.plan, *_draft(self.name))
        for section in version.sections:
            if section.number in self.closed_sections:
                correct_section(section, section.title, open_for_comment=False)
        give_draft(self.hearing, version)
        if self.name == "boligsosial":
            attach_numbers(self.plan, self.planner)
        announce(self.hearing)

    def case_number(self, day: date) -> str:
        """A number as bodies give their cases, growing through the year."""
        return f"PS {day.timetuple().tm_yday // 3 + 1}/{day:%y}"


def chain(bodies: Sequence[Body], times: Timetable, committees: frozenset[str], by_and_large: bool = False) -> Chain:
    """The bodies of the municipality in the order they meet, each with its day or about when it meets."""
    days = {
        COUNCIL: times.councils,
        COMMITTEE: times.councils + timedelta(days=2),
        EXECUTIVE: times.executive,
        ASSEMBLY: times.assembly,
    }
    about = {COUNCIL: Precision.WEEK, EXECUTIVE: Precision.MONTH, ASSEMBLY: Precision.SEASON} if by_and_large else {}
    return tuple(
        PlannedMeeting(body, usual_part(body), PartialDate(period_start(days[body.kind], precision), precision))
        for body in sorted(bodies, key=lambda body: list(days).index(body.kind))
        if body.kind != COMMITTEE or body.name in committees
        for precision in [about.get(body.kind, Precision.DAY)]
    )


def days_before(day: date, *counts: int) -> list[date]:
    return [day - timedelta(days=count) for count in counts]


def days_after(day: date, *counts: int) -> list[date]:
    return [day + timedelta(days=count) for count in counts]


def _title(name: str) -> str:
    return "Kulturminneplan for Skarvedal" if name == "kulturminne" else manuscript(name).facts["Tittel"]


def _draft(name: str) -> tuple[bytes, str]:
    """The file that a planner uploads, and its name."""
    match name:
        case "kulturminne" | "kulturminne-1":
            return plan_document.markdown(name).encode(), "kulturminneplan.md"
        case "boligsosial" | "skole" | "trafikk" | "friluft":
            return plan_document.build(name), f"{name}-plan-horingsutkast.docx"
    raise ValueError(name)
