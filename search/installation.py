"""The index of this installation: one a process, in the data folder, kept by the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask, current_app

from app import published, tasks
from app.config import TANTIVY
from search import indexer
from search.index import SearchIndex
from search.whoosh_index import WhooshIndex

TASKS_AT_ONCE = 200


def current_index() -> SearchIndex:
    """The index of the application that is running."""
    held: SearchIndex | None = current_app.extensions.get("horing.search")
    if held is None:
        settings = current_app.config["HORING"]
        held = _engine(settings.search)(Path(settings.data_dir) / "index")
        current_app.extensions["horing.search"] = held
    return held


def close(app: Flask) -> None:
    """Give back what the application holds of its index; it is opened again where it is asked."""
    held: SearchIndex | None = app.extensions.pop("horing.search", None)
    if held is not None:
        held.close()


def _engine(name: str) -> Callable[[Path], SearchIndex]:
    """The engine of that name; tantivy is read only where it was chosen, for it need not be installed."""
    if name == TANTIVY:
        from search.tantivy_index import TantivyIndex

        return TantivyIndex
    return WhooshIndex


def heal() -> None:
    """The worker finds the index as it was written, or builds it anew."""
    indexer.heal(current_index())


@tasks.handler(published.INDEX_TASK, batch=TASKS_AT_ONCE, keep=False)
def take_in(jobs: list[tasks.Job]) -> None:
    """Take in changes, many at a time: each write costs the same. A ruined index is rebuilt, which takes in all."""
    index = current_index()
    if not indexer.heal(index):
        indexer.index_changed(index, [(job.payload["kind"], job.payload["refs"]) for job in jobs])
