"""Removals: rows beside the remark, from which alone the public text is made."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from consultations.points.quote import public_quote
from consultations.statements.publication import hide_name, publish, unlike_their_removals, withdraw, withhold
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Passage, Removal, counts_by_decision, distinct, passages_of, without
from consultations.statements.statement import Statement
from tests import factories

pytestmark = pytest.mark.usefixtures("database")

TEXT = "Naboen Per Ås er en tulling. Ring 22 22 55 55."
NAME, ABUSE, PHONE = Passage(7, 13), Passage(20, 27, ReasonClass.ABUSE), Passage(34, 45)


def received(text: str = TEXT, **facts: str) -> Statement:
    hearing = factories.hearing(factories.plan(factories.municipality().id))
    return factories.statement(hearing, text, published=False, **facts)


def in_force(statement: Statement) -> list[Passage]:
    return passages_of([statement.comments[0].id]).get(statement.comments[0].id, [])


def test_publishing_writes_a_row_a_passage_with_its_reason(app: Flask) -> None:
    with app.app_context():
        statement = received()
        publish(statement, {statement.comments[0].id: [PHONE, ABUSE, NAME]})
        assert in_force(statement) == [NAME, ABUSE, PHONE]
        assert statement.comments[0].public_text == "Naboen ▮ er en ▰. Ring ▮."
        assert statement.removal_reasons == [ReasonClass.PERSONAL_DATA, ReasonClass.ABUSE]


def test_what_was_removed_before_is_history_and_what_is_removed_now_is_in_force(app: Flask) -> None:
    with app.app_context():
        statement = received()
        key = statement.comments[0].id
        publish(statement, {key: [NAME, PHONE]})
        publish(statement, {key: [PHONE]})
        assert (in_force(statement), statement.comments[0].public_text) == (
            [PHONE],
            "Naboen Per Ås er en tulling. Ring ▮.",
        )
        publish(statement, {})
        assert (in_force(statement), statement.comments[0].public_text) == ([], TEXT)
        counted = counts_by_decision([statement.id])
        assert [counted.get((statement.id, version), {}) for version in (1, 2, 3)] == [
            {ReasonClass.PERSONAL_DATA: 2},
            {ReasonClass.PERSONAL_DATA: 1},
            {},
        ]


@pytest.mark.parametrize("take_off", [withdraw, lambda one: withhold(one, ReasonClass.ABUSE)])
def test_off_the_web_the_rows_stay_and_the_public_text_goes(app: Flask, take_off: object) -> None:
    with app.app_context():
        statement = received()
        publish(statement, {statement.comments[0].id: [NAME]})
        assert callable(take_off)
        take_off(statement)
        assert (in_force(statement), statement.comments[0].public_text) == ([NAME], None)
        assert statement.removal_reasons == []


def test_a_name_is_shown_without_what_was_removed_from_it_whatever_comes_after(app: Flask) -> None:
    with app.app_context():
        statement = received(sender_type="association", organisation="Velet v/ Ola 22 22 55 55")
        publish(statement, {"organisation": [Passage(13, 24)]})
        assert statement.public_name == "Velet v/ Ola […]"
        hide_name(statement)
        assert statement.public_name == "Velet v/ Ola […]"


@pytest.mark.parametrize("wrong", [{"organisation": [Passage(0, 99)]}, {0: [NAME]}, {"": [NAME]}])
def test_a_removal_from_nowhere_is_refused_and_nothing_is_written(app: Flask, wrong: dict[int | str, object]) -> None:
    with app.app_context():
        statement = received()
        with pytest.raises(ValueError):
            publish(statement, wrong)  # type: ignore[arg-type]
        assert statement.comments[0].public_text is None
        assert db.session.scalar(db.select(db.func.count()).select_from(Removal)) == 0


@pytest.mark.parametrize("change", [{"reason_class": "tull"}, {"field": "name"}, {"end_at": 7}, {"start_at": -1}])
def test_the_database_takes_no_row_that_means_nothing(app: Flask, change: dict[str, object]) -> None:
    with app.app_context():
        statement = received()
        publish(statement, {statement.comments[0].id: [NAME]})
        with pytest.raises(IntegrityError):
            db.session.execute(db.update(Removal).values(**change))


def test_a_public_text_that_is_not_what_its_removals_leave_is_found(app: Flask) -> None:
    with app.app_context():
        right, wrong = received(), factories.statement(db.session.scalars(db.select(factories.Hearing)).one(), TEXT)
        publish(right, {right.comments[0].id: [NAME]})
        publish(wrong, {wrong.comments[0].id: [NAME]})
        assert list(unlike_their_removals()) == []
        wrong.comments[0].public_text = TEXT
        assert list(unlike_their_removals()) == [wrong.ref]


def test_tens_of_thousands_of_removals_are_written_read_and_quoted(app: Flask) -> None:
    numbers, gap = 22_000, 3
    text = "12," * numbers
    with app.app_context():
        statement = received(text)
        key = statement.comments[0].id
        publish(statement, {key: [Passage(at, at + 2) for at in range(0, len(text), gap)]})
        removed = in_force(statement)
        assert len(removed) == numbers
        assert statement.comments[0].public_text == "▮," * numbers
        assert public_quote("▮," * numbers, removed, gap * 21_000, gap * 21_003) == "▮,▮,▮,"


def test_time_grows_with_the_number_of_removals() -> None:
    def spent(amount: int) -> float:
        text, passages = "12," * amount, [Passage(at, at + 2) for at in reversed(range(0, 3 * amount, 3))]
        start = time.process_time()
        without(text, passages)
        distinct(passages)
        return time.process_time() - start

    few, many = (min(spent(amount) for _ in range(3)) for amount in (10_000, 80_000))
    assert many < 40 * few  # quadratic would be 64 times
