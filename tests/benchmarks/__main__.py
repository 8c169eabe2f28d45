"""`make bench`: everything in one run. `python -m tests.benchmarks reading searching` takes some of it."""

from __future__ import annotations

import os
import platform
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import (
    bench_export,
    bench_hostile,
    bench_pages,
    bench_reading,
    bench_reports,
    bench_searching,
    bench_submitting,
    seeding,
)
from tests.benchmarks.seeding import Seeded
from tests.benchmarks.tables import heading

FEW, MANY, LARGE = 1_000, 10_000, 100_000


@dataclass
class Databases:
    """Built when they are first asked for, and gone after the run."""

    folder: Path

    @cached_property
    def few(self) -> Seeded:
        return self._seeded("few", FEW)

    @cached_property
    def many(self) -> Seeded:
        return self._seeded("many", MANY)

    @cached_property
    def large(self) -> Seeded:
        return self._seeded("large", LARGE, indexed=False)

    def _seeded(self, name: str, published: int, *, indexed: bool = True) -> Seeded:
        began = time.perf_counter()
        made = seeding.seed(self.folder / name, published, waiting=published // 20, assessed=True, indexed=indexed)
        print(f"{published} published remarks put in in {time.perf_counter() - began:.0f} s", flush=True)
        return made


Bench = Callable[[Databases], None]
BENCHES: dict[str, Bench] = {
    "reading": lambda held: bench_reading.report(held.many, held.folder),
    "searching": lambda held: bench_searching.report(held.many, held.folder),
    "pages": lambda held: bench_pages.report(held.few, held.large),
    "hostile": lambda _held: bench_hostile.report(),
    "export": lambda held: bench_export.report(held.few, held.many),
    "submitting": lambda held: bench_submitting.report(held.many, held.folder),
    "writers": lambda held: _writers(),
}


def _writers() -> None:
    heading("The table of remarks, the writers alone", "Invented rows without a database; each in a fresh process.")
    bench_reports.report()


def main(chosen: list[str]) -> int:
    if unknown := set(chosen) - BENCHES.keys():
        print(f"no benchmark is called {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
        return 2
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(143))  # so that the servers are ended too
    began = time.perf_counter()
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}")
    with TemporaryDirectory(prefix="horing-bench-", dir=os.environ.get("TMPDIR")) as folder:
        held = Databases(Path(folder))
        for name in chosen or BENCHES:
            BENCHES[name](held)
            sys.stdout.flush()
    print(f"\n{time.perf_counter() - began:.0f} s in all, load {os.getloadavg()[0]:.1f} at the end")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
