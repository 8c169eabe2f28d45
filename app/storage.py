"""Files behind a port: kept by content hash in a folder, described by a row, given out by reference only."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO
from unicodedata import category

from flask import current_app
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock, marks, tasks
from app.database import Model, UtcDateTime
from app.extensions import db
from app.references import new_reference

DISCARD_TASK = "discard_bytes"

_UNSEEN = frozenset({"Cf", "Cs", "Zl", "Zp"})  # marks that turn the writing around, halves of characters


class StoredFile(Model):
    """What we know of a stored file. The bytes are sealed: their SHA-256 is their address."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), index=True)
    ref: Mapped[str] = mapped_column(String(16), unique=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @property
    def plain_type(self) -> str:
        """The media type without the charset that older editions have in it: who sends a text adds one."""
        return self.media_type.partition(";")[0]


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that lie in the folder for good; nobody finds them before a row describes them."""

    sha256: str
    size: int


def store(data: bytes, name: str, media_type: str, municipality_id: int) -> StoredFile:
    """Write the bytes durably, then the row in the caller's transaction."""
    _hold_bytes(hashlib.sha256(data).hexdigest())
    return describe(keep(io.BytesIO(data)), name, media_type, municipality_id)


def keep(source: IO[bytes]) -> Kept:
    """Write what can be read durably, in little memory and without a transaction. Twice is the same."""
    digest = hashlib.file_digest(source, "sha256").hexdigest()  # type: ignore[arg-type]
    size = source.seek(0, os.SEEK_END)
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        source.seek(0)
        _write(source, path)
    return Kept(digest, size)


def describe(kept: Kept, name: str, media_type: str, municipality_id: int) -> StoredFile:
    """The row for bytes that are kept, in the caller's transaction.

    Raises FileNotFoundError where they were discarded meanwhile, because the last row that held the same went.
    """
    _hold_bytes(kept.sha256)
    if not _path(kept.sha256).exists():
        raise FileNotFoundError(kept.sha256)
    row = StoredFile(
        municipality_id=municipality_id,
        ref=new_reference(),
        sha256=kept.sha256,
        size=kept.size,
        name=safe_name(name),
        media_type=media_type,
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row


def read(file: StoredFile) -> bytes:
    """The bytes as they were received. Raises FileNotFoundError when the folder has lost them."""
    return _path(file.sha256).read_bytes()


def opened(file: StoredFile) -> IO[bytes]:
    """The same to be read in pieces; the caller closes it. Raises FileNotFoundError."""
    return _path(file.sha256).open("rb")


def discard(file: StoredFile) -> None:
    """Forget a file in the caller's transaction; its bytes go after the commit, unless another row holds the same."""
    tasks.enqueue(DISCARD_TASK, file.ref, {"sha256": file.sha256}, file.municipality_id)
    db.session.delete(file)
    db.session.flush()


@tasks.handler(DISCARD_TASK, keep=False)
def _discard_bytes(jobs: list[tasks.Job]) -> None:
    for job in jobs:
        digest = str(job.payload["sha256"])
        _hold_bytes(digest)
        if db.session.scalar(db.select(StoredFile.id).where(StoredFile.sha256 == digest).limit(1)) is None:
            _path(digest).unlink(missing_ok=True)
        db.session.rollback()


def damaged() -> list[StoredFile]:
    """Rows whose bytes are missing or changed, for `horing check`."""
    return [row for row in db.session.scalars(db.select(StoredFile)) if not _intact(row)]


def orphans() -> list[str]:
    """Files in the folder that no row describes, by their place in it. One that came just now has its row soon."""
    there = {path.name: path for path in folder().glob("??/*")}
    described = set(db.session.scalars(db.select(StoredFile.sha256)))
    return sorted(f"{path.parent.name}/{name}" for name, path in there.items() if name not in described)


def safe_name(name: str) -> str:
    """A file name without folders, quotes, control characters or characters nobody sees, at most 120 characters."""
    last = marks.thinned(re.split(r"[\\/]", name)[-1])
    seen = "".join(character for character in last if category(character) not in _UNSEEN)
    return re.sub(r'[\x00-\x1f\x7f"<>|:*?]+', "_", seen).strip(". ")[-120:] or "fil"


def folder() -> Path:
    """Where the files lie."""
    return Path(current_app.config["HORING"].data_dir) / "files"


def _hold_bytes(digest: str) -> None:
    """Keep others from storing or discarding these bytes until this transaction ends. SQLite has one writer anyway."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        db.session.execute(db.select(db.func.pg_advisory_xact_lock(int(digest[:15], 16))))


def _write(source: IO[bytes], path: Path) -> None:
    """The file has its name once it is whole; a backup that runs meanwhile does not see it before."""
    unfinished = folder().with_name("files.unfinished")
    unfinished.mkdir(parents=True, exist_ok=True)
    temporary = unfinished / new_reference()
    try:
        with temporary.open("wb") as file:
            shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return folder() / digest[:2] / digest


def _intact(row: StoredFile) -> bool:
    path = _path(row.sha256)
    if not path.exists():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == row.sha256
