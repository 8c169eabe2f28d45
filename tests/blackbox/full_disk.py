"""A disk that is full when a test says so: a small file system of our own, else a limit on what processes may write."""

from __future__ import annotations

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.blackbox.server import Server

SIZE = "24m"
LITTLE = 64 * 1024


@contextmanager
def small_file_system(folder: Path) -> Iterator[bool]:
    """Mount one here. Yields False where this machine does not let us."""
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    mounted = mount is not None and subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run([shutil.which("umount") or "umount", "-l", str(folder)], check=True)


@contextmanager
def filled(folder: Path) -> Iterator[Callable[[], None]]:
    """Fill the file system of this folder to the last byte; the function gives the space back."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    try:
        yield ballast.unlink
    finally:
        ballast.unlink(missing_ok=True)


@contextmanager
def limited(server: Server) -> Iterator[Callable[[], None]]:
    """Let the web workers write in no file beyond its first bytes; the function takes that back."""
    workers = server.web_workers()
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in workers}
    for pid in workers:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (LITTLE, before[pid][1]))

    def give_back() -> None:
        for pid in workers:
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, before[pid])

    try:
        yield give_back
    finally:
        give_back()
