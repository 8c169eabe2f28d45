"""Points, coverage, release and the answers that others show."""

from datetime import timedelta

import pytest
from flask import Flask

from app import clock
from app.accounts import PLANNER
from app.extensions import db
from consultations.assessment.answer import released_answers
from consultations.assessment.coverage import coverage
from consultations.assessment.release import NotCovered, release, start_assessment
from consultations.hearings.hearing import Hearing
from consultations.points.point import Point, create_points, letters
from consultations.reports.reading import reading
from tests import factories


def closed_hearing() -> Hearing:
    home = factories.municipality()
    factories.user(home.id, PLANNER)
    return factories.hearing(factories.plan(home.id), opens_in=-50, days=40)


def test_a_statement_has_one_point_a_remark_however_often_it_is_asked_for(app: Flask) -> None:
    with app.app_context():
        made = factories.statement(closed_hearing(), "Første", "Andre", sections=("boliger",))
        create_points(made)
        points = list(db.session.scalars(db.select(Point).order_by(Point.id)))
        assert [point.cited_as for point in points] == ["1-1", "1-2"]
        assert [point.section_key for point in points] == ["boliger", None]


def test_nothing_is_released_while_a_statement_lacks_an_answer(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        made = factories.statement(hearing, received_at=hearing.opens_at)
        start_assessment(hearing)
        assert coverage(hearing).unanswered_numbers == (1,)
        with pytest.raises(NotCovered):
            release(hearing)
        release(hearing, "Formannskapet vil ha saken nå.")
        assert released_answers(hearing, [made.comments[0].id]) == {}
        assert [row.number for row in reading(hearing, clock.now()).rows()] == ["1-1"]


def test_a_cut_off_leaves_out_what_came_later(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        factories.statement(hearing, received_at=hearing.opens_at)
        factories.statement(hearing, received_at=clock.now(), late=True)
        assert coverage(hearing, hearing.closes_at - timedelta(seconds=1)).statements == 1
        assert coverage(hearing).late_undecided == 1


def test_parts_are_lettered_like_an_alphabet() -> None:
    assert [letters(n) for n in (1, 2, 26, 27, 52, 53)] == ["a", "b", "z", "aa", "az", "ba"]
