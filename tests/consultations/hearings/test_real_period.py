"""No sequence of verbs leads to a hearing that people could read for less time than the law gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import count

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from app import clock
from app.extensions import db
from app.municipalities.municipality import Municipality
from consultations.drafts.version import Version
from consultations.hearings.dates import Dates, DatesRefused
from consultations.hearings.hearing import Hearing, earlier_rounds, newest_round
from consultations.hearings.hearing_kind import HearingKind
from consultations.hearings.preparation import (
    DraftIsOpen,
    NotReady,
    RoundInProgress,
    announce,
    change_dates,
    extend,
    give_draft,
    plan_hearing,
)
from consultations.plans.editing import TypeRefused, change_plan
from consultations.plans.plan import Plan
from consultations.plans.plan_type import SIX_WEEKS, PlanType
from tests import factories

TODAY = date(2026, 9, 1)
REFUSALS = (DatesRefused, NotReady, DraftIsOpen, RoundInProgress, TypeRefused)
numbers = count(1)

Step = tuple[str, object]


@pytest.fixture
def home(app: Flask) -> Iterator[Municipality]:
    with clock.set_to(clock.at_local(TODAY)), app.test_request_context("/"):
        yield factories.municipality()


def dated(opens: int, days: int, kind: HearingKind, reason: str, decided: bool) -> Callable[[date], Dates]:
    def of(today: date) -> Dates:
        first = today + timedelta(days=opens)
        on = today - timedelta(days=7) if decided else None
        return Dates(first, first + timedelta(days=days), kind, reason, "Formannskapet", on, "", decided)

    return of


# Weighted by hand: sequences in which everything is refused show nothing.
KINDS = [HearingKind.ORDINARY] * 6 + [HearingKind.LIMITED] * 3 + list(HearingKind)
TYPES = [PlanType.THEME, PlanType.THEME, PlanType.STRATEGY, PlanType.SUB_PLAN, PlanType.ZONING, PlanType.PROGRAMME]

periods = st.builds(
    dated,
    st.sampled_from([0, 0, 1, 1, 2, 7, -1]),
    st.sampled_from([42, 42, 42, 50, 41, 21, 14, 10]),
    st.sampled_from(KINDS),
    st.sampled_from(["Det haster", "Det haster", ""]),
    st.sampled_from([True, True, True, False]),
)

VALUES: dict[str, SearchStrategy[object]] = {
    "plan": periods,
    "change": periods,
    "announce": st.none(),
    "draft": st.integers(0, 1),
    "type": st.sampled_from(TYPES),
    "extend": st.sampled_from([-7, -1, 1, 2, 21]),
    "wait": st.sampled_from([1, 2, 3, 8, 60]),
}
OFTEN = ["wait", "wait", "draft", "draft", "type", *VALUES]


def valued(name: str) -> SearchStrategy[Step]:
    return st.tuples(st.just(name), VALUES[name])


steps = st.sampled_from(OFTEN).flatmap(valued)
# Each begins with a hearing that is announced, where the rules let it be; what follows is what may go wrong with it.
beginnings = st.builds(
    lambda days, kind, more: [("plan", dated(1, days, kind, "Det haster", True)), ("announce", None), *more],
    st.sampled_from([42, 21]),
    st.sampled_from([HearingKind.ORDINARY, HearingKind.ORDINARY, HearingKind.LIMITED]),
    st.sampled_from([[("draft", 0)], [("wait", 3), ("draft", 0)], [("type", PlanType.SUB_PLAN), ("draft", 1)], []]),
)


class Life:
    """A plan to which things happen. A refused verb leaves everything as it was."""

    def __init__(self, home: Municipality, plan_type: PlanType) -> None:
        self.day = TODAY
        self.plan: Plan = factories.plan(home.id, f"Plan {next(numbers)}", plan_type.value, summary="Kort.")
        self.drafts: list[Version] = [factories.version(self.plan, number=number) for number in (1, 2)]

    def happens(self, name: str, value: object) -> None:
        if name == "wait":
            assert isinstance(value, int)
            self.day += timedelta(days=value)
            return
        with clock.set_to(clock.at_local(self.day)), suppress(*REFUSALS), db.session.begin_nested():
            self._do(name, value, newest_round(self.plan))

    def _do(self, name: str, value: object, hearing: Hearing | None) -> None:
        if name == "plan" and callable(value):
            plan_hearing(self.plan, value(self.day), None)
        elif name == "type" and isinstance(value, PlanType):
            change_plan(self.plan, None, "Feil type", plan_type=value.value)
        elif hearing is not None and name == "change" and callable(value):
            change_dates(hearing, value(self.day))
        elif hearing is not None and name == "announce":
            announce(hearing)
        elif hearing is not None and name == "draft" and isinstance(value, int):
            give_draft(hearing, self.drafts[value])
        elif hearing is not None and name == "extend" and isinstance(value, int):
            extend(hearing, hearing.last_day + timedelta(days=value), "Mer tid", None)


@given(st.sampled_from(TYPES), beginnings, st.lists(steps, max_size=8))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_draft_lies_open_as_long_as_the_law_says_whatever_is_done(
    home: Municipality, plan_type: PlanType, beginning: list[Step], told: list[Step]
) -> None:
    life = Life(home, plan_type)
    promised: dict[int, date] = {}
    for name, value in [*beginning, *told, ("wait", 8)]:
        life.happens(name, value)
        with clock.set_to(clock.at_local(life.day)):
            for hearing in earlier_rounds(life.plan):
                _is_lawful(hearing)
                if hearing.is_public:
                    assert hearing.last_day >= promised.get(hearing.round, hearing.last_day)
                    promised[hearing.round] = hearing.last_day


def _is_lawful(hearing: Hearing) -> None:
    """Counted here from the facts themselves: the last of opening, announcement and draft, on a Norwegian calendar."""
    if not hearing.draft_is_public:
        return
    assert hearing.ready_at
    assert hearing.draft_given_at
    out = max(clock.local(at).date() for at in (hearing.opens_at, hearing.ready_at, hearing.draft_given_at))
    days = (hearing.last_day - out).days
    assert days >= 0
    if not hearing.plan.type.rules.statutory:
        return
    if hearing.kind == HearingKind.LIMITED:
        assert any(one.kind == HearingKind.ORDINARY for one in earlier_rounds(hearing.plan, hearing.round))
    else:
        assert days >= SIX_WEEKS


def announced(home: Municipality, plan_type: PlanType = PlanType.SUB_PLAN, **changes: object) -> Hearing:
    life = Life(home, plan_type)
    values = dated(7, 42, HearingKind.ORDINARY, "", True)(TODAY)
    hearing = plan_hearing(life.plan, values, None)
    announce(hearing)
    return hearing


def test_a_draft_that_comes_late_needs_a_later_deadline_first(home: Municipality) -> None:
    hearing = announced(home)
    draft = factories.version(hearing.plan, number=9)
    with clock.set_to(hearing.opens_at + timedelta(days=3)):
        with pytest.raises(DatesRefused) as refused:
            give_draft(hearing, draft)
        assert "Forleng fristen" in str(refused.value)
        assert hearing.version is None
        extend(hearing, hearing.last_day + timedelta(days=3), "Utkastet kom sent", None)
        give_draft(hearing, draft)
        assert (hearing.last_day - hearing.first_day).days == SIX_WEEKS
        assert hearing.first_day == clock.today()


def test_a_draft_on_the_opening_day_is_in_time(home: Municipality) -> None:
    hearing = announced(home)
    with clock.set_to(hearing.opens_at + timedelta(hours=23)):
        give_draft(hearing, factories.version(hearing.plan, number=9))
        assert hearing.accepting


def test_where_the_law_sets_no_weeks_the_draft_lies_open_as_long_as_was_announced(home: Municipality) -> None:
    life = Life(home, PlanType.THEME)
    hearing = plan_hearing(life.plan, dated(7, 10, HearingKind.ORDINARY, "Det haster", True)(TODAY), None)
    announce(hearing)
    with clock.set_to(hearing.opens_at + timedelta(days=1)):
        with pytest.raises(DatesRefused):
            give_draft(hearing, life.drafts[0])
        extend(hearing, hearing.last_day + timedelta(days=1), "Utkastet kom sent", None)
        give_draft(hearing, life.drafts[0])
        assert (hearing.last_day - hearing.first_day).days == 10


def test_another_plan_type_is_checked_against_what_is_announced(home: Municipality) -> None:
    life = Life(home, PlanType.THEME)
    hearing = plan_hearing(life.plan, dated(7, 21, HearingKind.ORDINARY, "", True)(TODAY), None)
    change_plan(life.plan, plan_type="annet")  # nobody knows of it yet
    announce(hearing)
    with pytest.raises(TypeRefused) as refused:
        change_plan(life.plan, None, "Feil type", plan_type="kommunedelplan")
    assert "Runde 1 er kunngjort" in refused.value.reasons[0]
    assert life.plan.type is PlanType.OTHER
    extend(hearing, hearing.last_day + timedelta(days=21), "Ny plantype", None)
    change_plan(life.plan, None, "Feil type", plan_type="kommunedelplan")
    assert life.plan.type is PlanType.SUB_PLAN


@pytest.mark.parametrize("kind", [HearingKind.LIMITED, HearingKind.ADDITIONAL, HearingKind.NEW])
def test_a_round_that_follows_another_comes_after_an_ordinary_one(home: Municipality, kind: HearingKind) -> None:
    hearing = announced(home)
    give_draft(hearing, factories.version(hearing.plan, number=9))
    fresh = Life(home, PlanType.SUB_PLAN).plan
    later = hearing.closes_at + timedelta(days=1)
    with clock.set_to(later):
        values = dated(7, 42, kind, "Bare naboene er berørt", True)(clock.today())
        with pytest.raises(DatesRefused) as refused:
            plan_hearing(fresh, values, None)
        assert {remark.field for remark in refused.value.remarks} == {"kind"}
        assert plan_hearing(hearing.plan, values, None).round == 2


def test_a_limited_round_may_be_short_with_a_reason_after_an_ordinary_one(home: Municipality) -> None:
    hearing = announced(home)
    give_draft(hearing, factories.version(hearing.plan, number=9))
    with clock.set_to(hearing.closes_at + timedelta(days=1)):
        short = dated(7, 21, HearingKind.LIMITED, "Bare naboene er berørt", True)(clock.today())
        assert plan_hearing(hearing.plan, short, None).kind == HearingKind.LIMITED


def test_a_round_that_never_had_its_draft_is_no_hearing_to_follow(home: Municipality) -> None:
    hearing = announced(home)
    with clock.set_to(hearing.closes_at + timedelta(days=1)), pytest.raises((DatesRefused, RoundInProgress)):
        plan_hearing(hearing.plan, dated(7, 42, HearingKind.LIMITED, "x", True)(clock.today()), None)


def test_inspection_before_a_decision_is_for_the_plans_that_have_it(home: Municipality) -> None:
    values = dated(7, 42, HearingKind.BEFORE_DECISION, "", True)(TODAY)
    with pytest.raises(DatesRefused):
        plan_hearing(Life(home, PlanType.THEME).plan, values, None)
    assert plan_hearing(Life(home, PlanType.STRATEGY).plan, values, None).round == 1


def test_no_decision_to_hear_is_needed_where_the_law_asks_for_none(home: Municipality) -> None:
    values = dated(7, 42, HearingKind.ORDINARY, "", False)(TODAY)
    theme = plan_hearing(Life(home, PlanType.THEME).plan, values, None)
    announce(theme)
    assert theme.is_public
    with pytest.raises(DatesRefused) as refused:
        plan_hearing(Life(home, PlanType.ZONING).plan, values, None)
    assert {remark.field for remark in refused.value.remarks} == {"no_decision"}
    with pytest.raises(TypeRefused):
        change_plan(theme.plan, None, "Feil type", plan_type="reguleringsplan")
