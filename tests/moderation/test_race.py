"""M01: two moderators decide the same statement at the same moment, many times over."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from app import audit
from app.accounts.actor import acting_as
from app.accounts.user import find_user
from app.audit import AuditEvent
from app.extensions import db
from consultations.hearings.hearing import Hearing
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Publicity, Statement
from moderation.decision import AlreadyDecided, ModerationDecision, Ruling, approve, withhold
from tests import factories
from tests.moderation.conftest import KARI, OLA, Office

PAIRS = 100


def decide(app: Flask, ref: str, email: str, verdict: Ruling, gate: Barrier) -> Ruling | AlreadyDecided:
    with app.app_context():
        gate.wait(timeout=60)
        try:
            statement = db.session.scalars(db.select(Statement).where(Statement.ref == ref)).one()
            user = find_user(email)
            assert user is not None
            with acting_as(user.actor):
                if verdict is Ruling.APPROVED:
                    approve(statement, 1, {}, user)
                else:
                    withhold(statement, 1, ReasonClass.ABUSE, "", user)
            db.session.commit()
        except AlreadyDecided as first:
            db.session.rollback()
            return first
        return verdict


def test_of_two_who_decide_at_once_one_decides_and_the_other_is_told(office: Office) -> None:
    with office.app.app_context():
        hearing = db.session.get(Hearing, office.hearing_id)
        assert hearing is not None
        made = [factories.statement(hearing, published=False, points=False, email="a@example.no") for _ in range(PAIRS)]
        refs = [statement.ref for statement in made]
        home = hearing.municipality_id
        db.session.commit()
    with ThreadPoolExecutor(2) as pool:
        for ref in refs:
            gate = Barrier(2)
            kari = pool.submit(decide, office.app, ref, KARI, Ruling.APPROVED, gate)
            ola = pool.submit(decide, office.app, ref, OLA, Ruling.WITHHELD, gate)
            answers = {"Kari Moderator": kari.result(timeout=60), "Ola Moderator": ola.result(timeout=60)}
            ((winner, what),) = [(who, one) for who, one in answers.items() if isinstance(one, Ruling)]
            (told,) = [one for one in answers.values() if isinstance(one, AlreadyDecided)]
            assert (told.who, told.what) == (winner, what)
    with office.app.app_context():
        decisions = db.session.scalars(db.select(ModerationDecision)).all()
        assert len(decisions) == PAIRS
        for one in decisions:
            shown = {Ruling.APPROVED: Publicity.PUBLISHED, Ruling.WITHHELD: Publicity.WITHHELD}[Ruling(one.verdict)]
            assert (one.statement.publicity, one.statement.version) == (shown, 2)
        kept = db.session.scalars(
            db.select(AuditEvent.subject).where(AuditEvent.action.startswith("moderation."))
        ).all()
        assert sorted(kept) == sorted(f"statement:{ref}" for ref in refs)
        assert list(audit.verify(home)) == []


def test_two_browsers_that_decide_at_once_get_one_decision_and_one_conflict(office: Office) -> None:
    visitors = [office.moderator(KARI), office.moderator(OLA)]
    for _ in range(10):
        ref, gate = office.receive("Vi trenger flere boliger."), Barrier(2)
        forms = [visitor.get(office.item(ref)).form("Publiser") for visitor in visitors]

        def press(form: object, gate: Barrier = gate) -> int:
            gate.wait(timeout=60)
            return int(form.send(button=("act", "approve"), follow=False).status)  # type: ignore[attr-defined]

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(press, forms)) == [303, 409]
