"""The demo as those who try it see it: built once, then only read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from app import audit, clock, demo, personal_data
from app.config import Settings
from app.demo.municipalities import PASSWORD
from app.extensions import db
from app.factory import create_app
from app.municipalities.municipality import Municipality
from consultations.assessment.coverage import coverage
from consultations.editions.edition import edition_read, editions
from consultations.editions.faults import edition_faults
from consultations.hearings.hearing import Hearing, Stage
from consultations.outcomes.decision import decisions
from consultations.plans.plan import Plan
from consultations.statements.statement import Comment, Publicity, Statement
from search import indexer, installation
from tests import databases
from tests.pages import Page, Visitor
from tests.search import quality
from tests.search.conftest import ENGINES

PLANNER, MODERATOR = "marit.elvebakk@almesund.example.no", "jonas.tveitnes@almesund.example.no"
NEIGHBOUR = "gunnvor.asebo@skarvedal.example.no"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Both municipalities in a database on disk."""
    folder: Path = tmp_path_factory.mktemp("demo")
    url = databases.sqlite_database(folder / "test.db")
    settings = Settings(
        environment="test", data_dir=folder, database_url=url, secret_key="d" * 48, base_url="http://localhost"
    )
    app = create_app(settings)
    app.config["TESTING"] = True
    with app.app_context():
        demo.build(app)
    yield app
    installation.close(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def hearing_of(name: str) -> Hearing:
    return db.session.scalars(db.select(Hearing).join(Hearing.plan).where(Plan.key.startswith(name))).one()


def signed_in(app: Flask, email: str) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(email, PASSWORD)
    return visitor


def every_public_page(app: Flask, slug: str) -> Iterator[Page]:
    """The start page and everything of the same municipality that can be reached from it by links."""
    visitor, waiting, seen = Visitor(app), [f"/{slug}/"], set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        page = visitor.get(path, lint=False)
        yield page
        if page.tree is None:
            continue
        links = {anchor.get("href", "").split("#")[0] for anchor in page.tree.iter("a")}
        own = {link for link in links if link.startswith(f"/{slug}/") and "/svar" not in link}
        waiting += own - seen - set(waiting)


def test_the_start_page_shows_a_hearing_in_every_stage(app: Flask) -> None:
    page = Visitor(app).get("/almesund/")
    for title in ("Boligsosial", "Oppvekst", "Trafikk", "tursti"):
        assert title.lower() in page.text.lower()


def test_there_is_one_hearing_of_each_stage(app: Flask) -> None:
    with app.app_context():
        stages = {
            name: hearing_of(prefix).stage for name, prefix in (("open", "bolig"), ("decided", "temaplan-for-tur"))
        }
    assert stages == {"open": Stage.OPEN, "decided": Stage.DECIDED}


def test_the_hearing_in_assessment_has_three_hundred_statements(app: Flask) -> None:
    with app.app_context():
        hearing = hearing_of("oppvekst")
        covered = coverage(hearing)
        waiting = db.session.scalar(
            db.select(db.func.count(Statement.id)).where(
                Statement.hearing_id == hearing.id, Statement.publicity == Publicity.WAITING
            )
        )
        assert hearing.stage is Stage.IN_ASSESSMENT
        assert covered.statements == 300
        assert covered.late >= 5
        assert covered.withheld >= 4
        assert covered.withdrawn == 1
        assert 0 < covered.answered_points < covered.points
        assert waiting


def test_the_decided_hearing_leaves_nothing_unanswered(app: Flask) -> None:
    with app.app_context():
        hearing = db.session.scalars(db.select(Hearing).where(Hearing.closed_case_at.is_not(None))).one()
        assert coverage(hearing).is_complete


def test_the_open_hearing_is_still_open_two_months_later(app: Flask) -> None:
    with app.app_context():
        hearing = hearing_of("bolig")
        with clock.set_to(clock.now() + timedelta(days=60)):
            assert hearing.accepting


def test_a_demo_that_has_grown_old_is_opened_again(app: Flask) -> None:
    with app.app_context(), clock.set_to(clock.now() + timedelta(days=120)):
        assert not hearing_of("bolig").accepting
        assert demo.renew() == 2
        assert hearing_of("bolig").accepting
        assert demo.renew() == 0
        db.session.rollback()


def test_no_chain_of_audit_is_broken(app: Flask) -> None:
    with app.app_context():
        for municipality in db.session.scalars(db.select(Municipality)):
            assert list(audit.verify(municipality.id)) == []


def test_skarvedal_writes_nynorsk(app: Flask) -> None:
    page = Visitor(app).get("/skarvedal/")
    assert page.tree is not None
    assert page.tree.get("lang") == "nn"


def test_the_queue_waits_for_the_moderator(app: Flask) -> None:
    page = signed_in(app, MODERATOR).get("/almesund/arbeid/moderering/")
    assert page.status == 200
    assert "skole" in page.text.lower()


def test_neither_municipality_opens_the_other_ones_office(app: Flask) -> None:
    assert signed_in(app, NEIGHBOUR).get("/almesund/arbeid/").status == 404
    assert signed_in(app, PLANNER).get("/skarvedal/arbeid/").status == 404


def test_no_public_page_holds_a_national_id(app: Flask) -> None:
    with app.app_context():
        texts = db.session.scalars(db.select(Comment.text)).all()
    numbers = {
        text[one.start : one.end] for text in texts for one in personal_data.find(text) if one.kind == "national_id"
    }
    assert numbers
    for slug in ("almesund", "skarvedal"):
        for page in every_public_page(app, slug):
            assert not [number for number in numbers if number in page.body], page.path


def test_formannskapet_read_the_first_edition_and_kommunestyret_the_second(app: Flask) -> None:
    with app.app_context():
        hearing = hearing_of("temaplan-for-turstier")
        assert [edition.number for edition in editions(hearing)] == [2, 1]
        read = [edition_read(hearing, decision.decided_on) for decision in decisions(hearing)]
        assert [edition.number for edition in read if edition] == [1, 2]
        assert edition_faults() == []


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_searching_finds_what_people_mean(app: Flask, tmp_path: Path, engine: str) -> None:
    with app.app_context():
        index = ENGINES[engine](tmp_path / "index")
        indexer.rebuild(index)
        measured = {queries: quality.measures(index, queries) for queries in quality.SETS}
        index.close()
    for queries, recall in {"tuned": 0.95, "held out": 0.85}.items():
        assert len(measured[queries]) >= 85
        assert quality.mean([one.recall for one in measured[queries]]) >= recall
        assert quality.mean([one.precision for one in measured[queries]]) >= 0.9
