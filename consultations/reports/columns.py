"""The columns of the table of remarks, in the order that municipalities print them: the one list for every paper.

A spreadsheet has a column for each fact; paper and page have room for fewer, so facts stand together there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import gettext as _

from app.i18n import date_short

from . import wording
from .row import Row, RowState
from .summary import Case

Value = str | date


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a spreadsheet: its title, its width in characters and what it shows of a row."""

    title: str
    width: int
    value: Callable[[Row], Value]


class Look(StrEnum):
    """How a part of a cell is set."""

    LINE = "line"
    PROSE = "prose"  # may have paragraphs
    STRONG = "strong"
    NOTE = "note"  # small, below
    QUIET = "quiet"  # said by us, not by the sender or the planner


@dataclass(frozen=True, slots=True)
class CellPart:
    """One fact in a cell; `alert` stands strong behind it."""

    look: Look
    text: str
    alert: str = ""


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """One column on paper or page: its title, its share of the width (of 1000) and the facts that stand in it."""

    title: str
    share: int
    parts: Callable[[Row], tuple[CellPart, ...]]


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


def printed_columns(case: Case) -> tuple[PrintedColumn, ...]:
    return (
        PrintedColumn(_("Nr."), 49, lambda row: (CellPart(Look.STRONG, row.number),)),
        PrintedColumn(_("Avsender og mottatt"), 119, _sender),
        PrintedColumn(_("Kapittel og tema"), 119, lambda row: _filled(_line(row.section), _note(row.theme))),
        PrintedColumn(_("Merknad"), 254, _remark),
        PrintedColumn(wording.assessment_title(case), 228, _assessment),
        PrintedColumn(_("Konklusjon"), 96, _conclusion),
        PrintedColumn(_("Endring i planen"), 135, lambda row: _filled(CellPart(Look.PROSE, row.change))),
    )


def _lateness(row: Row) -> str:
    late: str = _("Ja") if row.late else _("Nei")
    return late


def _sender(row: Row) -> tuple[CellPart, ...]:
    category = "" if row.sender_category in row.sender else row.sender_category
    facts = _note(row.sender_facts)
    received = CellPart(Look.NOTE, date_short(row.received_on), alert=_("etter fristen") if row.late else "")
    return _filled(_line(row.sender), _note(category), facts, received)


def _remark(row: Row) -> tuple[CellPart, ...]:
    return (CellPart(Look.PROSE if row.state is RowState.SHOWN else Look.QUIET, wording.shown_text(row)),)


def _assessment(row: Row) -> tuple[CellPart, ...]:
    answer = CellPart(Look.PROSE, row.assessment) if row.assessment else CellPart(Look.QUIET, _("Ikke vurdert ennå"))
    shared = _("Felles svar med %(numbers)s", numbers=wording.listed(row.shared_with)) if row.shared_with else ""
    return _filled(answer, _note(shared))


def _conclusion(row: Row) -> tuple[CellPart, ...]:
    """What was decided, else what is proposed; where a body departed its reason, and the proposal."""
    stands = CellPart(Look.STRONG, row.outcome or row.verdict)
    if not row.departs:
        return _filled(stands)
    proposed = _("Foreslått: %(verdict)s", verdict=row.verdict or _("ikke vurdert"))
    return _filled(stands, _note(row.outcome_note), _note(proposed))


def _line(text: str) -> CellPart:
    return CellPart(Look.LINE, text)


def _note(text: str) -> CellPart:
    return CellPart(Look.NOTE, text)


def _filled(*parts: CellPart) -> tuple[CellPart, ...]:
    """Those that say something."""
    return tuple(part for part in parts if part.text)
