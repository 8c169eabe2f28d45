"""Files behind a port: kept by content hash in a folder, described by a row, given out by reference only."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import datetime
from pathlib import Path
from unicodedata import category

from flask import current_app
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app import clock, tasks
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


def store(data: bytes, name: str, media_type: str, municipality_id: int) -> StoredFile:
    """Write the bytes durably, then the row in the caller's transaction."""
    digest = hashlib.sha256(data).hexdigest()
    _hold_bytes(digest)
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.{new_reference()}")
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    row = StoredFile(
        municipality_id=municipality_id,
        ref=new_reference(),
        sha256=digest,
        size=len(data),
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


def safe_name(name: str) -> str:
    """A file name without folders, quotes, control characters or characters nobody sees, at most 120 characters."""
    last = "".join(character for character in re.split(r"[\\/]", name)[-1] if category(character) not in _UNSEEN)
    return re.sub(r'[\x00-\x1f\x7f"<>|:*?]+', "_", last).strip(". ")[-120:] or "fil"


def folder() -> Path:
    """Where the files lie."""
    return Path(current_app.config["HORING"].data_dir) / "files"


def _hold_bytes(digest: str) -> None:
    """Keep others from storing or discarding these bytes until this transaction ends. SQLite has one writer anyway."""
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        db.session.execute(db.select(db.func.pg_advisory_xact_lock(int(digest[:15], 16))))


def _path(digest: str) -> Path:
    return folder() / digest[:2] / digest


def _intact(row: StoredFile) -> bool:
    path = _path(row.sha256)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256
