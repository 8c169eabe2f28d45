"""Memory in cycles is tidied between two requests, and never while an object's attributes become its `__dict__`."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from pathlib import Path

from flask import Flask

from app import garbage

# What a session does when it is closed: a state stores an attribute while its row is garbage that waits for the
# collector, and the collector tells the state, which stores an attribute too.
STORED_DURING_A_COLLECTION = """
import gc, weakref
from pathlib import Path
from app.config import Settings
from app.factory import create_app

class Row:
    pass

class State:
    def __init__(self, row):
        self.row = weakref.ref(row, self.forget)

    def forget(self, _row):
        self.session = None

create_app(Settings(environment="test", data_dir=Path("."), secret_key="t" * 48))
names, dicts = [f"attribute_{number}" for number in range(40)], []
for _ in range(20):
    row = Row()
    row.itself = row
    state = State(row)
    del row
    dicts.append([{} for _ in range(200)])  # Python keeps no spare one now
    store, waiting = setattr, iter(names)
    gc.set_threshold(1, 1000, 1000)
    for name in waiting:
        store(state, name, 1)
    gc.set_threshold(10**6, 1000, 1000)
    gc.collect()
    assert set(state.__dict__) == {"row", "session", *names}, state.__dict__
"""


class Loop:
    def __init__(self) -> None:
        self.itself = self


def test_a_process_survives_what_kills_python_3_11(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    command = [sys.executable, "-X", "faulthandler", "-c", STORED_DURING_A_COLLECTION]
    environment = {"PYTHONPATH": str(root), "PYTHONMALLOC": "debug"}  # what was freed is overwritten
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def test_python_collects_by_itself_where_that_is_safe(app: Flask) -> None:
    assert gc.isenabled() is not garbage.COLLECTS_ANYWHERE


def test_what_a_request_leaves_behind_is_collected_after_it(app: Flask) -> None:
    with app.app_context():
        left = [weakref.ref(Loop()) for _ in range(2 * gc.get_threshold()[0])]
    with app.app_context():
        pass
    assert sum(reference() is not None for reference in left) < len(left) / 2
