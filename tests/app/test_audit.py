"""M05: whoever changes the chain behind our back is found out."""

from __future__ import annotations

import pytest
from flask import Flask

from app import audit
from app.extensions import db
from tests import factories


@pytest.fixture
def chain(app: Flask) -> int:
    """A municipality with five entries."""
    with app.app_context():
        home = factories.municipality().id
        before = len(list(db.session.scalars(db.select(audit.AuditEvent))))
        for number in range(5 - before):
            audit.record(home, "statement.received", f"statement:{number}", {"number": number, "late": False})
        db.session.commit()
    return home


def faults(app: Flask, home: int, *statements: str) -> list[str]:
    with app.app_context():
        for statement in statements:
            db.session.execute(db.text(statement))
        db.session.commit()
    with app.app_context():
        return list(audit.verify(home))


def test_an_untouched_chain_verifies(app: Flask, chain: int) -> None:
    assert faults(app, chain) == []


@pytest.mark.parametrize(
    "change",
    [
        "subject = 'statement:x'",
        "action = 'moderation.approved'",
        "actor = 'user:7'",
        "data = '{\"number\": 99}'",
        "at = '2020-01-01 00:00:00'",
        "hash = previous",
    ],
)
def test_a_changed_entry_is_named(app: Flask, chain: int, change: str) -> None:
    found = faults(app, chain, f"UPDATE audit_event SET {change} WHERE number = 3")
    assert "entry 3 was changed" in found


def test_a_removed_entry_is_named(app: Flask, chain: int) -> None:
    found = faults(app, chain, "DELETE FROM audit_event WHERE number = 3")
    assert found[0] == "entry 3 is missing (found 4)"


def test_a_removed_entry_is_named_though_the_others_move_up(app: Flask, chain: int) -> None:
    found = faults(
        app,
        chain,
        "DELETE FROM audit_event WHERE number = 3",
        "UPDATE audit_event SET number = 3 WHERE number = 4",
        "UPDATE audit_event SET number = 4 WHERE number = 5",
    )
    assert "entry 3 does not follow the one before" in found
    assert "entry 3 was changed" in found


def test_an_inserted_entry_is_named(app: Flask, chain: int) -> None:
    found = faults(
        app,
        chain,
        "UPDATE audit_event SET number = 6 WHERE number = 5",
        "INSERT INTO audit_event (municipality_id, number, at, actor, action, subject, data, previous, hash) "
        "SELECT municipality_id, 5, at, actor, action, 'statement:forged', data, hash, hash "
        "FROM audit_event WHERE number = 4",
    )
    assert found == [
        "entry 5 was changed",
        "entry 6 was changed",
        "the chain does not end with entry 5 as its head names it: its end was written anew",
    ]


def test_two_entries_that_change_places_are_named(app: Flask, chain: int) -> None:
    found = faults(
        app,
        chain,
        "UPDATE audit_event SET number = 100 WHERE number = 2",
        "UPDATE audit_event SET number = 2 WHERE number = 4",
        "UPDATE audit_event SET number = 4 WHERE number = 100",
    )
    assert {"entry 2 was changed", "entry 4 was changed"} <= set(found)


def test_an_end_that_was_cut_off_is_missed(app: Flask, chain: int) -> None:
    found = faults(app, chain, "DELETE FROM audit_event WHERE number > 3")
    assert found == ["entries 4 to 5 are missing: the end of the chain was cut off"]


def test_a_chain_that_grew_again_after_a_cut_is_found(app: Flask, chain: int) -> None:
    faults(app, chain, "DELETE FROM audit_event WHERE number > 3")
    for entries in range(1, 5):
        with app.app_context():
            audit.record(chain, "statement.received", f"statement:new{entries}")
            db.session.commit()
            assert len(list(audit.verify(chain))) == 1, f"after {entries} more"


def test_a_head_that_was_moved_back_is_found(app: Flask, chain: int) -> None:
    found = faults(
        app,
        chain,
        "UPDATE audit_head SET number = 3, hash = (SELECT hash FROM audit_event WHERE number = 3)",
        "DELETE FROM audit_event WHERE number > 3",
    )
    assert found == ["the head of the chain was changed"]


def test_a_head_that_was_taken_away_is_missed_for_ever(app: Flask, chain: int) -> None:
    assert faults(app, chain, "DELETE FROM audit_head") == ["the head of the chain is gone"]
    with app.app_context():
        audit.record(chain, "statement.received", "statement:more")
        db.session.commit()
    assert faults(app, chain) == ["the head of the chain is gone"]


def test_a_head_signed_with_an_earlier_secret_is_genuine(app: Flask, chain: int) -> None:
    app.config["SECRET_KEY_FALLBACKS"] = [app.config["SECRET_KEY"]]
    app.config["SECRET_KEY"] = "another" * 8
    assert faults(app, chain) == []
    app.config["SECRET_KEY_FALLBACKS"] = []
    assert faults(app, chain) == ["the head of the chain was changed"]


def test_a_head_without_a_signature_is_none_of_ours(app: Flask, chain: int) -> None:
    assert faults(app, chain, "UPDATE audit_head SET signature = ''") == ["the head of the chain was changed"]


def test_each_municipality_has_a_chain_of_its_own(app: Flask, chain: int) -> None:
    with app.app_context():
        other = factories.municipality("Nordli kommune").id
        audit.record(other, "statement.received", "statement:1")
        db.session.commit()
    assert faults(app, other) == []
    assert faults(app, chain, f"UPDATE audit_event SET subject = 'x' WHERE municipality_id = {other}") == []
    assert faults(app, other) == ["entry 1 was changed"]
