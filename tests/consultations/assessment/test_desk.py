"""Splitting, late statements, themes, what the staff may write, and the door to the public."""

from flask import Flask

from app.accounts import PLANNER
from app.extensions import db
from consultations.assessment.answer import released_answers
from consultations.assessment.answering import AnswerContent, answer
from consultations.assessment.release import release_of, start_assessment
from consultations.assessment.release_findings import look_over
from consultations.hearings.hearing import Hearing
from consultations.points.point import Point
from consultations.points.theme import Theme
from consultations.statements.publication import publish
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Passage
from consultations.statements.statement import Statement
from tests import factories
from tests.pages import Visitor

MARK = ReasonClass.PERSONAL_DATA.mark
DESK = "/storvik/arbeid/vurdering/boligsosial-plan/"
TEXT = "Ring Kari Testesen. Vi vil ha flere boliger. Bussen må gå oftere."
NATIONAL_ID = "29819010046"


def prepared(app: Flask, *, late: bool = False, started: bool = True) -> None:
    """A hearing with one statement; the name in it is not on the web."""
    with app.app_context():
        home = factories.municipality()
        factories.user(home.id, PLANNER)
        factories.user(home.id, PLANNER, email="kollega@example.no")
        hearing = factories.hearing(factories.plan(home.id), opens_in=-50, days=40)
        made = factories.statement(hearing, TEXT, sections=("boliger",), received_at=hearing.opens_at)
        publish(made, {made.comments[0].id: [Passage(5, 18)]})
        if late:
            factories.statement(hearing, received_at=hearing.closes_at, late=True)
        if started:
            start_assessment(hearing)
        db.session.commit()


def planner(app: Flask, email: str = "planner@example.no") -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(email)
    return visitor


def ref(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(db.select(Point.ref).order_by(Point.id)).first() or ""


def answered(app: Flask, text: str = "Takk.") -> None:
    with app.app_context():
        for point in db.session.scalars(db.select(Point)).all():
            hearing = db.session.get_one(Hearing, point.hearing_id)
            answer(hearing, [point], AnswerContent(text, "noted"), {point.ref: point.version})
        db.session.commit()


def test_a_remark_is_split_quoted_in_public_text_and_put_together_again(app: Flask) -> None:
    prepared(app)
    page = planner(app).get(f"{DESK}punkt/{ref(app)}")
    cuts = page.select("input[name=kutt]")
    assert [cut.getnext().text_content() for cut in cuts] == ["Vi vil ha flere boliger. ", "Bussen må gå oftere."]
    after = page.form("Del her").send(kutt=[cut.get("value") for cut in cuts])
    assert after.h1 == "Merknad 1-1a"
    with app.app_context():
        points = db.session.scalars(db.select(Point).order_by(Point.position)).all()
        assert [point.cited_as for point in points] == ["1-1a", "1-1b", "1-1c"]
        assert [point.quote for point in points] == [
            f"Ring {MARK}. ",
            "Vi vil ha flere boliger. ",
            "Bussen må gå oftere.",
        ]
    joined = after.form("Slå sammen").send()
    assert joined.h1 == "Merknad 1-1"
    with app.app_context():
        assert db.session.scalars(db.select(Point)).one().quote == f"Ring {MARK}. Vi vil ha flere boliger. " + TEXT[45:]


def test_a_cut_at_another_place_is_refused(app: Flask) -> None:
    prepared(app)
    page = planner(app).get(f"{DESK}punkt/{ref(app)}").form("Del her").send(kutt=["7", "9999999", "-1"])
    assert "Velg hvor merknaden skal deles" in page.text
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Point)) == 1


def test_a_late_statement_is_let_in_with_a_reason(app: Flask) -> None:
    prepared(app, late=True)
    mine, theirs = planner(app).get(f"{DESK}for-sent"), planner(app, "kollega@example.no").get(f"{DESK}for-sent")
    refused = mine.form("Lagre avgjørelsen").send(counts="ja")
    assert refused.status == 400
    assert "Skriv en begrunnelse" in refused.text
    assert "Tas med" in refused.form("Lagre avgjørelsen").send(reason="Posten var forsinket.").text
    conflict = theirs.form("Lagre avgjørelsen").send(counts="nei", reason="For sent.")
    assert conflict.status == 409
    with app.app_context():
        late = db.session.scalars(db.select(Statement).where(Statement.late)).one()
        assert (late.late_counts, late.late_reason) == (True, "Posten var forsinket.")


def test_two_planners_never_overwrite_each_others_synthesis(app: Flask) -> None:
    prepared(app)
    themes = planner(app).get(f"{DESK}tema").form("Lag tema").send(name="Boliger")
    assert themes.form("Lag tema").send(name="boliger").status == 400
    first, second = themes.link("Boliger"), themes.link("Boliger")
    first.form("Lagre").send(synthesis="Mange vil ha flere.")
    conflict = second.form("Lagre").send(synthesis="Få vil ha flere.")
    assert conflict.status == 409
    assert "Mange vil ha flere." in conflict.text
    assert conflict.form("Lagre").values["synthesis"].strip() == "Få vil ha flere."
    with app.app_context():
        assert db.session.scalars(db.select(Theme.synthesis)).one() == "Mange vil ha flere."


def test_nothing_that_may_not_go_out_is_released(app: Flask) -> None:
    prepared(app)
    answered(app, f"Kari Testesen ({NATIONAL_ID}) skriver at bussen må gå oftere.")
    page = planner(app).get(f"{DESK}dekning")
    assert "Svaret på merknad 1-1 : fødselsnummer eller D-nummer" in page.text.replace("1-1:", "1-1 :")
    assert "ord som er fjernet fra nettet" in page.text
    assert page.form("Frigi").send().status == 409
    with app.app_context():
        hearing = db.session.scalars(db.select(Hearing)).one()
        assert hearing.released_at is None
        assert {place.what for place in look_over(hearing).stopping} == {"national_id", "removed"}


def test_release_takes_a_name_and_a_reason_while_something_is_missing(app: Flask) -> None:
    prepared(app, late=True)
    answered(app)
    page = planner(app).get(f"{DESK}dekning")
    assert "Sene innspill uten avgjørelse" in page.text
    assert page.form("Frigi").send().status == 400
    done = page.form("Frigi").send(override_reason="Formannskapet venter ikke.")
    assert "Kari Planner" in done.text
    assert "Formannskapet venter ikke." in done.text
    with app.app_context():
        hearing = db.session.scalars(db.select(Hearing)).one()
        stored = release_of(hearing)
        assert stored is not None
        assert (stored.late_undecided, stored.override_reason) == (1, "Formannskapet venter ikke.")


def test_after_the_release_a_correction_is_public_and_removed_words_are_refused(app: Flask) -> None:
    prepared(app)
    answered(app)
    desk = planner(app)
    desk.get(f"{DESK}dekning").form("Frigi").send()
    page = desk.get(f"{DESK}punkt/{ref(app)}")
    refused = page.form("Lagre og").send(text="Som Kari Testesen skriver.")
    assert refused.status == 400
    assert refused.form("Lagre og").values["text"].strip() == "Som Kari Testesen skriver."
    refused.form("Lagre og").send(text="Takk, vi er enige.")
    with app.app_context():
        hearing = db.session.scalars(db.select(Hearing)).one()
        given = released_answers(hearing, [1])[1][0]
        assert (given.text, given.verdict, given.shared) == ("Takk, vi er enige.", "noted", False)


def test_the_assessment_begins_when_the_deadline_has_passed(app: Flask) -> None:
    prepared(app, started=False)
    desk = planner(app)
    refused = desk.get(f"{DESK}dekning")
    assert "Start vurderingen" in refused.text
    assert "Vurderingen er i gang" in refused.form("Start vurderingen").send().text
