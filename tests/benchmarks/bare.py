"""What the product is compared with: bare Flask, a page of the same size, a form that stores one row durably."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

PAGE_BYTES, DATABASE = "BARE_PAGE_BYTES", "BARE_DATABASE"

LETTERS = """
CREATE TABLE IF NOT EXISTS letter (id INTEGER PRIMARY KEY, name TEXT, email TEXT, text TEXT, received_at TEXT)
"""


def create_app() -> Flask:
    """One page that is a constant string; one POST with one INSERT, committed to the disk before the answer."""
    app = Flask("bare")
    text = "x" * int(os.environ[PAGE_BYTES])
    held = threading.local()

    @app.get("/page")
    def page() -> str:
        return text

    @app.post("/letter")
    def letter() -> Response:
        if not hasattr(held, "connection"):
            held.connection = open_database(Path(os.environ[DATABASE]))
        with held.connection as connection:
            connection.execute(
                "INSERT INTO letter (name, email, text, received_at) VALUES (?, ?, ?, datetime('now'))",
                (request.form["name"], request.form["email"], request.form["text"]),
            )
        return redirect("/page", 303)

    return app


def open_database(path: Path) -> sqlite3.Connection:
    """As durable as the product's: WAL, every commit on the disk."""
    connection = sqlite3.connect(path, timeout=5)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(LETTERS)
    connection.commit()
    return connection
