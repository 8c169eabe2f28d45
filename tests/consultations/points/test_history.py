"""Nothing that was written or given as an answer is lost: the history of an assessment and of a point."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import event, true

from app.accounts import PLANNER
from app.extensions import db
from app.word_diff import Fate
from consultations.assessment.answering import AnswerContent, answer, answer_all, reuse, rewrite, take_away
from consultations.points.history import AssessmentText, PointAnswer, history_of_answer, history_of_point
from consultations.points.point import Point
from consultations.points.splitting import join, split
from tests.consultations.reports.cases import closed_hearing, received, signed_in

NOTED = AnswerContent("Takk for innspillet.", "noted")


def one_point(text: str = "Bygg flere boliger. Og gi oss lys.") -> Point:
    hearing = closed_hearing()
    received(hearing, text)
    return db.session.scalars(db.select(Point)).one()


def seen(point: Point) -> dict[str, int]:
    db.session.refresh(point)
    return {point.ref: point.version}


def told(point: Point) -> list[tuple[str, str | None]]:
    return [(one.verdict, one.verdict_before) for one in history_of_point(point)]


def test_every_text_and_verdict_of_an_assessment_is_kept(app: Flask) -> None:
    with app.app_context():
        point = one_point()
        hearing = point.statement.hearing
        made = answer(hearing, [point], NOTED, seen(point))
        assert history_of_answer(made) == []
        rewrite(hearing, made, AnswerContent("Takk for svaret.", "rejected", reason="Ikke råd."), 1)
        rewrite(hearing, made, AnswerContent("Takk for svaret.", "rejected", reason="Ikke råd i år."), 2)
        newest, before, first = history_of_answer(made)
        assert [one.verdict for one in (first, before, newest)] == ["Tas til orientering", *["Tas ikke til følge"] * 2]
        assert before.verdict_before == "Tas til orientering"
        assert newest.verdict_before is None
        assert [piece.text for piece in newest.pieces if piece.fate == Fate.REMOVED] == ["råd."]
        assert {piece.fate for piece in first.pieces} == {Fate.KEPT}
        stored = list(db.session.scalars(db.select(AssessmentText).order_by(AssessmentText.version)))
        assert [(one.version, one.verdict) for one in stored] == [(1, "noted"), (2, "rejected"), (3, "rejected")]


def test_a_point_keeps_every_answer_it_was_given(app: Flask) -> None:
    with app.app_context():
        point = one_point()
        hearing = point.statement.hearing
        first = answer(hearing, [point], NOTED, seen(point))
        answer(hearing, [point], AnswerContent("Nei.", "rejected", reason="Ikke råd."), seen(point))
        take_away(hearing, point, seen(point))
        reuse(hearing, [point], first, seen(point))
        assert told(point) == [
            ("Tas til orientering", "Ikke besvart"),
            ("Ikke besvart", "Tas ikke til følge"),
            ("Tas ikke til følge", "Tas til orientering"),
            ("Tas til orientering", None),
        ]


def test_what_parts_were_answered_stays_with_the_whole(app: Flask) -> None:
    with app.app_context():
        point = one_point()
        hearing = point.statement.hearing
        whole, part = split(hearing, point, [20], point.version)
        answer(hearing, [part], NOTED, seen(part))
        join(hearing, whole, seen(whole)[whole.ref])
        db.session.commit()
        kept = db.session.scalars(db.select(PointAnswer)).one()
        assert kept.point_id == whole.id


def test_an_answer_to_very_many_points_is_remembered_in_as_few_statements_as_to_one(app: Flask) -> None:
    with app.app_context():
        hearing = closed_hearing()
        counts = []
        for amount in (1, 60):
            for number in range(amount):
                received(hearing, f"Behold skolen, nummer {number}.")
            db.session.commit()
            statements: list[str] = []
            event.listen(db.engine, "before_cursor_execute", lambda *told: statements.append(told[2]))  # noqa: B023
            answer_all(hearing, true(), NOTED)
            db.session.commit()
            counts.append(len([one for one in statements if "point_answer" in one]))
        assert counts[0] >= 1
        assert counts[1] <= 2
        assert db.session.scalar(db.select(db.func.count()).select_from(PointAnswer)) == 61


def test_the_pages_of_a_point_and_an_answer_show_what_was_there(app: Flask) -> None:
    with app.app_context():
        point = one_point()
        hearing = point.statement.hearing
        made = answer(hearing, [point], NOTED, seen(point))
        rewrite(hearing, made, AnswerContent("Takk for svaret.", "rejected", reason="Ikke råd."), 1)
        addresses = [f"punkt/{point.ref}", f"svar/{made.ref}"]
        db.session.commit()
    planner = signed_in(app, PLANNER)
    for address in addresses:
        page = planner.get(f"/storvik/arbeid/vurdering/boligsosial-plan/runde/1/{address}")
        assert "Tidligere svar (1)" in page.text
        assert "Tas til orientering ble til Tas ikke til følge" in page.text
        assert "innspillet." in "".join(one.text_content() for one in page.select(".word-diff del"))
        assert "Ikke råd." in "".join(one.text_content() for one in page.select(".word-diff ins"))
