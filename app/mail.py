"""Letters by e-mail: accepted in the caller's transaction, sent by the worker, written to a folder in development.

Mails carry links and numbers, never the text of a statement. A letter repeated after a crash has the same Message-ID.
"""

from __future__ import annotations

import hashlib
import re
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default as default_policy
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

from flask import current_app

from app import clock, tasks
from app.config import Settings
from app.extensions import db

CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")


def send(to: str, subject: str, body: str, *, key: str, municipality_id: int | None = None) -> None:
    """Accept a letter: it is sent once the caller's transaction is committed. The same key is sent once."""
    payload = {"to": CONTROLS.sub(" ", to), "subject": CONTROLS.sub(" ", subject), "body": body}
    tasks.enqueue("mail", key, payload, municipality_id)


def is_accepted(key: str) -> bool:
    """Whether a letter with this key is sent, or will be."""
    return bool(db.session.scalar(db.select(db.exists().where(tasks.Task.kind == "mail", tasks.Task.key == key))))


@tasks.handler("mail")
def _deliver(jobs: list[tasks.Job]) -> None:
    settings: Settings = current_app.config["HORING"]
    for job in jobs:
        message = _message(job, settings)
        if settings.smtp_host:
            _by_smtp(message, settings)
        else:
            _to_folder(message, settings.data_dir / "mail" / str(job.municipality_id or "all"))


def _message(job: tasks.Job, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = job.payload["to"]
    message["Subject"] = job.payload["subject"]
    message["Date"] = format_datetime(clock.now())
    domain = settings.mail_from.rpartition("@")[2]
    message["Message-ID"] = f"<{hashlib.sha256(job.key.encode()).hexdigest()[:32]}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(job.payload["body"])
    return message


def _by_smtp(message: EmailMessage, settings: Settings) -> None:
    with smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=20) as server:
        if settings.smtp_starttls:
            server.starttls()
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(message)


def _to_folder(message: EmailMessage, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = message["Message-ID"].strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(message.as_bytes())


@dataclass(frozen=True, slots=True)
class WrittenLetter:
    """A letter in the development folder."""

    to: str
    subject: str
    date: datetime
    body: str


def written(settings: Settings, municipality_id: int, most: int = 50) -> Iterator[WrittenLetter]:
    """The newest letters of a municipality in the development folder."""
    folder = settings.data_dir / "mail" / str(municipality_id)
    newest = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)[:most]
    for path in newest:
        message = BytesParser(policy=default_policy).parsebytes(path.read_bytes())
        body = message.get_body()
        written_at = parsedate_to_datetime(message["Date"])
        yield WrittenLetter(message["To"], message["Subject"], written_at, body.get_content() if body else "")
