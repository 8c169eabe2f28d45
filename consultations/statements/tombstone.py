"""What stands in public in the place of a statement that is not shown."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app.i18n import date_long
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Publicity, Statement


def tombstone(statement: Statement) -> str:
    """Why the statement is not shown, in the words of its reason."""
    if statement.withdrawn_at:
        return withdrawn(statement.publicity, statement.withdrawn_at)
    if statement.withheld_reason:
        return str(ReasonClass(statement.withheld_reason).tombstone)
    return _("Innspillet vises ikke. Kommunen har det, og det blir behandlet.")


def withdrawn(publicity: str, at: datetime | None) -> str:
    """That the sender has taken it back; and, where that was after the deadline, that it is counted as before."""
    if publicity != Publicity.NOTED or at is None:
        return _("Avsenderen har trukket innspillet.")
    return _(
        "Avsenderen har trukket innspillet %(day)s, etter at fristen var ute. "
        "Teksten vises ikke lenger. Innspillet er med i saken som før.",
        day=date_long(at),
    )
