"""The index of this installation: one a process, in the data folder, kept by the worker."""

from __future__ import annotations

from pathlib import Path

from flask import current_app

from app import published, tasks
from search import indexer
from search.index import SearchIndex
from search.whoosh_index import WhooshIndex

TASKS_AT_ONCE = 200


def current_index() -> SearchIndex:
    """The index of the application that is running."""
    held: SearchIndex | None = current_app.extensions.get("horing.search")
    if held is None:
        held = WhooshIndex(Path(current_app.config["HORING"].data_dir) / "index")
        current_app.extensions["horing.search"] = held
    return held


def heal() -> None:
    """The worker finds the index as it was written, or builds it anew."""
    indexer.heal(current_index())


@tasks.handler(published.INDEX_TASK, batch=TASKS_AT_ONCE, keep=False)
def take_in(jobs: list[tasks.Job]) -> None:
    """Take in changes, many at a time: each write costs the same. A ruined index is rebuilt, which takes in all."""
    index = current_index()
    if not indexer.heal(index):
        indexer.index_changed(index, [(job.payload["kind"], job.payload["refs"]) for job in jobs])
