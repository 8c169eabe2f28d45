"""The verbs of a hearing: what may be planned, announced, published, extended and moved, and what may not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from app import clock
from app.extensions import db
from app.municipalities.body import ASSEMBLY, EXECUTIVE
from app.partial_date import PartialDate
from consultations.hearings.dates import Dates, DatesRefused, remarks_on
from consultations.hearings.deadline import Severity
from consultations.hearings.hearing import Hearing, Stage, count_unready, newest_round
from consultations.hearings.meeting import Chain, usual_chain
from consultations.hearings.preparation import (
    DraftIsOpen,
    NotReady,
    RoundInProgress,
    announce,
    change_dates,
    extend,
    give_draft,
    move_meetings,
    plan_hearing,
)
from consultations.hearings.timeline import timeline
from consultations.plans.editing import change_plan
from consultations.plans.plan import Plan
from tests import factories

TODAY = date(2026, 11, 2)
OPENS, LAST = date(2026, 11, 9), date(2026, 12, 21)


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with clock.set_to(clock.at_local(TODAY)), app.test_request_context("/"):
        made = factories.plan(factories.municipality().id, summary="Kort.")
        db.session.commit()
        yield made


def dates(**changes: object) -> Dates:
    given = {"opens": OPENS, "last_day": LAST, "decided_by_body": "Formannskapet", "decided_on": date(2026, 10, 27)}
    return Dates(**(given | changes))  # type: ignore[arg-type]


def chain(plan: Plan, executive: date | None, assembly: date | None) -> Chain:
    days = {EXECUTIVE: executive, ASSEMBLY: assembly}
    usual = [one for one in usual_chain(plan.municipality.bodies) if one.is_political]
    return tuple(replace(one, when=PartialDate(day) if (day := days[one.body.kind]) else None) for one in usual)


def announced(plan: Plan, **changes: object) -> Hearing:
    hearing = plan_hearing(plan, dates(**changes), None)
    announce(hearing)
    return hearing


def fields(refused: DatesRefused) -> set[str]:
    return {remark.field for remark in refused.remarks if remark.severity is not Severity.WARN}


def test_a_hearing_goes_from_planned_to_open_by_the_clock(plan: Plan) -> None:
    hearing = plan_hearing(plan, dates(), None)
    assert hearing.stage is Stage.BEING_PREPARED
    announce(hearing)
    give_draft(hearing, factories.version(plan))
    assert hearing.stage is Stage.ANNOUNCED
    with clock.set_to(hearing.opens_at):
        assert hearing.stage is Stage.OPEN
        assert [step.state for step in timeline(hearing)][:4] == ["done", "done", "done", "now"]


@pytest.mark.parametrize(
    ("opens", "last_day", "closes"),
    [
        (date(2027, 1, 11), date(2027, 3, 27), datetime(2027, 3, 27, 23, tzinfo=UTC)),  # the night before summer time
        (date(2027, 1, 11), date(2027, 3, 28), datetime(2027, 3, 28, 22, tzinfo=UTC)),  # the day with 23 hours
        (date(2027, 9, 1), date(2027, 10, 30), datetime(2027, 10, 30, 22, tzinfo=UTC)),
        (date(2027, 9, 1), date(2027, 10, 31), datetime(2027, 10, 31, 23, tzinfo=UTC)),  # the day with 25 hours
        (OPENS, date(2026, 12, 31), datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_the_last_day_counts_whole_on_every_night_of_the_year(
    plan: Plan, opens: date, last_day: date, closes: datetime
) -> None:
    hearing = announced(plan, opens=opens, last_day=last_day)
    give_draft(hearing, factories.version(plan))
    assert hearing.closes_at == closes
    for instant, accepting in ((closes - timedelta(microseconds=1), True), (closes, False)):
        with clock.set_to(instant):
            assert hearing.accepting is accepting
            found = db.session.scalars(db.select(Hearing.id).where(Hearing.accepting)).all()
            assert found == ([hearing.id] if accepting else [])


def test_an_extension_to_a_night_with_another_hour_counts_whole_too(plan: Plan) -> None:
    hearing = announced(plan, opens=date(2027, 1, 11), last_day=date(2027, 3, 1))
    extend(hearing, date(2027, 3, 28), "Vinterferien", None)
    assert hearing.closes_at == datetime(2027, 3, 28, 22, tzinfo=UTC)


def test_too_short_a_period_is_refused_where_the_law_sets_it(plan: Plan) -> None:
    change_plan(plan, plan_type="kommunedelplan")
    with pytest.raises(DatesRefused) as refused:
        plan_hearing(plan, dates(last_day=OPENS + timedelta(days=41), period_reason="Det haster"), None)
    assert fields(refused.value) == {"last_day"}
    assert plan_hearing(plan, dates(last_day=OPENS + timedelta(days=42)), None).round == 1


def test_a_very_short_period_wants_a_reason_elsewhere(plan: Plan) -> None:
    short = OPENS + timedelta(days=10)
    with pytest.raises(DatesRefused):
        plan_hearing(plan, dates(last_day=short, period_reason="  "), None)
    assert plan_hearing(plan, dates(last_day=short, period_reason="Det haster"), None).last_day == short


def test_a_decision_after_the_opening_is_refused(plan: Plan) -> None:
    with pytest.raises(DatesRefused) as refused:
        plan_hearing(plan, dates(decided_on=OPENS + timedelta(days=1)), None)
    assert fields(refused.value) == {"decided_on"}


def test_a_second_round_waits_until_the_first_is_over(plan: Plan) -> None:
    hearing = announced(plan)
    give_draft(hearing, factories.version(plan))
    with pytest.raises(RoundInProgress):
        plan_hearing(plan, dates(), None)
    with clock.set_to(hearing.closes_at):
        later = dates(opens=date(2027, 1, 11), last_day=date(2027, 3, 1))
        assert plan_hearing(plan, later, None).round == 2
        assert newest_round(plan) is not hearing


def test_dates_move_until_the_hearing_is_announced(plan: Plan) -> None:
    hearing = plan_hearing(plan, dates(), None)
    change_dates(hearing, dates(last_day=LAST + timedelta(days=7)))
    announce(hearing)
    with pytest.raises(DatesRefused):
        change_dates(hearing, dates(last_day=LAST + timedelta(days=14)))
    assert hearing.last_day == LAST + timedelta(days=7)


@pytest.mark.parametrize("lacking", ["summary", "contact_name"])
def test_nothing_is_announced_without_what_people_need(plan: Plan, lacking: str) -> None:
    change_plan(plan, **{lacking: ""})
    with pytest.raises(NotReady) as refused:
        announced(plan)
    assert len(refused.value.missing) == 1


def test_nothing_is_announced_without_the_decision(plan: Plan) -> None:
    with pytest.raises(NotReady):
        announced(plan, decided_on=None)


def test_nothing_is_announced_once_its_opening_day_has_passed(plan: Plan) -> None:
    hearing = plan_hearing(plan, dates(), None)
    give_draft(hearing, factories.version(plan))
    with clock.set_to(hearing.opens_at + timedelta(days=1)), pytest.raises(NotReady) as refused:
        announce(hearing)
    assert "Åpningsdagen er allerede passert." in refused.value.missing[0]


def test_nothing_is_announced_when_a_new_plan_type_makes_the_period_too_short(plan: Plan) -> None:
    hearing = plan_hearing(plan, dates(last_day=OPENS + timedelta(days=21)), None)
    change_plan(plan, plan_type="reguleringsplan")
    with pytest.raises(NotReady):
        announce(hearing)


def test_announcing_twice_is_the_same(plan: Plan) -> None:
    hearing = announced(plan)
    first = hearing.ready_at
    with clock.set_to(hearing.opens_at + timedelta(days=3)):
        announce(hearing)
    assert hearing.ready_at == first


def test_a_draft_can_be_exchanged_until_people_can_read_it(plan: Plan) -> None:
    hearing = announced(plan)
    first, second, third = (factories.version(plan, number=number) for number in (1, 2, 3))
    give_draft(hearing, first)
    give_draft(hearing, second)
    with clock.set_to(hearing.opens_at), pytest.raises(DraftIsOpen):
        give_draft(hearing, third)
    assert hearing.version is second


def test_a_draft_of_another_plan_is_refused(plan: Plan) -> None:
    stranger = factories.version(factories.plan(plan.municipality_id, "En annen"))
    with pytest.raises(ValueError, match="its own plan"):
        give_draft(announced(plan), stranger)


def test_a_deadline_moves_later_with_a_reason_that_everybody_sees(plan: Plan) -> None:
    hearing = announced(plan)
    extend(hearing, date(2027, 1, 15), "Juleferien", None)
    (step,) = [step for step in timeline(hearing) if step.was]
    assert (step.state, step.note) == ("changed", "Juleferien")
    assert "21." in step.was
    assert "Juleferien" in plan.status_log[0].text
    assert [(one.from_day, one.to_day) for one in hearing.extensions] == [(LAST, date(2027, 1, 15))]


@pytest.mark.parametrize("last_day", [LAST, LAST - timedelta(days=1), date(1990, 1, 1), date(2099, 1, 1)])
def test_a_deadline_never_moves_earlier_nor_out_of_sight(plan: Plan, last_day: date) -> None:
    hearing = announced(plan)
    with pytest.raises(DatesRefused):
        extend(hearing, last_day, "Grunn", None)
    assert (hearing.last_day, hearing.extensions) == (LAST, [])


def test_a_deadline_is_not_extended_without_a_reason(plan: Plan) -> None:
    with pytest.raises(DatesRefused) as refused:
        extend(announced(plan), LAST + timedelta(days=7), " \n", None)
    assert fields(refused.value) == {"reason"}


def test_a_hearing_that_is_not_announced_is_not_extended(plan: Plan) -> None:
    with pytest.raises(DatesRefused):
        extend(plan_hearing(plan, dates(), None), LAST + timedelta(days=7), "Grunn", None)


@pytest.mark.parametrize("fact", ["assessment_started_at", "released_at", "closed_case_at"])
def test_a_hearing_whose_statements_are_being_answered_is_not_extended(plan: Plan, fact: str) -> None:
    hearing = announced(plan)
    setattr(hearing, fact, clock.now())
    with pytest.raises(DatesRefused):
        extend(hearing, LAST + timedelta(days=7), "Grunn", None)


def test_a_closed_hearing_opens_again_when_its_deadline_is_extended(plan: Plan) -> None:
    hearing = announced(plan)
    give_draft(hearing, factories.version(plan))
    with clock.set_to(hearing.closes_at):
        assert hearing.takes_late
        extend(hearing, LAST + timedelta(days=7), "Nettstedet var nede", None)
        assert hearing.stage is Stage.OPEN


def test_the_meeting_is_moved_before_the_deadline_passes_it(plan: Plan) -> None:
    hearing = announced(plan, chain=chain(plan, date(2027, 1, 12), date(2027, 1, 28)))
    later = date(2027, 1, 20)
    with pytest.raises(DatesRefused) as refused:
        extend(hearing, later, "Juleferien", None)
    assert "Flytt møtet" in str(refused.value)
    move_meetings(hearing, chain(plan, date(2027, 2, 9), date(2027, 2, 25)))
    extend(hearing, later, "Juleferien", None)
    assert hearing.last_day == later


def test_meetings_are_not_moved_before_the_deadline_nor_after_the_decision(plan: Plan) -> None:
    hearing = announced(plan)
    with pytest.raises(DatesRefused):
        move_meetings(hearing, chain(plan, LAST, None))
    hearing.closed_case_at = clock.now()
    with pytest.raises(DatesRefused):
        move_meetings(hearing, chain(plan, None, LAST + timedelta(days=60)))


def test_a_hearing_that_will_not_open_by_itself_is_counted(plan: Plan) -> None:
    hearing = plan_hearing(plan, dates(), None)
    assert count_unready(plan.municipality_id) == 1
    announce(hearing)
    assert count_unready(plan.municipality_id) == 1
    give_draft(hearing, factories.version(plan))
    db.session.flush()
    assert count_unready(plan.municipality_id) == 0


def test_the_gravest_remark_comes_first(plan: Plan) -> None:
    found = remarks_on(plan, dates(last_day=OPENS + timedelta(days=5), chain=chain(plan, OPENS, None)))
    assert [remark.severity for remark in found] == sorted(
        (remark.severity for remark in found), key=lambda severity: list(Severity).index(severity)
    )


@pytest.mark.only("postgres")
def test_two_planners_extending_at_once_never_move_the_deadline_back(app: Flask, plan: Plan) -> None:
    """SQLite has one writer at a time."""
    hearing = announced(plan)
    db.session.commit()
    assert hearing.last_day == LAST
    with app.test_request_context("/"):
        extend(db.session.get_one(Hearing, hearing.id), date(2027, 1, 20), "Først", None)
        db.session.commit()
    with pytest.raises(DatesRefused):
        extend(hearing, date(2027, 1, 10), "Sist", None)
