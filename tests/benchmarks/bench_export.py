"""The whole table of remarks from the database: docx and xlsx of 1 000 and 10 000 points, each in a fresh process."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from app.config import Settings
from app.extensions import db
from app.factory import create_app
from consultations.hearings.hearing import Hearing
from consultations.reports import export
from consultations.reports.formats import TABLE
from tests.benchmarks import tables
from tests.benchmarks.seeding import SECRET, Seeded

FORMS = ("docx", "xlsx")
ROUNDS = 2
MEMORY_GOAL = 300.0


def report(few: Seeded, many: Seeded) -> None:
    tables.heading(
        "The table of remarks, whole export from the database",
        f"Each in a fresh process, the quickest of {ROUNDS}; the ratio is of processor time. Helsinki's kerrokantasi "
        "needs 56 s for the xlsx of 10 000.",
    )
    rows: list[list[object]] = []
    for form in FORMS:
        before = _row(form, few)
        rows += [[form, *before, "", ""], [form, *_judged(before, _row(form, many))]]
    tables.table(("form", "points", "wall s", "cpu s", "points/s", "peak MB", "ratio", "goal"), rows)


def _judged(few: list[float], many: list[float]) -> list[object]:
    ratio, allowed = many[2] / few[2], many[0] / few[0]
    held = ratio <= allowed and many[4] < MEMORY_GOAL
    goal = f"at most {allowed:.0f}, under {MEMORY_GOAL:.0f} MB: {'held' if held else 'GOAL MISSED'}"
    return [*many, ratio, goal]


def _row(form: str, seeded: Seeded) -> list[float]:
    command = [sys.executable, "-m", "tests.benchmarks.bench_export", form, str(seeded.settings.data_dir)]
    runs = [
        json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(ROUNDS)
    ]
    return min(runs, key=lambda run: float(run[2]))


def measure(form: str, folder: Path) -> list[float]:
    """Points, wall seconds, processor seconds, points a second, megabytes."""
    settings = Settings(environment="test", data_dir=folder, secret_key=SECRET)
    app = create_app(settings)
    with app.test_request_context("/"):
        hearing = db.session.scalars(db.select(Hearing)).one()
        points = float(export.length(hearing))
        wall, processor = time.perf_counter(), time.process_time()
        export.write(hearing, TABLE, form, folder / f"table.{form}")
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
    return [points, wall, processor, points / wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
