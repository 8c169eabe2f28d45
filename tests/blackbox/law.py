"""Law L0, checked after every test: what was acknowledged is stored once, what is not public is seen by nobody."""

from __future__ import annotations

import json

from app import audit
from app.extensions import db
from app.municipalities.municipality import Municipality
from app.references import code_hash
from consultations.statements.statement import Comment, Publicity, Statement
from tests.blackbox.browser import Browser
from tests.blackbox.server import Server, eventually

MOST_PAGES = 150
WELL: dict[str, object] = {"ok": True, "problems": []}


def holds(server: Server, says: dict[str, object] = WELL) -> None:
    """Raise AssertionError where the law is broken, or where the health page does not come to say this.

    What died before and was replaced is another matter: tests kill on purpose.
    """
    server.release_clock()
    with server.outside.app_context():
        _stored_once(server.acknowledged)
        _audit_verifies()
        slugs = list(db.session.scalars(db.select(Municipality.slug).order_by(Municipality.id.desc()).limit(1)))
        secrets = _unpublished_texts()
        db.session.rollback()
    _seen_by_nobody(server.browser(), slugs, secrets)
    eventually(lambda: _health(server) == says)


def _health(server: Server) -> dict[str, object]:
    said: dict[str, object] = json.loads(server.browser().get("/helse").body)
    said.pop("degraded")
    return said


def _stored_once(acknowledged: dict[str, str]) -> None:
    query = db.select(Comment.text, Statement.code_hash).join(Statement, Comment.statement_id == Statement.id)
    stored: dict[str, list[str]] = {}
    for text, code in db.session.execute(query):
        stored.setdefault(text, []).append(code)
    for text, code in acknowledged.items():
        assert stored.get(text) == [code_hash(code)], f"{text[:60]!r} is stored {len(stored.get(text, []))} times"


def _audit_verifies() -> None:
    for municipality in db.session.scalars(db.select(Municipality)):
        assert list(audit.verify(municipality.id)) == []


def _unpublished_texts() -> set[str]:
    query = db.select(Comment.text).join(Statement, Comment.statement_id == Statement.id)
    hidden = set(db.session.scalars(query.where(Statement.publicity != Publicity.PUBLISHED)))
    shown = set(db.session.scalars(query.where(Statement.publicity == Publicity.PUBLISHED)))
    return {" ".join(text.split()) for text in hidden - shown if len(text) > 9}


def _seen_by_nobody(anybody: Browser, slugs: list[str], secrets: set[str]) -> None:
    waiting, seen = ["/", *(f"/{slug}/" for slug in slugs)], set[str]()
    starts = tuple(f"/{slug}/" for slug in slugs)
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        page = anybody.get(path)
        assert page.status < 500, f"{path}: {page.status}"
        if not page.headers.get("Content-Type", "").startswith("text/html"):
            continue
        text = page.text
        found = [secret for secret in secrets if secret in text]
        assert not found, f"{path} shows {found[0][:80]!r}"
        waiting += [link for link in sorted(page.links()) if link.startswith(starts) and "/static/" not in link]
