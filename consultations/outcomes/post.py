"""The post: when a case is closed, each sender's letter is written once, and those with an address are sent theirs."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import force_locale
from flask_babel import gettext as _

from app import clock, mail, tasks
from app.extensions import db
from app.links import absolute
from app.references import token_hash
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import Decision
from consultations.outcomes.letter import LETTERS_TASK, Letter, Told, addressees, told
from consultations.outcomes.letter_link import link_secret
from consultations.outcomes.letter_text import paragraphs, subject
from consultations.outcomes.settlement import settling_decision
from consultations.statements.statement import Statement

AT_A_TIME = 500


@tasks.handler(LETTERS_TASK)
def _write_letters(jobs: list[tasks.Job]) -> None:
    for job in jobs:
        hearing = db.session.get(Hearing, job.payload["hearing_id"])
        decision = settling_decision(hearing) if hearing else None
        if decision is not None:
            with force_locale(decision.hearing.plan.municipality.language):
                write_letters(decision)


def write_letters(decision: Decision) -> None:
    """All of them in one transaction, and only those that are not written yet: a second try sends nothing twice."""
    for batch in _unwritten(decision.hearing):
        for said in told(batch):
            _write(decision, said)
        db.session.flush()


def address_of(decision: Decision, secret: str) -> str:
    """The link as it stands in a letter."""
    return absolute("letter_link.show", municipality=decision.hearing.plan.municipality.slug, secret=secret)


def _write(decision: Decision, said: Told) -> None:
    statement = said.statement
    secret, by_email = link_secret(statement.idempotency_key), bool(statement.sender.email)
    db.session.add(
        Letter(
            statement_id=statement.id,
            decision_id=decision.id,
            token_hash=token_hash(secret),
            by_email=by_email,
            written_at=clock.now(),
        )
    )
    if by_email:
        plan = decision.hearing.plan
        text = [_("Hei"), *paragraphs(decision, said, address_of(decision, secret))]
        greeting = _("Hilsen") + "\n" + plan.municipality.name
        body = "\n\n".join([*text, greeting])
        mail.send(
            statement.sender.email,
            subject(plan),
            body,
            key=f"outcome:{statement.ref}",
            municipality_id=plan.municipality_id,
        )


def _unwritten(hearing: Hearing) -> Iterator[list[Statement]]:
    unwritten = addressees(hearing).where(~db.exists().where(Letter.statement_id == Statement.id)).limit(AT_A_TIME)
    while batch := list(db.session.scalars(unwritten)):
        yield batch
