"""The files of an index on disk: a folder per generation and a CURRENT file that says which one counts.

CURRENT carries size and checksum of every file, so that damage is known before a byte is interpreted, and is replaced
in one step, so that readers see the old state or the new one. Readers keep files in memory: a file that is cut off or
deleted under a running search can neither crash nor change it.
"""

import fcntl
import json
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from search.index import DamagedIndex
from search.language import ANALYSIS

LAYOUT = f"whoosh-2.7:{ANALYSIS}"
_CURRENT = "CURRENT"
_FOLDER = "g-"


State = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Which folder counts, and what its files must be: name → (size, checksum)."""

    folder: str
    files: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class IndexFiles:
    """The directory that holds an index."""

    root: Path

    def state(self) -> State | None:
        """Changes whenever CURRENT is replaced; None where there is none."""
        try:
            status = (self.root / _CURRENT).stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def manifest(self) -> Manifest:
        """What CURRENT says. Raises DamagedIndex when it says nothing of use."""
        try:
            said = json.loads((self.root / _CURRENT).read_text("ascii"))
            if said["layout"] != LAYOUT:
                raise DamagedIndex("another version")
            folder = Path(str(said["folder"])).name
            return Manifest(folder, {str(n): (int(size), int(crc)) for n, (size, crc) in said["files"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedIndex("no current index") from error

    def path(self, manifest: Manifest) -> Path:
        return self.root / manifest.folder

    def read(self, manifest: Manifest, name: str) -> bytes:
        """One file, whole and as it was written, or DamagedIndex."""
        try:
            content = (self.path(manifest) / name).read_bytes()
        except OSError as error:
            raise DamagedIndex(f"{name} is missing") from error
        if (len(content), zlib.crc32(content)) != manifest.files[name]:
            raise DamagedIndex(f"{name} was changed")
        return content

    def check(self) -> Manifest:
        """The manifest, after reading every file. Raises DamagedIndex."""
        manifest = self.manifest()
        for name in manifest.files:
            self.read(manifest, name)
        return manifest

    def new_folder(self) -> Path:
        folder = self.root / f"{_FOLDER}{uuid4().hex[:12]}"
        folder.mkdir(mode=0o700, parents=True)
        return folder

    def publish(self, folder: Path) -> None:
        """Let a folder count from now on."""
        files = {}
        for path in sorted(folder.iterdir()):
            if path.is_file() and not path.name.endswith("LOCK"):
                content = path.read_bytes()
                files[path.name] = (len(content), zlib.crc32(content))
        said = json.dumps({"layout": LAYOUT, "folder": folder.name, "files": files})
        draft = self.root / f".{_CURRENT}-{uuid4().hex[:8]}"
        draft.write_text(said, "ascii")
        draft.replace(self.root / _CURRENT)

    def sweep(self, manifest: Manifest) -> None:
        """Delete what a writer that was killed left in the folder: it may hold words that were withdrawn since."""
        for path in self.path(manifest).iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in manifest.files:
                path.unlink(missing_ok=True)

    def remove_all_but(self, folder: Path) -> None:
        """Delete older generations and what an interrupted rebuild left."""
        for path in self.root.iterdir():
            if path.name.startswith(_FOLDER) and path != folder:
                shutil.rmtree(path, ignore_errors=True)
            elif path.name.startswith(f".{_CURRENT}-"):
                path.unlink(missing_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One writer at a time, over all processes; the lock goes with the process that holds it."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.root / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
