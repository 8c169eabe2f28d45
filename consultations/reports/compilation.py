"""From a hearing to its papers: only public text and public names, figures by the database, rows as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from app import clock
from consultations.assessment.point import Point
from consultations.assessment.verdict import label, outcome_label
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.row import Row, count_rows, rows, some_rows
from consultations.statements.byline import public_byline
from consultations.statements.reason_class import ReasonClass
from consultations.statements.sender_type import SenderType
from consultations.statements.statement import Publicity
from consultations.statements.tombstone import withdrawn

from . import findings, opening
from .citation import Citation, citations
from .edition import case_of
from .figures import figures
from .findings import places_in, section_label
from .result import result_of
from .summary import Edition, RemarkTable, RowState, Summary, TableRow
from .wording import change_text, spoken

A_PAGE = 50
STATES = {
    Publicity.PUBLISHED: RowState.SHOWN,
    Publicity.WITHHELD: RowState.WITHHELD,
    Publicity.WITHDRAWN: RowState.WITHDRAWN,
    Publicity.NOTED: RowState.WITHDRAWN,
    Publicity.WAITING: RowState.WAITING,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rows of one hearing are read with."""

    places: dict[str, Section]
    shared: dict[int, Citation]


def summary_of(hearing: Hearing, edition: Edition, *, by_day: bool = False) -> Summary:
    """The feedback summary. Its rows are read once, when the writer comes to them.

    `by_day`: screens count what came in by the day where paper counts by the week.
    """
    case, cut_off = case_of(hearing), edition.cut_off
    counted = figures(hearing, case, cut_off, by_day=by_day)
    reading = _reading(hearing, edition)
    told = result_of(hearing, reading.shared, reading.places)
    return Summary(
        table=RemarkTable(case, edition, _table_rows(hearing, edition, reading)),
        lead=opening.lead(hearing, counted, told),
        key_numbers=opening.key_numbers(counted, told),
        figures=(*opening.outcome_figure(hearing), *counted.printed()),
        themes=findings.themes(hearing, citations(hearing, Point.theme_id, cut_off)),
        councils=findings.councils(hearing, cut_off),
        decisions=findings.decisions(hearing),
        changes=told.changes,
        declined=told.declined,
        overturned=told.overturned,
        decided=told.decided,
    )


def table_of(hearing: Hearing, edition: Edition) -> RemarkTable:
    """The table of remarks, its rows straight from the database."""
    return RemarkTable(case_of(hearing), edition, _table_rows(hearing, edition, _reading(hearing, edition)))


def page_of_table(hearing: Hearing, edition: Edition, page: int) -> tuple[RemarkTable, int]:
    """Page `page` (from 1) of the table, and of how many."""
    pages = max(1, -(-count_rows(hearing, edition.cut_off) // A_PAGE))
    reading = _reading(hearing, edition)
    found = some_rows(hearing, (page - 1) * A_PAGE, A_PAGE, edition.cut_off)
    return RemarkTable(case_of(hearing), edition, [_table_row(row, reading) for row in found]), pages


def _reading(hearing: Hearing, edition: Edition) -> Reading:
    return Reading(places_in(hearing), citations(hearing, Point.assessment_id, edition.cut_off))


def _table_rows(hearing: Hearing, edition: Edition, reading: Reading) -> Iterator[TableRow]:
    return (_table_row(row, reading) for row in rows(hearing, edition.cut_off))


def _table_row(row: Row, reading: Reading) -> TableRow:
    by = public_byline(row, row.statement_number)
    shared = reading.shared.get(row.assessment_id or 0)
    return TableRow(
        number=row.number,
        sender=by.name,
        sender_category=str(SenderType(row.sender_type).label),
        sender_facts=", ".join(by.facts),
        received_on=clock.local(row.received_at).date(),
        late=row.late,
        section=_section(row, reading),
        theme=row.theme,
        text=_remark(row),
        assessment=findings.explained(row) or _no_assessment(row),
        verdict=label(row.verdict) if row.verdict else "",
        change=_change(row, reading),
        outcome=outcome_label(row.outcome) if row.outcome else "",
        outcome_note=spoken(row.outcome_note.strip()),
        departs=row.departs,
        shared_with=shared.beside(row.number) if shared and shared.total > 1 else (),
        state=STATES[Publicity(row.publicity)],
        state_reason=_state_reason(row),
    )


def _section(row: Row, reading: Reading) -> str:
    return f"{row.section_number} {row.section_title}".strip() or section_label(reading.places, row.section_key)


def _remark(row: Row) -> str:
    """The public text, under the planner's short version where there is one; nothing where it is not published."""
    if row.publicity != Publicity.PUBLISHED:
        return ""
    text = spoken(row.text or "").strip()
    if row.no_remarks or not text:
        text = "\n\n".join(filter(None, (_("Ingen merknader."), text)))
    if not row.summary.strip():
        return text
    return _("Kort sagt: %(summary)s", summary=spoken(row.summary.strip())) + "\n\n" + text


def _no_assessment(row: Row) -> str:
    """Why a row that nobody has answered needs no answer; empty where it does."""
    if row.publicity == Publicity.WITHDRAWN:
        return _("Trukket av avsenderen og ikke vurdert.")
    if row.late and row.late_counts is False:
        return _("Kom etter fristen og er ikke tatt med i vurderingen.")
    return _("Det er ingen merknad å vurdere.") if row.point_id is None else ""


def _change(row: Row, reading: Reading) -> str:
    """What is to change; once it is decided only what was adopted."""
    change = row.adopted if row.departs else row.change
    if row.outcome is not None and not row.departs and row.outcome != row.verdict:
        return ""
    told = spoken(change_text(change.before.strip(), change.after.strip()))
    if not change.section_key or not (told or row.verdict == "covered"):
        return told
    place = section_label(reading.places, change.section_key)
    return f"{place}: {told}" if told else _("Se %(place)s", place=place)


def _state_reason(row: Row) -> str:
    if row.publicity == Publicity.NOTED:
        return withdrawn(row.publicity, row.withdrawn_at)
    if row.publicity != Publicity.WITHHELD or not row.withheld_reason:
        return ""
    named = str(ReasonClass(row.withheld_reason).label)
    return named[:1].lower() + named[1:]
