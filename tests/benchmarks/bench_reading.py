"""Reading a section page with its remarks against a bare Flask page of the same size, same server and workers."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from tests.benchmarks import load, servers, tables
from tests.benchmarks.seeding import Seeded

ROUNDS, SECONDS, CONNECTIONS = 5, 1.5, 8
GOAL = 0.6


@dataclass
class Kind:
    """One way of asking, with what every round gave."""

    name: str
    server: servers.Server
    request: Callable[[], bytes]
    status: int = 200
    rounds: list[load.Run] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def run(self) -> None:
        before = self.server.processor_seconds()
        run = load.read(self.server.port, self.request, connections=CONNECTIONS, seconds=SECONDS)
        if set(run.statuses) != {self.status}:
            raise RuntimeError(f"{self.name}: answers {run.statuses}")
        self.rounds.append(run)
        self.processor.append(1000 * (self.server.processor_seconds() - before) / len(run.times))

    @property
    def per_second(self) -> float:
        return load.median(run.per_second for run in self.rounds)

    def row(self, other: Kind, goal: float | None) -> list[object]:
        times = [time for run in self.rounds for time in run.times]
        ratio = load.median(
            mine.per_second / its.per_second for mine, its in zip(self.rounds, other.rounds, strict=True)
        )
        return [
            self.name,
            self.per_second,
            load.milliseconds(times),
            load.milliseconds(times, 0.99),
            load.median(self.processor),
            ratio,
            tables.at_least(ratio, goal) if goal else "",
        ]


def report(seeded: Seeded, folder: Path) -> None:
    path = f"{seeded.hearing_path}{seeded.section}"
    with servers.product(seeded.settings) as product:
        size, etag, packed = _page(product.port, path)
        tables.heading(
            "Reading a section page",
            f"30 sections, 10 000 remarks, {size / 1000:.0f} kB; {CONNECTIONS} connections kept alive, "
            f"{ROUNDS} interleaved rounds, medians; the ratio is requests/s against the bare page.",
        )
        with servers.bare(size, folder / "bare.db") as bare:
            kinds = _kinds(product, bare, path, etag, packed)
            for kind in kinds:  # every worker has made and kept the page
                load.read(kind.server.port, kind.request, connections=CONNECTIONS, seconds=0.5)
            for _ in range(ROUNDS):
                for kind in kinds:
                    kind.run()
    columns = ("", "requests/s", "p50 ms", "p99 ms", "cpu ms/request", "ratio", "goal")
    goals = [None, GOAL, *[None] * (len(kinds) - 2)]
    tables.table(columns, [kind.row(kinds[0], goal) for kind, goal in zip(kinds, goals, strict=True)])


def _kinds(product: servers.Server, bare: servers.Server, path: str, etag: str, packed: int) -> list[Kind]:
    numbers = count()
    return [
        Kind("bare Flask page", bare, lambda: load.get("/page")),
        Kind("section page, warm", product, lambda: load.get(path)),
        Kind(f"warm, packed ({packed / 1000:.0f} kB)", product, lambda: load.get(path, "Accept-Encoding: gzip")),
        Kind("asked again (304)", product, lambda: load.get(path, f"If-None-Match: {etag}"), 304),
        Kind("cold: made anew", product, lambda: load.get(f"{path}?bench={next(numbers)}")),
    ]


def _page(port: int, path: str) -> tuple[int, str, int]:
    """Size and mark of the page, and its size as it goes to a browser that takes it packed."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    response = connection.getresponse()
    size, etag = len(response.read()), response.headers["ETag"]
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    packed = len(connection.getresponse().read())
    connection.close()
    return size, etag, packed
