"""The columns of the table of remarks, in the order that municipalities print them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from . import wording
from .summary import Case, TableRow

Value = str | date


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width in characters and what it shows of a row."""

    title: str
    width: int
    value: Callable[[TableRow], Value]


def columns(case: Case) -> tuple[Column, ...]:
    return (
        Column(_("Nr."), 7, lambda row: row.number),
        Column(_("Avsender"), 20, lambda row: row.sender),
        Column(_("Avsendertype"), 15, lambda row: row.sender_category),
        Column(_("Mottatt"), 11, lambda row: row.received_on),
        Column(_("Etter fristen"), 9, _lateness),
        Column(_("Kapittel"), 20, lambda row: row.section),
        Column(_("Tema"), 16, lambda row: row.theme),
        Column(_("Merknad"), 48, wording.shown_text),
        Column(wording.assessment_title(case), 44, lambda row: row.assessment),
        Column(_("Konklusjon"), 14, lambda row: row.verdict),
        Column(_("Endring i planen"), 26, lambda row: row.change),
        Column(_("Utfall"), 13, wording.outcome_text),
        Column(_("Felles svar med"), 15, lambda row: wording.listed(row.shared_with)),
        Column(_("Visning"), 12, lambda row: wording.state_label(row.state)),
        Column(_("Om avsenderen"), 22, lambda row: row.sender_facts),
    )


def _lateness(row: TableRow) -> str:
    late: str = _("Ja") if row.late else _("Nei")
    return late
