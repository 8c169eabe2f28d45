"""No page may grow with the number of remarks: each made anew among 1 000 and among 10 000."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from itertools import count

from flask.testing import FlaskClient

from app.extensions import db
from tests.benchmarks import tables
from tests.benchmarks.seeding import Seeded
from tests.factories import PASSWORD
from tests.pages import Visitor

ROUNDS = 15
GOAL = 2.0
OFFICE = "/storvik/arbeid/"


def report(few: Seeded, many: Seeded) -> None:
    tables.heading(
        "Pages cold, among 1 000 and among 10 000 remarks",
        f"Medians in ms of {ROUNDS} interleaved rounds, made anew each time in one process, without HTTP.",
    )
    rows = [[name, *_compared(paths)] for name, paths in _pages(few, many).items()]
    tables.table(("page", "1 000", "10 000", "ratio", "goal"), rows)
    for app in {client.application for paths in _pages(few, many).values() for client, _path in paths}:
        with app.app_context():
            db.engine.dispose()


def _compared(paths: Sequence[tuple[FlaskClient, str]]) -> list[object]:
    numbers = count()
    times: list[list[float]] = [[], []]
    for number in range(ROUNDS + 2):
        for place, (client, path) in enumerate(paths):
            seconds = _seconds(client, f"{path}{'&' if '?' in path else '?'}bench={next(numbers)}")
            if number > 1:
                times[place].append(1000 * seconds)
    small, large = (statistics.median(some) for some in times)
    return [small, large, large / small, tables.at_most(large / small, GOAL)]


def _seconds(client: FlaskClient, path: str) -> float:
    began = time.process_time()
    answer = client.get(path)
    taken = time.process_time() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{path}: {answer.status_code}")
    return taken


def _pages(few: Seeded, many: Seeded) -> dict[str, list[tuple[FlaskClient, str]]]:
    people = [_person(seeded) for seeded in (few, many)]
    desk = f"{OFFICE}vurdering/boligsosial-plan/"
    addresses = {
        "start": lambda one: "/storvik/",
        "hearing": lambda one: one.hearing_path,
        "section": lambda one: f"{one.hearing_path}{one.section}",
        "section, a late page": lambda one: f"{one.hearing_path}{one.section}?side={one.late_page}",
        "list of statements": lambda one: f"{one.hearing_path}innspill/",
        "one statement": lambda one: f"{one.hearing_path}innspill/{one.statement}",
        "receipt": lambda one: "/storvik/kvittering/innspill",
        "first step of an answer": lambda one: f"{one.hearing_path}svar/",
        "office: moderator's queue": lambda one: f"{OFFICE}moderering/",
        "office: decided": lambda one: f"{OFFICE}moderering/?vis=publisert",
        "office: planner's table": lambda one: desk,
    }
    return {
        name: [(client, address(seeded)) for client, seeded in zip(people, (few, many), strict=True)]
        for name, address in addresses.items()
    }


def _person(seeded: Seeded) -> FlaskClient:
    """Somebody who works there, and has a receipt open."""
    visitor = Visitor(seeded.app())
    visitor.sign_in(seeded.planner, PASSWORD)
    with visitor.client.session_transaction("/storvik/kvittering") as session:
        session["receipt"] = {"ref": seeded.statement, "sent": False}
    return visitor.client
