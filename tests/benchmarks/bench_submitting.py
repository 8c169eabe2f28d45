"""Sending an answer (the last step: review → receipt) against a bare Flask POST with one durable INSERT."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from lxml import html

from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.statements import draft_answer, machine_signs
from consultations.statements.content import Content
from tests.benchmarks import load, servers, tables
from tests.benchmarks.seeding import Seeded, prepared

ROUNDS, ALONE, TOGETHER, CONNECTIONS = 5, 40, 120, 8
GOAL = 0.4
# Every round comes from a place of its own on loopback, as people do: the limit of submissions counts by place.
PLACES = (f"127.0.{n // 200 + 1}.{n % 200 + 1}" for n in count())


@dataclass
class Kind:
    """One server, with what every round gave."""

    name: str
    server: servers.Server
    requests: Callable[[int], list[bytes]]
    rounds: list[load.Run] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    refused: int = 0  # answers 503: on a busy machine somebody may wait for more than five seconds

    def run(self, number: int, connections: int) -> None:
        requests = self.requests(number)
        before = self.server.processor_seconds()
        run = load.send(self.server.port, requests, connections=connections, source=next(PLACES))
        self.refused += run.statuses.get(503, 0)
        if set(run.statuses) - {303, 503}:
            raise RuntimeError(f"{self.name}: answers {run.statuses}")
        self.rounds.append(run)
        self.processor.append(1000 * (self.server.processor_seconds() - before) / number)


def report(seeded: Seeded, folder: Path) -> None:
    tables.heading(
        "Sending an answer",
        f"One remark, every second with an e-mail address; {ROUNDS} interleaved rounds, medians; every answer stands "
        "on the disk (synchronous=FULL) before the page comes; the ratio is requests/s.",
    )
    drafts = Drafts(seeded)
    letters = [_letter(text) for text in prepared(ROUNDS * (ALONE + TOGETHER) + 40)]
    with servers.product(seeded.settings) as product, servers.bare(1000, folder / "bare.db") as bare:
        rows = []
        for name, number, connections in (("one after the other", ALONE, 1), ("8 connections", TOGETHER, CONNECTIONS)):
            kinds = [
                Kind("bare Flask, one INSERT", bare, lambda n: [letters.pop() for _ in range(n)]),
                Kind("an answer to a hearing", product, drafts.requests),
            ]
            for kind in kinds:
                load.send(kind.server.port, kind.requests(16), connections=2, source=next(PLACES))  # both workers awake
            for _ in range(ROUNDS):
                for kind in kinds:
                    kind.run(number, connections)
            rows += _rows(name, *kinds)
    tables.table(("", "", "503", "requests/s", "p50 ms", "p99 ms", "cpu ms/request", "ratio", "goal"), rows)


def _rows(name: str, bare: Kind, product: Kind) -> list[list[object]]:
    ratio = load.median(mine.per_second / its.per_second for mine, its in zip(product.rounds, bare.rounds, strict=True))
    rows: list[list[object]] = []
    for kind in (bare, product):
        times = [time for run in kind.rounds for time in run.times]
        per_second = load.median(run.per_second for run in kind.rounds)
        numbers = (per_second, load.milliseconds(times), load.milliseconds(times, 0.99), load.median(kind.processor))
        judged = (1.0, "") if kind is bare else (ratio, tables.at_least(ratio, GOAL))
        rows.append([kind.name, name, kind.refused, *numbers, *judged])
    return rows


@dataclass
class Drafts:
    """Answers that are written and looked over, with the form that the review page holds."""

    seeded: Seeded
    _app: Flask = field(init=False)

    def __post_init__(self) -> None:
        self._app = self.seeded.app()

    def requests(self, number: int) -> list[bytes]:
        keys = self._written(number)
        made = [self._request(key) for key in keys]
        with self._app.app_context():
            db.engine.dispose()
        return made

    def _written(self, number: int) -> list[str]:
        """Drafts, kept through the verbs that the form uses."""
        keys = []
        with self._app.app_context():
            hearing = db.session.get_one(Hearing, self.seeded.hearing_id)
            for n, text in enumerate(prepared(number)):
                content = Content(sender_type="private", shown=machine_signs.mark())
                content.write(self.seeded.section, text)
                if n % 2:
                    content.name, content.email = "Kari Innbygger", f"kari.{n}@example.no"
                draft = draft_answer.start(hearing)
                draft_answer.save(draft, content)
                keys.append(draft.idempotency_key)
            db.session.commit()
            db.session.remove()
        return keys

    def _request(self, key: str) -> bytes:
        """The review page's form as a browser with this draft would send it."""
        client = self._app.test_client()
        path = f"{self.seeded.hearing_path}svar/se-over"
        with client.session_transaction(path) as session:
            session["answers"] = {str(self.seeded.hearing_id): key}
        page = client.get(path)
        forms = html.fromstring(page.get_data(as_text=True)).forms
        form = next(form for form in forms if (form.action or "").endswith("/svar/se-over"))
        cookie = client.get_cookie("horing")
        assert cookie is not None
        body = urlencode(form.form_values()).encode()
        return load.post(path, body, f"Cookie: horing={cookie.value}")


def _letter(text: str) -> bytes:
    body = urlencode({"name": "Kari Innbygger", "email": "kari@example.no", "text": text}).encode()
    return load.post("/letter", body)
