"""How often one may try. Counters live in their own file: losing them is no harm, and they never hold up the main one.

Sign-in fails closed, submitting fails open: a broken counter may not cost anybody their remark. What others do never
refuses the right password or code: wrong ones are counted, and the next ones are slowed.
"""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from flask import current_app, request

from app import clock

log = logging.getLogger(__name__)

QUARTER = 900
_WITH_PORT = re.compile(r"(?P<v4>[0-9.]+):[0-9]+|\[(?P<v6>[0-9a-fA-F:.]+)\](?::[0-9]+)?")
FAILED_PER_ACCOUNT_AND_PLACE = 10
FAILED_PER_PLACE = 100
SUBMISSIONS_PER_PLACE = 400  # a whole school behind one address gets through
DRAFTS_PER_PLACE = 2 * SUBMISSIONS_PER_PLACE
LETTERS_PER_PLACE = 20_000_000  # in drafts: ten of the longest, or twenty pages for each of a whole school
MAILS_A_DAY = 50  # that anybody can have sent to one address


class CountersBroken(Exception):
    """Wrong tries cannot be counted, so nobody is let in."""


def is_slowed(email: str, known: str | None) -> bool:
    """Whether so many wrong passwords were tried that the next is looked at slowly. Raises CountersBroken.

    `known` is the mark of a browser in which the account's owner has signed in: it answers for itself alone.
    """
    try:
        if known is not None:
            return _count(f"browser:{known}") >= FAILED_PER_ACCOUNT_AND_PLACE
        return (
            _count(_account(email)) >= FAILED_PER_ACCOUNT_AND_PLACE
            or _count(_everywhere(email)) >= FAILED_PER_PLACE
            or _count(f"sign-in:{place()}") >= FAILED_PER_PLACE
        )
    except sqlite3.Error as error:
        raise CountersBroken from error


def count_failed_sign_in(email: str, known: str | None) -> None:
    """Remember a wrong password. Raises CountersBroken."""
    keys = [f"browser:{known}"] if known else [_account(email), _everywhere(email), f"sign-in:{place()}"]
    try:
        for key in keys:
            _add(key)
    except sqlite3.Error as error:
        raise CountersBroken from error


def allow_submission() -> bool:
    """Count a submission from this place and say whether it is within reason; yes, when the counters fail."""
    try:
        return _add(f"submit:{place()}") <= SUBMISSIONS_PER_PLACE
    except sqlite3.Error:
        log.exception("the counters cannot be kept")
        return True


def allow_draft() -> bool:
    """Count a draft begun from this place and say whether it is within reason; yes, when the counters fail."""
    try:
        return _add(f"draft:{place()}") <= DRAFTS_PER_PLACE
    except sqlite3.Error:
        log.exception("the counters cannot be kept")
        return True


def allow_typed(letters: int) -> bool:
    """Count what drafts from this place have grown by, and say whether it is within reason; yes, when they fail."""
    try:
        return _add(f"typed:{place()}", letters) <= LETTERS_PER_PLACE
    except sqlite3.Error:
        log.exception("the counters cannot be kept")
        return True


def allow_mail_to(address: str) -> bool:
    """Count a mail that somebody asks us to send to this address; no, after many on one day."""
    tomorrow = clock.midnight_after(clock.today())
    try:
        return _add(f"mail:{address.strip().lower()}", until=int(tomorrow.timestamp()) // QUARTER) <= MAILS_A_DAY
    except sqlite3.Error:
        log.exception("the counters cannot be kept")
        return True


def allow_code() -> bool:
    """Whether another receipt code may be tried from this place; guesses are slowed long before they could hit."""
    try:
        return _count(f"code:{place()}") < FAILED_PER_PLACE
    except sqlite3.Error:
        log.exception("the counters cannot be read")
        return True


def count_wrong_code() -> None:
    """Remember a receipt code that leads nowhere."""
    _add(f"code:{place()}")


def place() -> str:
    """Where a request comes from: an IPv4 address or an IPv6 /64, keyed so that the file tells nobody."""
    secret = current_app.config["SECRET_KEY"]
    return hashlib.sha256(f"{secret}{_network(request.remote_addr or '')}".encode()).hexdigest()[:16]


def _network(told: str) -> str:
    """The network of an address as a proxy tells it, with its port or without."""
    match = _WITH_PORT.fullmatch(told)
    try:
        address = ipaddress.ip_address(match["v4"] or match["v6"] if match else told)
    except ValueError:
        return told
    address = (address.version == 6 and address.ipv4_mapped) or address
    return str(ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False))


def _account(email: str) -> str:
    return f"{place()}:{_everywhere(email)}"


def _everywhere(email: str) -> str:
    """An address counts as one however it is typed, as it does where users are looked up."""
    return f"sign-in:{email.strip().lower()}"


def _add(key: str, more: int = 1, until: int | None = None) -> int:
    """Count one more (or so many) in this quarter, or in the time that ends with the quarter `until`.

    Returns how many there are now.
    """
    slot = until or _slot()
    with closing(_open()) as counters, counters:
        row = counters.execute(
            "INSERT INTO hit (key, slot, hits) VALUES (?, ?, ?)"
            " ON CONFLICT (key, slot) DO UPDATE SET hits = hits + excluded.hits RETURNING hits",
            (_hashed(key), slot, more),
        ).fetchone()
        if row[0] == more:
            counters.execute("DELETE FROM hit WHERE slot < ?", (_slot() - 1,))
    return int(row[0])


def _count(key: str) -> int:
    with closing(_open()) as counters:
        row = counters.execute(
            "SELECT sum(hits) FROM hit WHERE key = ? AND slot >= ?", (_hashed(key), _slot())
        ).fetchone()
    return int(row[0] or 0)


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _slot() -> int:
    return int(clock.now().timestamp()) // QUARTER


def _open() -> sqlite3.Connection:
    path = Path(current_app.config["HORING"].data_dir) / "limits.db"
    counters = sqlite3.connect(path, timeout=1)
    counters.execute("PRAGMA synchronous=OFF")
    if not counters.execute("SELECT 1 FROM sqlite_master WHERE name = 'hit'").fetchone():
        counters.execute("PRAGMA journal_mode=WAL")
        counters.execute(
            "CREATE TABLE IF NOT EXISTS hit (key TEXT, slot INTEGER, hits INTEGER, PRIMARY KEY (key, slot)) "
            "WITHOUT ROWID"
        )
    return counters
