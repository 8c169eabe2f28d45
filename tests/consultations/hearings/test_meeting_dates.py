"""The political meetings after a hearing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from consultations.hearings.deadline import Severity
from consultations.hearings.meeting_dates import MeetingDates, check_meetings
from consultations.plans.plan_type import PlanType

OPENS, LAST_DAY = date(2021, 11, 29), date(2021, 12, 15)
GOOD = MeetingDates(councils_on=date(2022, 1, 12), executive_on=date(2022, 1, 26), assembly_on=date(2022, 2, 9))


def said(meetings: MeetingDates, plan_type: PlanType = PlanType.THEME) -> list[tuple[Severity, str]]:
    return [(remark.severity, remark.field) for remark in check_meetings(plan_type, OPENS, LAST_DAY, meetings)]


def test_a_good_order_gets_no_remark() -> None:
    assert said(GOOD) == []
    assert said(MeetingDates()) == []


def test_a_body_cannot_decide_before_the_hearing_is_over() -> None:
    assert said(replace(GOOD, executive_on=LAST_DAY, councils_on=None)) == [(Severity.REFUSE, "executive_on")]


def test_less_than_two_weeks_for_the_assessment_is_warned_about() -> None:
    meetings = replace(GOOD, executive_on=date(2021, 12, 28), councils_on=None)
    assert said(meetings) == [(Severity.WARN, "executive_on")]
    assert said(replace(meetings, executive_on=date(2021, 12, 29))) == []


def test_the_assembly_comes_after_the_executive_by_their_own_names() -> None:
    meetings = replace(GOOD, assembly_on=date(2022, 1, 20), executive="formannskapet", assembly="heradsstyret")
    (remark,) = check_meetings(PlanType.THEME, OPENS, LAST_DAY, meetings)
    assert (remark.severity, remark.field) == (Severity.REFUSE, "assembly_on")
    assert "heradsstyret" in remark.message


def test_both_bodies_on_one_day_are_fine() -> None:
    assert said(replace(GOOD, assembly_on=GOOD.executive_on)) == []


def test_councils_that_meet_after_the_decision_are_warned_about() -> None:
    assert said(replace(GOOD, councils_on=date(2022, 2, 1))) == [(Severity.WARN, "councils_on")]


def test_a_budget_lies_open_two_weeks_before_the_assembly_decides() -> None:
    meetings = MeetingDates(assembly_on=date(2021, 12, 10))
    remarks = check_meetings(PlanType.BUDGET, OPENS, date(2021, 12, 8), meetings)
    assert [remark.severity for remark in remarks] == [Severity.WARN, Severity.REFUSE]
    assert check_meetings(PlanType.BUDGET, OPENS, date(2021, 12, 8), MeetingDates(assembly_on=date(2021, 12, 22))) == ()
