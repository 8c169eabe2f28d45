"""The planner's pages, as a planner, a reader and a stranger meet them."""

from flask import Flask

from app.accounts import PLANNER, READER
from app.extensions import db
from consultations.assessment.release import start_assessment
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from tests import factories
from tests.pages import Page, Visitor

DESK = "/storvik/arbeid/vurdering/boligsosial-plan/runde/1/"


def prepared(app: Flask, texts: int = 3) -> None:
    """A hearing in assessment with statements, two planners and a reader; and a planner of another municipality."""
    with app.app_context():
        home = factories.municipality()
        factories.user(home.id, PLANNER)
        factories.user(home.id, PLANNER, email="kollega@example.no")
        factories.user(home.id, READER)
        away = factories.municipality("Fjelldal kommune")
        factories.user(away.id, PLANNER, email="annen@example.no")
        hearing = factories.hearing(factories.plan(home.id), opens_in=-50, days=40)
        for number in range(texts):
            text = f"Merknad {number}. Vi vil ha flere boliger."
            factories.statement(hearing, text, sections=("boliger",), received_at=hearing.opens_at)
        start_assessment(hearing)
        db.session.commit()


def signed_in(app: Flask, email: str = "planner@example.no") -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(email)
    return visitor


def refs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(Point.ref).order_by(Point.id)))


def tick(page: Page, count: int) -> list[str]:
    assert page.tree is not None
    return page.tree.xpath("//input[@name='punkt']/@value")[:count]


def test_a_planner_answers_a_point_and_goes_to_the_next(app: Flask) -> None:
    prepared(app)
    planner = signed_in(app)
    first, second, _third = refs(app)
    page = planner.get(f"{DESK}punkt/{first}")
    assert "Merknad 0" in page.text
    after = page.form("Lagre og gå til neste").send(
        ("handling", "neste"), text="Vi er enige.", verdict="rejected", reason="Det er ikke råd til det."
    )
    assert after.path == f"{DESK}punkt/{second}"
    with app.app_context():
        stored = db.session.scalars(db.select(Assessment)).one()
        assert (stored.text, stored.verdict, stored.version) == ("Vi er enige.", "rejected", 1)


def test_a_verdict_without_its_reason_comes_back_with_everything_typed(app: Flask) -> None:
    prepared(app)
    page = signed_in(app).get(f"{DESK}punkt/{refs(app)[0]}").form("Lagre og").send(text="Nei.", verdict="rejected")
    assert page.status == 400
    assert "Denne konklusjonen må begrunnes" in page.text
    assert page.form("Lagre og").values["text"].strip() == "Nei."


def test_two_planners_never_overwrite_each_other(app: Flask) -> None:
    prepared(app)
    address = f"{DESK}punkt/{refs(app)[0]}"
    mine, theirs = signed_in(app).get(address), signed_in(app, "kollega@example.no").get(address)
    mine.form("Lagre og").send(text="Min tekst", verdict="noted")
    conflict = theirs.form("Lagre og").send(text="Kollegaens tekst", verdict="noted")
    assert conflict.status == 409
    assert "Min tekst" in conflict.text
    assert conflict.form("Lagre og").values["text"].strip() == "Kollegaens tekst"
    with app.app_context():
        assert db.session.scalars(db.select(Assessment.text)).all() == ["Min tekst"]
    conflict.form("Lagre og").send(text="Begges tekst")
    with app.app_context():
        assert db.session.scalars(db.select(Assessment.text)).all() == ["Begges tekst"]


def test_two_planners_rewriting_one_answer_see_both_texts(app: Flask) -> None:
    prepared(app)
    planner = signed_in(app)
    page = planner.get(DESK)
    page.form("Skriv felles svar").send(("handling", "svar"), punkt=tick(page, 2)).form("Gi punktene").send(
        text="Felles svar", verdict="noted"
    )
    answers = planner.get(f"{DESK}svar")
    first, second = answers.link("Felles svar"), answers.link("Felles svar")
    first.form("Lagre for alle").send(text="Den første")
    conflict = second.form("Lagre for alle").send(text="Den andre")
    assert conflict.status == 409
    assert "Den første" in conflict.text
    assert "Den andre" in conflict.text


def test_one_answer_for_many_points(app: Flask) -> None:
    prepared(app, texts=5)
    planner = signed_in(app)
    page = planner.get(DESK)
    new = page.form("Skriv felles svar").send(("handling", "svar"), punkt=tick(page, 3))
    assert "Ett svar på 3 punkter" in new.h1
    done = new.form("Gi punktene").send(text="Felles svar", verdict="accepted", change="Ny setning i kapittel 2.")
    assert "3 punkter har fått svaret" in done.text
    assert "Ubesvarte 2" in done.text


def test_all_points_of_a_filter_are_answered_at_once_and_answered_ones_keep_theirs(app: Flask) -> None:
    prepared(app, texts=60)
    planner = signed_in(app)
    planner.get(f"{DESK}punkt/{refs(app)[0]}").form("Lagre og").send(text="Eget svar", verdict="noted")
    new = planner.get(f"{DESK}?kapittel=boliger").form("Skriv felles svar").send(("handling", "svar"), alle="ja")
    done = new.form("Gi punktene").send(text="Felles svar", verdict="noted")
    assert "59 punkter har fått svaret" in done.text
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).where(Point.assessment_id.is_(None))) == 0
        assert db.session.scalar(db.select(db.func.count()).select_from(Assessment)) == 2


def test_points_changed_by_a_colleague_meanwhile_are_left_alone(app: Flask) -> None:
    prepared(app)
    page = signed_in(app).get(DESK)
    signed_in(app, "kollega@example.no").get(f"{DESK}punkt/{refs(app)[0]}").form("Lagre og").send(
        text="Kollegaens", verdict="noted"
    )
    after = page.form("Gi tema").send(("handling", "tema"), punkt=tick(page, 2), nytt_tema="Boligpriser")
    assert "1 punkt er sortert" in after.text
    assert "1 punkt ble endret av en annen imens" in after.text


def test_a_common_answer_is_refused_when_a_point_was_answered_meanwhile(app: Flask) -> None:
    prepared(app)
    page = signed_in(app).get(DESK)
    new = page.form("Skriv felles svar").send(("handling", "svar"), punkt=tick(page, 2))
    signed_in(app, "kollega@example.no").get(f"{DESK}punkt/{refs(app)[0]}").form("Lagre og").send(
        text="Kollegaens", verdict="noted"
    )
    conflict = new.form("Gi punktene").send(text="Felles", verdict="noted")
    assert conflict.status == 409
    assert conflict.form("Gi punktene").values["text"].strip() == "Felles"
    assert "1 av punktene har et svar alt" in conflict.text


def test_a_reader_reads_and_writes_nothing(app: Flask) -> None:
    prepared(app)
    reader = signed_in(app, "reader@example.no")
    ref = refs(app)[0]
    for place in ("", f"punkt/{ref}", "svar", "tema", "for-sent", "dekning"):
        assert reader.get(DESK + place).status == 200
    assert reader.get(f"{DESK}svar/nytt?punkt={ref}.1").status == 403
    token = signed_in(app).get(DESK).form("Logg ut").values["csrf_token"]
    assert token
    logout = reader.get(DESK).form("Logg ut").values["csrf_token"]
    for place in (
        f"punkt/{ref}",
        f"punkt/{ref}/bruk",
        f"punkt/{ref}/del",
        "velg",
        "tema",
        "for-sent",
        "frigi",
        "start",
    ):
        assert reader.post(DESK + place, {"csrf_token": logout}).status == 403


def test_another_municipalitys_planner_finds_nothing(app: Flask) -> None:
    prepared(app)
    stranger = signed_in(app, "annen@example.no")
    for place in ("", f"punkt/{refs(app)[0]}", "svar", "tema", "for-sent", "dekning"):
        assert stranger.get(DESK + place).status == 404
        assert stranger.get((DESK + place).replace("storvik", "fjelldal")).status == 404


def test_any_filter_in_the_address_is_harmless(app: Flask) -> None:
    prepared(app)
    planner = signed_in(app)
    hostile = ("<script>alert(1)</script>", "' OR 1=1 --", "author__email", "9" * 40, "-1", "%00", "æ" * 500, "%F0%9F")
    for name in ("vis", "kapittel", "tema", "konklusjon", "avsender", "q", "sortering", "side", "punkt", "alle"):
        for value in hostile:
            page = planner.get(f"{DESK}?{name}={value}&{name}={value}")
            assert page.status == 200, (name, value)
            assert "<script>alert" not in page.body
    assert planner.get(f"{DESK}punkt/finnesikke").status == 404
    assert planner.get(f"{DESK}tema/{'9' * 40}").status == 404
