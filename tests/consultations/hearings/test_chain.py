"""The bodies of a case: the right order, the right part for each, time to answer and to assess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.municipalities.body import ASSEMBLY, COMMITTEE, COUNCIL, EXECUTIVE, Body
from app.partial_date import PartialDate, read_partial_date
from consultations.hearings.chain import check_chain
from consultations.hearings.deadline import Severity
from consultations.hearings.meeting import BodyRole, Chain, PlannedMeeting, usual_chain, usual_part
from consultations.plans.plan_type import PlanType

OPENS, LAST_DAY = date(2021, 11, 29), date(2021, 12, 15)
ELDERS = Body(id=1, kind=COUNCIL, name="Eldrerådet")
PLANNING = Body(id=2, kind=COMMITTEE, name="Planutvalget")
BOARD = Body(id=3, kind=EXECUTIVE, name="Formannskapet")
HERAD = Body(id=4, kind=ASSEMBLY, name="Heradsstyret")


def meets(body: Body, when: date | str | None, part: BodyRole | None = None) -> PlannedMeeting:
    day = PartialDate(when) if isinstance(when, date) else read_partial_date(when or "")
    return PlannedMeeting(body, part or usual_part(body), day)


GOOD = (
    meets(ELDERS, date(2022, 1, 12)),
    meets(PLANNING, date(2022, 1, 19)),
    meets(BOARD, date(2022, 1, 26)),
    meets(HERAD, date(2022, 2, 9)),
)


def said(chain: Chain, plan_type: PlanType = PlanType.THEME) -> list[tuple[Severity, str]]:
    return [(remark.severity, remark.field) for remark in check_chain(plan_type, OPENS, LAST_DAY, chain)]


def with_date(at: int, when: date | str) -> Chain:
    return tuple(meets(one.body, when) if at == n else one for n, one in enumerate(GOOD))


def test_a_good_order_gets_no_remark() -> None:
    assert said(GOOD) == []
    assert said(()) == []
    assert said(tuple(replace(one, when=None) for one in GOOD)) == []


def test_no_body_treats_the_case_before_the_hearing_is_over() -> None:
    assert (Severity.REFUSE, "chain-1-when") in said(with_date(1, LAST_DAY))


def test_a_council_may_meet_before_the_deadline() -> None:
    assert said(with_date(0, date(2021, 12, 1))) == []


def test_less_than_two_weeks_for_the_assessment_is_warned_about() -> None:
    assert said((meets(BOARD, date(2021, 12, 28)),)) == [(Severity.WARN, "chain-0-when")]
    assert said((meets(BOARD, date(2021, 12, 29)),)) == []


def test_bodies_meet_in_the_order_of_the_chain_by_their_own_names() -> None:
    chain = with_date(3, date(2022, 1, 20))
    (remark,) = check_chain(PlanType.THEME, OPENS, LAST_DAY, chain)
    assert (remark.severity, remark.field) == (Severity.REFUSE, "chain-3-when")
    assert "Heradsstyret" in remark.message
    assert "Formannskapet" in remark.message


def test_two_bodies_on_one_day_are_fine() -> None:
    assert said(with_date(3, date(2022, 1, 26))) == []


def test_councils_that_meet_after_the_case_was_treated_are_warned_about() -> None:
    assert said(with_date(0, date(2022, 2, 1))) == [(Severity.WARN, "chain-0-when")]


def test_the_body_that_decides_is_the_last_and_the_only_one() -> None:
    decides = meets(PLANNING, date(2022, 1, 19), BodyRole.DECIDING)
    assert said((decides, GOOD[2])) == [(Severity.REFUSE, "chain-1-part")]
    assert said((decides, GOOD[3])) == [(Severity.REFUSE, "chain-1-part")]
    assert said((GOOD[2], decides)) == [(Severity.REFUSE, "chain-1-when")]  # in the right order, but too early
    assert said((decides,)) == []


def test_a_committee_decides_only_where_the_law_leaves_it_to_the_municipality() -> None:
    decides = (meets(PLANNING, date(2022, 1, 19), BodyRole.DECIDING),)
    assert said(decides, PlanType.THEME) == []
    assert said(decides, PlanType.ZONING) == []  # minor plans, § 12-12
    assert said(decides, PlanType.SOCIETY) == [(Severity.REFUSE, "chain-0-part")]


def test_a_council_gives_advice_and_no_more() -> None:
    assert said((meets(ELDERS, date(2022, 1, 12), BodyRole.RECOMMENDING),)) == [(Severity.REFUSE, "chain-0-part")]


def test_a_body_stands_once() -> None:
    assert (Severity.REFUSE, "chain-1-body") in said((GOOD[2], GOOD[2]))


@pytest.mark.parametrize("when", ["uke 50 2021", "november 2021", "høsten 2021"])
def test_a_period_that_ends_before_the_hearing_is_refused(when: str) -> None:
    expected = (Severity.REFUSE, "chain-0-when") if when != "uke 50 2021" else (Severity.WARN, "chain-0-when")
    assert said((meets(BOARD, when),)) == [expected]


def test_a_period_is_refused_only_where_no_day_of_it_would_do() -> None:
    assert said((meets(BOARD, "januar 2022"), meets(HERAD, "vinteren 2021/2022"))) == []
    assert said((meets(BOARD, "mars 2022"), meets(HERAD, "februar 2022"))) == [(Severity.REFUSE, "chain-1-when")]


def test_a_budget_lies_open_two_weeks_before_the_assembly_decides() -> None:
    last_day = date(2021, 12, 8)
    early, late = ((meets(HERAD, day),) for day in (date(2021, 12, 10), date(2021, 12, 22)))
    remarks = check_chain(PlanType.BUDGET, OPENS, last_day, early)
    assert [remark.severity for remark in remarks] == [Severity.WARN, Severity.REFUSE]
    assert check_chain(PlanType.BUDGET, OPENS, last_day, late) == ()


def test_the_usual_chain_leaves_committees_to_be_chosen() -> None:
    chain = usual_chain([HERAD, BOARD, PLANNING, ELDERS])
    assert [(one.body, one.part) for one in chain] == [
        (ELDERS, BodyRole.CONSULTED),
        (BOARD, BodyRole.RECOMMENDING),
        (HERAD, BodyRole.DECIDING),
    ]
