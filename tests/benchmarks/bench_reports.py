"""How the table of remarks grows: Word and Excel with 1 000 and 10 000 points, each in a fresh process.

Goal: the time grows no faster than the points, and the memory stays under 300 MB. The ratio is of
processor time, which other work on the machine does not stretch; the seconds on the wall stand beside.
Run as `python -m tests.benchmarks.bench_reports`.
"""

import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask_babel import Babel

from consultations.reports import docx, xlsx
from tests.consultations.reports import sample

FEW, MANY = 1_000, 10_000
WRITERS = {"docx": docx.write_table, "xlsx": xlsx.write_table}
MEMORY_GOAL = 300
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Measurement:
    seconds: float
    processor_seconds: float
    megabytes: float
    kilobytes_of_file: int


def measure(kind: str, points: int) -> Measurement:
    """Writes one file in this process; meant to be the only thing that the process does."""
    app = Flask(__name__)
    Babel(app, default_locale="nb")  # type: ignore[no-untyped-call]
    with TemporaryDirectory() as folder, app.app_context():
        path = Path(folder, "table")
        wall, processor = time.perf_counter(), time.process_time()
        with path.open("wb") as out:
            WRITERS[kind](sample.remark_table(points), out)
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return Measurement(wall, processor, peak, path.stat().st_size // 1024)


def best(kind: str, points: int) -> Measurement:
    """The quickest of a few fresh processes, and the memory of that one."""
    runs = [_in_fresh_process(kind, points) for _ in range(ROUNDS)]
    return min(runs, key=lambda run: run.processor_seconds)


def _in_fresh_process(kind: str, points: int) -> Measurement:
    command = [sys.executable, "-m", "tests.benchmarks.bench_reports", kind, str(points)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Measurement(**json.loads(done.stdout))


def report() -> bool:
    """Prints the table; tells whether the goals hold."""
    print(f"{'table':6}{'points':>8}{'wall s':>9}{'cpu s':>8}{'points/s':>10}{'peak MB':>9}{'file kB':>9}  goal")
    missed = [kind for kind in WRITERS if not _report_kind(kind)]
    return not missed


def _report_kind(kind: str) -> bool:
    few, many = best(kind, FEW), best(kind, MANY)
    ratio, allowed = many.processor_seconds / few.processor_seconds, MANY / FEW
    held = ratio <= allowed and many.megabytes < MEMORY_GOAL
    _print_line(kind, FEW, few, "")
    verdict = "held" if held else "MISSED"
    goal = f"{ratio:.1f} times the time for {allowed:.0f} times the points, under {MEMORY_GOAL} MB: {verdict}"
    _print_line(kind, MANY, many, goal)
    return held


def _print_line(kind: str, points: int, run: Measurement, goal: str) -> None:
    times = f"{run.seconds:>9.2f}{run.processor_seconds:>8.2f}{points / run.seconds:>10.0f}"
    print(f"{kind:6}{points:>8}{times}{run.megabytes:>9.0f}{run.kilobytes_of_file:>9}  {goal}".rstrip())


def main(arguments: list[str]) -> int:
    if arguments:
        kind, points = arguments
        run = measure(kind, int(points))
        print(json.dumps(asdict(run)))
        return 0
    return 0 if report() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
