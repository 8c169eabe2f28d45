"""Asking the newest state of an index. Ruined files give less than all and a line in the log, never an error."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from search.index_files import IndexFiles, Manifest, State

log = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class OpenIndex:
    """What an engine has opened of the index, kept until there is a newer state. Only new files are checked again.

    One thread asks at a time: Whoosh's files have one place to read at.
    """

    def __init__(self, files: IndexFiles, opened: Callable[[Path], Any]) -> None:
        self._files = files
        self._opened = opened
        self._lock = threading.Lock()
        self._searcher: Any = None
        self._state: State | None = None
        self._checked: Manifest | None = None
        self._told: tuple[State | None] | None = None

    def ask(self, question: Callable[[Any], Answer], otherwise: Answer) -> Answer:
        """What the newest state answers; `otherwise` where it cannot be read."""
        with self._lock:
            try:
                return question(self._newest())
            except Exception as damage:  # a reader of ruined bytes may raise anything
                self._forget()
                self._tell(damage)
                return otherwise

    def close(self) -> None:
        with self._lock:
            self._forget()

    def _tell(self, damage: Exception) -> None:
        """Once for each state: everybody who searches meets the same one."""
        state = (self._files.state(),)
        if state != self._told:
            log.warning("search index cannot be read: %r", damage)
        self._told = state

    def _newest(self) -> Any:
        state = self._files.state()
        if self._searcher is None or state != self._state:
            checked = self._files.check(self._checked)
            searcher = self._opened(self._files.root / checked.folder)
            self._forget()
            self._searcher, self._state, self._checked = searcher, state, checked
        return self._searcher

    def _forget(self) -> None:
        if hasattr(self._searcher, "close"):
            self._searcher.close()
        self._searcher = self._state = self._checked = None
