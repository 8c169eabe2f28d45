"""No page may grow with the number of remarks: each made anew among 1 000 and among 100 000."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Sequence
from itertools import count

from flask.testing import FlaskClient

from app import clock
from app.extensions import db
from consultations.hearings.hearing import Hearing
from tests.benchmarks import tables
from tests.benchmarks.seeding import Seeded
from tests.factories import PASSWORD
from tests.pages import Visitor

ROUNDS = 15
PUBLIC, STAFF = 1.2, 2.0
OFFICE = "/storvik/arbeid/"
CASE = "boligsosial-plan/runde/1/"
NUMBERS = count()  # no address is asked for twice
NEXT = re.compile(r'<a href="([^"]+)" rel="next">')

# Name, goal, and address; of a late page the one before it, which has the way to it.
DESK, PAPERS = f"{OFFICE}vurdering/{CASE}", f"{OFFICE}rapporter/{CASE}"


def report(few: Seeded, many: Seeded) -> None:
    tables.heading(
        f"Pages cold, among {few.published} and among {many.published} remarks",
        f"Medians in ms of processor time, {ROUNDS} interleaved rounds, made anew each time in one process, no HTTP.",
    )
    people = [_person(seeded) for seeded in (few, many)]
    rows = [_row(people, *page) for page in _pages(few, many)]
    _release(people)
    rows += [_row(people, *page) for page in _released(few)]
    tables.table(("page", str(few.published), str(many.published), "ratio", "goal"), rows)
    for client in people:
        with client.application.app_context():
            db.engine.dispose()


def _row(people: list[FlaskClient], name: str, goal: float, addresses: tuple[str, str]) -> list[object]:
    paths = [_late(*one) if "late page" in name else one[1] for one in zip(people, addresses, strict=True)]
    return [name, *_compared(list(zip(people, paths, strict=True)), goal)]


def _release(people: list[FlaskClient]) -> None:
    """The answers are public from here on."""
    for client in people:
        with client.application.app_context():
            db.session.execute(db.update(Hearing).values(released_at=clock.now()))
            db.session.commit()


def _compared(paths: Sequence[tuple[FlaskClient, str]], goal: float) -> list[object]:

    times: list[list[float]] = [[], []]
    for number in range(ROUNDS + 2):
        for place, (client, path) in enumerate(paths):
            seconds = _seconds(client, f"{path}{'&' if '?' in path else '?'}bench={next(NUMBERS)}")
            if number > 1:
                times[place].append(1000 * seconds)
    small, large = (statistics.median(some) for some in times)
    return [small, large, large / small, tables.at_most(large / small, goal)]


def _seconds(client: FlaskClient, path: str) -> float:
    began = time.process_time()
    answer = client.get(path)
    taken = time.process_time() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return taken


def _late(client: FlaskClient, before: str) -> str:
    """The address that «Neste side» of a page leads to."""
    found = NEXT.search(client.get(before).text)
    if found is None:
        raise RuntimeError(f"{before} has no next page")
    return found[1].partition("#")[0].replace("&amp;", "&")


def _pages(few: Seeded, many: Seeded) -> list[tuple[str, float, tuple[str, str]]]:
    def both(path: str) -> tuple[str, str]:
        return (path, path)

    def of(path: str) -> tuple[str, str]:
        return (f"{few.hearing_path}{path}", f"{many.hearing_path}{path}")

    def deep(path: str, a_page: int, sign: str = "?", share: float = 0.85) -> tuple[str, str]:
        pages = [max(1, int(share * one.published) // a_page) for one in (few, many)]
        return (f"{path}{sign}side={pages[0]}", f"{path}{sign}side={pages[1]}")

    section = few.section
    return [
        ("start", PUBLIC, both("/storvik/")),
        ("hearing", PUBLIC, of("")),
        ("section", PUBLIC, of(section)),
        ("section, a late page", PUBLIC, deep(f"{few.hearing_path}{section}", 20 * 30)),
        ("list of statements", PUBLIC, of("innspill/")),
        ("list of statements, a late page", PUBLIC, deep(f"{few.hearing_path}innspill/", 20)),
        ("one statement", PUBLIC, tuple(f"{one.hearing_path}innspill/{one.statement}" for one in (few, many))),
        ("receipt", PUBLIC, both("/storvik/kvittering/innspill")),
        ("first step of an answer", PUBLIC, of("svar/")),
        ("moderation in numbers", PUBLIC, both("/storvik/moderering")),
        ("office: moderator's queue", STAFF, both(f"{OFFICE}moderering/")),
        ("office: decided", STAFF, both(f"{OFFICE}moderering/?vis=publisert")),
        ("office: decided, a late page", STAFF, deep(f"{OFFICE}moderering/?vis=publisert", 25, "&")),
        ("office: hearings to assess", STAFF, both(f"{OFFICE}vurdering/")),
        ("office: planner's table", STAFF, both(DESK)),
        ("office: planner's table, a late page", STAFF, deep(DESK, 50)),
        ("office: unanswered points", STAFF, both(f"{DESK}?vis=ubesvarte")),
        ("office: answers", STAFF, both(f"{DESK}svar")),
        ("office: coverage", STAFF, both(f"{DESK}dekning")),
        ("office: reports of a hearing", STAFF, both(PAPERS)),
        ("office: summary", STAFF, both(f"{PAPERS}oppsummering")),
        ("office: table of remarks", STAFF, both(f"{PAPERS}merknadstabell")),
        ("office: table of remarks, a late page", STAFF, deep(f"{PAPERS}merknadstabell", 50)),
        ("office: editions", STAFF, both(f"{PAPERS}utgaver/")),
    ]


def _released(few: Seeded) -> list[tuple[str, float, tuple[str, str]]]:
    section, result = f"{few.hearing_path}{few.section}", f"{few.hearing_path}resultat"
    return [("section with answers", PUBLIC, (section, section)), ("result", PUBLIC, (result, result))]


def _person(seeded: Seeded) -> FlaskClient:
    """Somebody who works there, and has a receipt open."""
    visitor = Visitor(seeded.app())
    visitor.sign_in(seeded.planner, PASSWORD)
    with visitor.client.session_transaction("/storvik/kvittering") as session:
        session["receipt"] = {"ref": seeded.statement, "sent": False}
    return visitor.client
