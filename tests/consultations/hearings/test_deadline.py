"""The period of a hearing: long enough, well placed, moved only later."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.hearings.deadline import (
    DateRemark,
    Severity,
    check_extension,
    check_period,
    may_save,
    suggest_last_day,
)
from consultations.hearings.hearing_kind import HearingKind
from consultations.hearings.public_holiday import closed_because
from consultations.plans.plan_type import PlanType

TODAY = date(2026, 9, 1)
OPENS = date(2026, 9, 7)  # a Monday in autumn, far from holidays
STATUTORY = [plan_type for plan_type in PlanType if plan_type.rules.statutory]
ORDINARY = "ordinary"


def check(plan_type: PlanType, days: int, kind: str = ORDINARY, reason: str | None = None) -> tuple[DateRemark, ...]:
    return check_period(plan_type, OPENS, OPENS + timedelta(days=days), kind, reason, TODAY)


def severities(remarks: tuple[DateRemark, ...]) -> list[Severity]:
    return [remark.severity for remark in remarks]


@pytest.mark.parametrize("plan_type", STATUTORY)
def test_six_weeks_counted_from_the_day_after_opening_are_enough(plan_type: PlanType) -> None:
    assert check(plan_type, 42) == ()


@pytest.mark.parametrize("plan_type", STATUTORY)
def test_a_day_less_than_six_weeks_is_refused_whatever_the_reason(plan_type: PlanType) -> None:
    remark, *_ = check(plan_type, 41, reason="Det haster.")
    assert remark.severity is Severity.REFUSE
    assert "mandag 19." in remark.message
    assert not may_save((remark,))


def test_a_limited_round_may_be_shorter_with_a_reason() -> None:
    assert severities(check(PlanType.LAND_USE, 28, HearingKind.LIMITED)) == [Severity.NEEDS_REASON]
    assert severities(check(PlanType.LAND_USE, 28, HearingKind.LIMITED, "Bare naboene er berørt.")) == [Severity.WARN]


def test_a_short_hearing_of_a_theme_plan_is_warned_about() -> None:
    remarks = check(PlanType.THEME, 16)
    assert severities(remarks) == [Severity.WARN]
    assert may_save(remarks)


def test_a_very_short_hearing_of_a_theme_plan_takes_a_reason() -> None:
    assert severities(check(PlanType.THEME, 8)) == [Severity.NEEDS_REASON]
    assert severities(check(PlanType.THEME, 8, reason="  ")) == [Severity.NEEDS_REASON]
    assert may_save(check(PlanType.THEME, 8, reason="Statsforvalteren ba om svar."))


def test_a_budget_lies_open_for_two_weeks() -> None:
    assert check(PlanType.BUDGET, 14) == ()
    assert severities(check(PlanType.BUDGET, 11)) == [Severity.NEEDS_REASON]


def test_a_last_day_in_the_weekend_suggests_monday() -> None:
    (remark,) = check(PlanType.THEME, 47)
    assert remark.severity is Severity.WARN
    assert "en lørdag" in remark.message
    assert "mandag 26." in remark.message


def test_a_period_over_christmas_asks_for_a_week_more() -> None:
    opens = date(2026, 11, 23)
    (remark,) = check_period(PlanType.SOCIETY, opens, date(2027, 1, 5), ORDINARY, None, TODAY)
    assert remark.severity is Severity.WARN
    assert "jul" in remark.message
    assert "mandag 11." in remark.message
    assert check_period(PlanType.SOCIETY, opens, date(2027, 1, 11), ORDINARY, None, TODAY) == ()


def test_dates_in_the_past_or_the_wrong_order_are_refused() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert [r.field for r in check_period(PlanType.THEME, yesterday, OPENS, ORDINARY, None, TODAY)] == ["opens"]
    assert severities(check(PlanType.THEME, -1)) == [Severity.REFUSE]


def test_a_period_of_more_than_a_year_is_doubted() -> None:
    assert Severity.WARN in severities(check(PlanType.THEME, 366 + 1))
    assert severities(check_period(PlanType.THEME, OPENS, date(2206, 1, 2), ORDINARY, None, TODAY)) == [Severity.REFUSE]


@given(st.sampled_from(PlanType), st.dates(), st.dates())
def test_any_two_dates_get_an_answer(plan_type: PlanType, opens: date, last_day: date) -> None:
    assert all(remark.message for remark in check_period(plan_type, opens, last_day, ORDINARY, None, TODAY))


@given(st.sampled_from(PlanType), st.dates(TODAY, date(2035, 1, 1)))
def test_what_we_suggest_we_have_nothing_to_say_against(plan_type: PlanType, opens: date) -> None:
    last_day, reasons = suggest_last_day(plan_type, opens)
    assert closed_because(last_day) is None
    assert reasons
    assert check_period(plan_type, opens, last_day, ORDINARY, None, TODAY) == ()


def test_the_suggestion_adds_the_summer_and_says_so() -> None:
    last_day, reasons = suggest_last_day(PlanType.LAND_USE, date(2027, 6, 14))
    assert last_day == date(2027, 8, 16)
    assert [reason for reason in reasons if "sommeren" in reason]


def test_the_suggestion_steps_over_a_holiday_and_names_it() -> None:
    last_day, reasons = suggest_last_day(PlanType.THEME, date(2027, 4, 5))
    assert last_day == date(2027, 5, 18)
    assert "andre pinsedag" in reasons[-1]


def test_a_suggestion_for_an_impossible_year_is_refused() -> None:
    with pytest.raises(ValueError, match="year"):
        suggest_last_day(PlanType.THEME, date(9999, 12, 31))


def test_a_published_last_day_moves_only_later() -> None:
    old = date(2026, 12, 15)
    assert may_save(check_extension(old, date(2026, 12, 16), TODAY))
    assert not may_save(check_extension(old, old, TODAY))
    assert not may_save(check_extension(old, date(2026, 12, 14), TODAY))
    assert "tirsdag 15." in check_extension(old, date(2026, 12, 14), TODAY)[0].message


def test_a_last_day_is_not_moved_to_a_day_that_is_over() -> None:
    assert not may_save(check_extension(date(2026, 8, 1), date(2026, 8, 31), TODAY))
    assert may_save(check_extension(date(2026, 8, 1), TODAY, TODAY))


def test_an_extension_to_a_sunday_is_warned_about() -> None:
    assert severities(check_extension(date(2026, 12, 15), date(2026, 12, 20), TODAY)) == [Severity.WARN]
