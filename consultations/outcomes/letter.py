"""The letters that tell each sender with an address that the case is decided: links and numbers, no text of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from app import mail, tasks
from app.extensions import db
from app.links import absolute
from consultations.hearings.hearing import Hearing
from consultations.statements.statement import Publicity, Sender, Statement

LETTERS_TASK = "outcome-letters"
A_TIME = 500


@tasks.handler(LETTERS_TASK)
def _write_letters(jobs: list[tasks.Job]) -> None:
    for job in jobs:
        hearing = db.session.get(Hearing, job.payload["hearing_id"])
        if hearing is not None and hearing.closed_case_at is not None:
            with force_locale(hearing.plan.municipality.language):
                _write(hearing)


def _write(hearing: Hearing) -> None:
    """A letter has a key of its own, so that a second try sends nothing twice."""
    for row in _addressees(hearing):
        mail.send(
            row.email,
            _("Saken «%(plan)s» er avgjort", plan=hearing.plan.title),
            _body(hearing, row.number),
            key=f"outcome:{row.ref}",
            municipality_id=hearing.municipality_id,
        )


def _addressees(hearing: Hearing) -> Iterator[Any]:
    last = 0
    while rows := db.session.execute(_after(hearing, last)).all():
        yield from rows
        last = rows[-1].number


def _after(hearing: Hearing, number: int) -> Any:
    return (
        db.select(Statement.number, Statement.ref, Sender.email)
        .join(Sender, Sender.statement_id == Statement.id)
        .where(
            Statement.hearing_id == hearing.id,
            Statement.number > number,
            Statement.publicity != Publicity.WITHDRAWN,
            Sender.email != "",
        )
        .order_by(Statement.number)
        .limit(A_TIME)
    )


def _body(hearing: Hearing, number: int) -> str:
    plan = hearing.plan
    home = plan.municipality.slug
    return _(
        "Hei\n\n"
        "Saken «%(plan)s» er avgjort. Du sendte innspill nr. %(number)s i høringen.\n\n"
        "Se hva som kom ut av innspillet ditt. Du trenger koden på kvitteringen:\n%(receipt)s\n\n"
        "Les resultatet av hele høringen:\n%(result)s\n\n"
        "Hilsen\n%(municipality)s",
        plan=plan.title,
        number=number,
        receipt=absolute("receipt.ask", municipality=home),
        result=absolute("result.result", municipality=home, hearing=hearing),
        municipality=plan.municipality.name,
    )
