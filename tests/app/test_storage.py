"""Files: sealed by their hash, found again, missed when they are gone."""

from __future__ import annotations

import pytest
from flask import Flask

from app import storage
from app.extensions import db
from tests import factories


@pytest.fixture
def home(app: Flask) -> int:
    with app.app_context():
        made = factories.municipality().id
        db.session.commit()
    return made


def test_what_is_stored_is_read_again_byte_for_byte(app: Flask, home: int) -> None:
    with app.app_context():
        row = storage.store(b"\x00\xffPlan", "plan.docx", "application/x", home)
        assert storage.read(row) == b"\x00\xffPlan"
        assert (row.size, len(row.sha256)) == (6, 64)


def test_the_same_bytes_lie_in_the_folder_once(app: Flask, home: int) -> None:
    with app.app_context():
        one, two = (storage.store(b"plan", name, "text/plain", home) for name in ("a.md", "b.md"))
        assert one.ref != two.ref
        assert len([path for path in storage.folder().rglob("*") if path.is_file()]) == 1


def test_check_names_what_is_missing_or_changed(app: Flask, home: int) -> None:
    with app.app_context():
        rows = [
            storage.store(data, f"{number}.md", "text/plain", home) for number, data in enumerate([b"a", b"b", b"c"])
        ]
        paths = [storage.folder() / row.sha256[:2] / row.sha256 for row in rows]
        paths[0].unlink()
        paths[1].write_bytes(b"x")
        assert {row.name for row in storage.damaged()} == {"0.md", "1.md"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\kari\\Plan.docx", "Plan.docx"),
        ('a"b\r\nc.docx', "a_b_c.docx"),
        ("...", "fil"),
        ("", "fil"),
        ("x" * 300 + ".docx", ("x" * 300 + ".docx")[-120:]),
        ("høringsutkast æøå.docx", "høringsutkast æøå.docx"),
    ],
)
def test_names_lead_nowhere(given: str, kept: str) -> None:
    assert storage.safe_name(given) == kept
