"""A zip file from outside, opened with suspicion: true sizes are counted before anything is read."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO

MAX_ENTRIES = 4000
MAX_TOTAL = 250 * 1024 * 1024
MAX_XML = 40 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM = 5 * 1024 * 1024
_CHUNK = 256 * 1024
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError),
    *(RuntimeError, ValueError, OverflowError, KeyError, IndexError),
)


class BadZip(Exception):
    """`code` tells what is wrong: broken, encrypted or zip-bomb."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ZipArchive:
    """Entries by name. Raises BadZip when the file is broken, encrypted or a zip bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._check()
        except _BROKEN:
            raise BadZip("broken") from None
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except _BROKEN:
            raise BadZip("broken") from None

    def _check(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise BadZip("zip-bomb")
        total = 0
        for entry in entries:
            if entry.flag_bits & 1:
                raise BadZip("encrypted")
            total += self._true_size(entry, MAX_TOTAL - total)

    def _true_size(self, entry: zipfile.ZipInfo, left: int) -> int:
        size = 0
        limit = min(left, MAX_XML) if entry.filename.lower().endswith((".xml", ".rels")) else left
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limit or (size > _RATIO_FROM and size > MAX_RATIO * max(1, entry.compress_size)):
                    raise BadZip("zip-bomb")
        return size
