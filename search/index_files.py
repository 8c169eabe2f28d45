"""The files of an index on disk: a folder per generation and a CURRENT file that says which one counts.

CURRENT carries size and checksum of every file, so that damage is known before anything is written on top of it, and is
replaced in one step, so that readers see the old state or the new one.
"""

import fcntl
import json
import shutil
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from search.index import DamagedIndex
from search.language import ANALYSIS

_CURRENT = "CURRENT"
_FOLDER = "g-"
_LOCK = ".lock"
_PIECE = 1 << 20


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
    layout: str

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
            if said["layout"] != self._layout:
                raise DamagedIndex("another version")
            folder = Path(str(said["folder"])).name
            return Manifest(folder, {str(n): (int(size), int(crc)) for n, (size, crc) in said["files"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedIndex("no current index") from error

    def current(self) -> Path:
        """The folder that counts. Raises DamagedIndex."""
        return self.root / self.manifest().folder

    def check(self, known: Manifest | None = None) -> Manifest:
        """The manifest, after reading every file but those that are `known`. Raises DamagedIndex."""
        manifest = self.manifest()
        checked = known.files if known and known.folder == manifest.folder else {}
        wanted = {name: said for name, said in manifest.files.items() if checked.get(name) != said}
        if _sums(self.root / manifest.folder, wanted) != wanted:
            raise DamagedIndex("its files were changed")
        return manifest

    def is_sound(self) -> bool:
        """Whether all files are there and as they were written."""
        try:
            self.check()
        except DamagedIndex:
            return False
        return True

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One writer at a time, over all processes; the lock goes with the process that holds it."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.root / _LOCK).open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @contextmanager
    def changing(self) -> Iterator[Path]:
        """The folder that counts, to be changed while `writing`; afterwards its new state counts.

        What a writer that was killed left is deleted first: it may hold words that were withdrawn since.
        """
        manifest = self.check()
        folder = self.root / manifest.folder
        _delete_all_but(folder, manifest.files)
        try:
            yield folder
            self._let_count(folder)
        except Exception as error:
            if self.is_sound():
                raise
            raise DamagedIndex("damaged while writing") from error

    @contextmanager
    def replacing(self) -> Iterator[Path]:
        """A new folder, to be filled while `writing`; when it is complete it counts and the others are deleted."""
        folder = self.root / f"{_FOLDER}{uuid4().hex[:12]}"
        folder.mkdir(mode=0o700)
        try:
            yield folder
            self._let_count(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        _delete_all_but(self.root, {folder.name, _CURRENT, _LOCK})

    @property
    def _layout(self) -> str:
        return f"{self.layout}:{ANALYSIS}"

    def _let_count(self, folder: Path) -> None:
        names = [path.name for path in folder.iterdir() if path.is_file() and "lock" not in path.name.lower()]
        said = json.dumps({"layout": self._layout, "folder": folder.name, "files": _sums(folder, sorted(names))})
        draft = self.root / f".{_CURRENT}-{uuid4().hex[:8]}"
        draft.write_text(said, "ascii")
        draft.replace(self.root / _CURRENT)


def _sums(folder: Path, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Size and checksum of those of the files that are there."""
    sums = {}
    for name in names:
        try:
            with (folder / name).open("rb") as file:
                size = checksum = 0
                while piece := file.read(_PIECE):
                    size, checksum = size + len(piece), zlib.crc32(piece, checksum)
        except OSError:
            continue
        sums[name] = size, checksum
    return sums


def _delete_all_but(folder: Path, names: Collection[str]) -> None:
    for path in folder.iterdir():
        if path.name in names:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
