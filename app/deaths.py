"""Processes of ours that died and were replaced: told for a day, though all is well again."""

from __future__ import annotations

import signal
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app import clock

TOLD_FOR = timedelta(days=1)
MOST = 1000


@dataclass(frozen=True, slots=True)
class Death:
    """`cause` is the name of a signal or an exit code; `who` says what kind of process it was."""

    at: datetime
    pid: int
    cause: str
    who: str

    def __str__(self) -> str:
        return f"{self.at.isoformat(timespec='seconds')}\t{self.pid}\t{self.cause}\t{self.who}"


def cause_of(exit_code: int) -> str:
    """The exit code in words, as `subprocess` gives it: below zero it is a signal."""
    return signal.Signals(-exit_code).name if exit_code < 0 else f"exit code {exit_code}"


def record(folder: Path, who: str, pid: int, cause: str) -> None:
    """Keep a death in the data folder. What a full disk or two deaths at the same instant take is in the log still."""
    deaths = [*of_the_last_day(folder)[1 - MOST :], Death(clock.now(), pid, cause, who)]
    path = _file(folder)
    with suppress(OSError):
        path.with_suffix(".new").write_text("".join(f"{death}\n" for death in deaths))
        path.with_suffix(".new").replace(path)


def of_the_last_day(folder: Path) -> list[Death]:
    """The newest last; at most a thousand."""
    try:
        lines = _file(folder).read_text().splitlines()
    except OSError:
        return []
    since = clock.now() - TOLD_FOR
    return [death for death in map(_read, lines) if death.at > since]


def _read(line: str) -> Death:
    at, pid, cause, who = line.split("\t")
    return Death(datetime.fromisoformat(at), int(pid), cause, who)


def _file(folder: Path) -> Path:
    return folder / "deaths.txt"
