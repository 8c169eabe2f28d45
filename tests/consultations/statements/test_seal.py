"""A changed original, a changed flag and a decision that is gone are found, though each row for itself looks right."""

from __future__ import annotations

import pytest
from flask import Flask

from app import audit
from app.extensions import db
from consultations.assessment.late import decide_late, late_faults
from consultations.statements.draft_answer import start
from consultations.statements.seal import seal, seal_faults, unsealed
from consultations.statements.statement import Statement
from consultations.statements.submission import submit
from moderation.decision import approve
from moderation.faults import decision_faults
from tests import factories

CHANGED = "is not what was received: its text, sender, time or a flag was changed"


@pytest.fixture
def sealed(app: Flask) -> int:
    """A municipality with a statement that came in by the one door, and is published by a moderator."""
    with app.app_context():
        hearing = factories.hearing(factories.plan(factories.municipality().id))
        draft = start(hearing)
        draft.content = {"sender_type": "private", "chosen": [""], "texts": {"": "Bygg flere boliger."}}
        statement = submit(draft).statement
        moderator = factories.user(hearing.municipality_id, "moderator")
        approve(statement, statement.version, {}, moderator)
        db.session.commit()
        return hearing.municipality_id


def found(app: Flask, home: int, *changes: str) -> list[str]:
    with app.app_context():
        for change in changes:
            db.session.execute(db.text(change))
        db.session.commit()
    with app.app_context():
        return [fault for faults in (seal_faults, late_faults, decision_faults) for fault in faults(home)]


def test_what_is_as_it_came_has_no_faults(app: Flask, sealed: int) -> None:
    assert found(app, sealed) == []
    with app.app_context():
        assert unsealed(sealed) == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE comment SET text = 'Bygg ingen boliger.', public_text = 'Bygg ingen boliger.'",
        "UPDATE sender SET name = 'En annen'",
        "UPDATE sender SET supports = '12'",
        "UPDATE statement SET late = (late = (1 = 2))",
        "UPDATE statement SET received_at = '2026-01-01 00:00:00+00:00'",
        "UPDATE statement SET channel = 'letter'",
        "UPDATE statement SET signatories = 500",
        "UPDATE statement SET number = 99",
    ],
)
def test_a_changed_original_or_flag_is_named(app: Flask, sealed: int, change: str) -> None:
    if "late" in change and db_is_sqlite(app):
        change = "UPDATE statement SET late = NOT late"
    assert [fault for fault in found(app, sealed, change) if CHANGED in fault]


def test_a_remark_that_is_gone_is_named(app: Flask, sealed: int) -> None:
    gone = [f"DELETE FROM {table}" for table in ("point", "comment")]
    assert [fault for fault in found(app, sealed, *gone) if CHANGED in fault]


def test_a_decision_that_is_gone_is_named(app: Flask, sealed: int) -> None:
    faults = found(app, sealed, "DELETE FROM moderation_decision")
    assert len(faults) == 1
    assert "(approved, version 1) is gone" in faults[0]


def test_a_decision_that_nobody_made_is_named(app: Flask, sealed: int) -> None:
    faults = found(app, sealed, "UPDATE moderation_decision SET verdict = 'withheld'")
    assert any("the chain does not tell of the decision" in fault for fault in faults)


@pytest.mark.parametrize("publicity", ["waiting", "withheld"])
def test_a_statement_put_on_the_web_or_off_it_behind_our_back_is_named(app: Flask, sealed: int, publicity: str) -> None:
    faults = found(app, sealed, f"UPDATE statement SET publicity = '{publicity}'")
    assert any("and the chain says published" in fault for fault in faults)


def test_a_late_one_let_in_behind_our_back_is_named(app: Flask, sealed: int) -> None:
    with app.app_context():
        hearing = db.session.scalars(db.select(Statement)).one().hearing
        late = factories.statement(hearing, late=True)
        decide_late(hearing, late, False, "Kom tre uker for sent.", None)
        db.session.commit()
    assert found(app, sealed) == []
    faults = found(app, sealed, "UPDATE statement SET late_counts = (1 = 1) WHERE late_reason != ''")
    assert [fault for fault in faults if "counts otherwise" in fault]


def test_one_from_before_there_were_seals_is_not_sealed_and_no_fault(app: Flask, sealed: int) -> None:
    with app.app_context():
        hearing = db.session.scalars(db.select(Statement)).one().hearing
        other = factories.statement(hearing)
        assert other
        last = db.session.scalars(db.select(audit.AuditEvent).order_by(audit.AuditEvent.id.desc())).first()
        assert last is not None
        db.session.commit()
    assert found(app, sealed) == []


def test_a_seal_is_the_same_whenever_it_is_made(app: Flask, sealed: int) -> None:
    with app.app_context():
        statement = db.session.scalars(db.select(Statement)).one()
        event = db.session.scalars(
            db.select(audit.AuditEvent).where(audit.AuditEvent.action == "statement.received")
        ).one()
        assert event.data["seal"] == seal(statement)
        statement.sender.show_name = True
        assert event.data["seal"] == seal(statement), "what the sender may change later is no part of it"


def db_is_sqlite(app: Flask) -> bool:
    with app.app_context():
        return db.engine.dialect.name == "sqlite"
