"""What each plan type asks of its hearing."""

from __future__ import annotations

import pytest

from consultations.plans.plan_type import SIX_WEEKS, PlanType

OBJECTION = {PlanType.LAND_USE, PlanType.SUB_PLAN_LAND_USE, PlanType.ZONING}
SET_BY_THE_PLANNING_ACT = OBJECTION | {PlanType.SOCIETY, PlanType.SUB_PLAN, PlanType.PROGRAMME}


@pytest.mark.parametrize("plan_type", PlanType)
def test_every_plan_type_has_rules_a_name_and_a_legal_basis(plan_type: PlanType) -> None:
    assert str(plan_type.label)
    assert str(plan_type.rules.legal_basis)
    assert 0 < plan_type.rules.minimum_days <= plan_type.rules.advised_days


@pytest.mark.parametrize("plan_type", PlanType)
def test_six_weeks_are_law_for_the_plans_of_the_planning_act_alone(plan_type: PlanType) -> None:
    assert plan_type.rules.statutory == (plan_type in SET_BY_THE_PLANNING_ACT)
    if plan_type.rules.statutory:
        assert plan_type.rules.minimum_days == SIX_WEEKS


def test_only_plans_with_land_use_meet_objections_and_only_zoning_plans_appeals() -> None:
    assert {plan_type for plan_type in PlanType if plan_type.rules.objection_allowed} == OBJECTION
    assert {plan_type for plan_type in PlanType if plan_type.rules.appeal_allowed} == {PlanType.ZONING}
    assert {plan_type for plan_type in PlanType if plan_type.rules.notify_owners} == {PlanType.ZONING}


def test_names_in_the_database_stay_as_they_are() -> None:
    assert [str(plan_type) for plan_type in PlanType] == [
        "samfunnsdel",
        "arealdel",
        "kommunedelplan",
        "kommunedelplan_areal",
        "planprogram",
        "planstrategi",
        "reguleringsplan",
        "temaplan",
        "forskrift",
        "budsjett",
        "annet",
    ]
