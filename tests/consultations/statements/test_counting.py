"""What is kept of counts is what counting would say, whatever happens to statements, points and answers."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from flask import Flask

from app import clock
from app.extensions import db
from consultations.assessment.answering import AnswerContent, answer, answer_all, content_of, reuse, rewrite, take_away
from consultations.assessment.coverage import coverage
from consultations.assessment.late import decide_late
from consultations.assessment.release import start_assessment
from consultations.hearings.hearing import Hearing
from consultations.points import splitting
from consultations.points.assessment import Assessment
from consultations.points.placing import give_theme, give_theme_to_all, place
from consultations.points.point import Point
from consultations.points.point_counts import point_counts
from consultations.points.point_list import Filter, find_points
from consultations.points.theme import find_or_create, themes
from consultations.points.use import count_all_answered, miscounted_answers
from consultations.reports.reading import count_rows, reading
from consultations.statements import counting
from consultations.statements.publication import publish, withdraw, withhold
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Passage
from consultations.statements.statement import Statement
from consultations.statements.statement_counts import arrivals, counts_by_section, statement_counts
from tests import factories

TEXT = "Vi trenger boliger. Vi trenger dem nå. Ring Kari."
SECTIONS = ("innledning", "boliger", None)
VERDICTS = ("noted", "outside", "acknowledged", None)


class Work:
    """Everything that people can do to one hearing, chosen by chance."""

    def __init__(self, hearing: Hearing, seed: int) -> None:
        self.hearing, self.random = hearing, Random(seed)

    def receive(self) -> None:
        late = self.random.random() < 0.3
        when = self.hearing.closes_at if late else self.hearing.opens_at
        sections = tuple(self.random.choices(SECTIONS, k=2))
        published = self.random.random() < 0.5
        factories.statement(
            self.hearing, TEXT, TEXT, sections=sections, published=published, late=late, received_at=when
        )

    def publish(self) -> None:
        statement = self.statement()
        if not statement.is_withdrawn:
            publish(statement, {statement.comments[0].id: self.random.choice(([], [Passage(0, 4)]))})

    def withhold(self) -> None:
        statement = self.statement()
        if not statement.is_withdrawn:
            withhold(statement, self.random.choice(list(ReasonClass)))

    def withdraw(self) -> None:
        """Before the deadline, as far as the statement knows, or after it."""
        statement, closes = self.statement(), self.hearing.closes_at
        if self.random.random() < 0.5:
            self.hearing.closes_at = clock.now().replace(year=clock.now().year + 1)
        withdraw(statement)
        self.hearing.closes_at = closes

    def decide_late(self) -> None:
        statement = self.statement()
        if statement.late:
            decide_late(self.hearing, statement, self.random.random() < 0.5, "Kom på e-post.", statement.late_counts)

    def split(self) -> None:
        point = self.point()
        if cuts := [piece.start for piece in splitting.pieces(point)[1:]]:
            splitting.split(self.hearing, point, cuts[:1], point.version)

    def join(self) -> None:
        point = self.point()
        splitting.join(self.hearing, point, point.version)

    def place(self) -> None:
        theme = self.random.choice([*themes(self.hearing), None])
        place(self.hearing, self.point(), section_key=self.random.choice(SECTIONS), theme=theme, summary="Kort sagt")

    def give_theme(self) -> None:
        theme, point = find_or_create(self.hearing, self.random.choice("ABC")), self.point()
        if self.random.random() < 0.2:
            give_theme_to_all(self.hearing, Point.section_key == "boliger", theme)
        else:
            give_theme(self.hearing, [point], theme, {point.ref: point.version})

    def answer(self) -> None:
        points = [self.point(), self.point()]
        content = AnswerContent("Vi ser på det.", self.random.choice(VERDICTS))
        if self.random.random() < 0.2:
            answer_all(self.hearing, Point.section_key.is_(None), content)
        else:
            answer(self.hearing, list({one.id: one for one in points}.values()), content, self.versions(*points))

    def reuse(self) -> None:
        if known := self.answers():
            point = self.point()
            reuse(self.hearing, [point], self.random.choice(known), self.versions(point))

    def rewrite(self) -> None:
        if known := self.answers():
            one = self.random.choice(known)
            text = content_of(one).text + "!"
            rewrite(self.hearing, one, AnswerContent(text, self.random.choice(VERDICTS)), one.version)

    def take_away(self) -> None:
        point = self.point()
        take_away(self.hearing, point, self.versions(point))

    def count(self) -> None:
        db.session.commit()
        counting.count_all()

    def statement(self) -> Statement:
        query = db.select(Statement).order_by(Statement.id)
        return self.random.choice(list(db.session.scalars(query.execution_options(populate_existing=True))))

    def point(self) -> Point:
        query = db.select(Point).order_by(Point.id)
        return self.random.choice(list(db.session.scalars(query.execution_options(populate_existing=True))))

    def answers(self) -> list[Assessment]:
        return list(db.session.scalars(db.select(Assessment).order_by(Assessment.id)))

    def versions(self, *points: Point) -> dict[str, int]:
        return {point.ref: point.version for point in points}


VERBS: tuple[Callable[[Work], None], ...] = (
    Work.receive,
    Work.publish,
    Work.withhold,
    Work.withdraw,
    Work.decide_late,
    Work.split,
    Work.join,
    Work.place,
    Work.give_theme,
    Work.answer,
    Work.reuse,
    Work.rewrite,
    Work.take_away,
    Work.count,
)


def _told(hearing: Hearing) -> dict[str, Any]:
    """All that pages read from the counts."""
    counted = coverage(hearing)
    return {
        "statements": sorted(map(repr, statement_counts([hearing.id]))),
        "points": sorted(map(repr, point_counts([hearing.id]))),
        "sections": counts_by_section(hearing),
        "arrivals": arrivals(hearing),
        "rows": count_rows(hearing),
        "coverage": {name: getattr(counted, name) for name in type(counted).__slots__ if name != "cut_off"},
        "tabs": find_points(hearing, Filter(), themes(hearing)).counts,
    }


@pytest.mark.parametrize("seed", range(3))
def test_whatever_people_do_the_counts_are_those_of_the_rows(app: Flask, seed: int) -> None:
    with app.test_request_context("/"):
        hearing = factories.hearing(factories.plan(factories.municipality().id), opens_in=-50, days=40)
        start_assessment(hearing)
        work = Work(hearing, seed)
        for _step in range(6):
            work.receive()
        for _step in range(60):
            verb = work.random.choice(VERBS)
            verb(work)
            db.session.commit()
            assert list(counting.miscounted()) == [], verb.__name__
            assert list(miscounted_answers()) == [], verb.__name__
        work.count()
        kept = _told(hearing)
        everything = clock.now().replace(year=clock.now().year + 1)
        assert coverage(hearing, everything).points == coverage(hearing).points
        assert kept["rows"] == len(list(reading(hearing).rows()))
        counting.take_out(db.true())
        db.session.commit()
        assert _told(hearing) == kept  # counted live, every one of them
        counting.count_anew()
        assert _told(hearing) == kept


def test_a_wrong_count_is_found_and_mended(app: Flask) -> None:
    with app.test_request_context("/"):
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        statement = factories.statement(hearing, "En", sections=("boliger",))
        db.session.commit()
        assert counting.count_all() == 1
        db.session.execute(db.update(Statement).values(publicity="waiting"))
        assert set(counting.miscounted()) == {f"hearing {hearing.id}: statements", f"hearing {hearing.id}: points"}
        db.session.add(Assessment(hearing_id=hearing.id, ref="a" * 12, points=7, **_now()))
        db.session.flush()
        assert list(miscounted_answers()) == ["a" * 12]
        counting.count_anew()
        count_all_answered()
        assert not [*counting.miscounted(), *miscounted_answers()]
        assert statement.number == 1


def test_the_worker_counts_only_when_many_wait_and_puts_rows_together(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "UNCOUNTED", 3)
    monkeypatch.setattr(counting, "AT_A_TIME", 2)
    monkeypatch.setattr(counting, "LOOSE", 0)
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        for _one in range(3):
            factories.statement(hearing, "Likt", sections=("boliger",))
        db.session.commit()
        assert counting.count_waiting() == 0
        for _one in range(3):
            factories.statement(hearing, "Likt", sections=("boliger",))
        db.session.commit()
        assert counting.count_waiting() == 6
        kept = db.session.scalars(db.select(counting.KeptCount).where(counting.KeptCount.tally == "remarks")).all()
        assert [(row.key, row.n) for row in kept] == [("boliger", 6)]
        assert counts_by_section(hearing) == {"boliger": 6}


def _now() -> dict[str, Any]:
    return {"created_at": clock.now(), "updated_at": clock.now()}
