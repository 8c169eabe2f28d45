"""From a hearing to its papers: only public text and public names, figures by the database, rows as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.i18n import capitalised, date_range, number
from consultations.assessment.point import Point
from consultations.assessment.verdict import label
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.row import Row, count_rows, rows, some_rows
from consultations.statements.byline import public_byline
from consultations.statements.reason_class import ReasonClass
from consultations.statements.sender_type import SenderType
from consultations.statements.statement import Publicity
from consultations.statements.tombstone import withdrawn

from . import findings
from .citation import Citation, citations
from .edition import case_of
from .figures import Figures, figures
from .findings import places_in, section_label
from .summary import Count, Edition, RemarkTable, RowState, Summary, TableRow
from .wording import spoken

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
    return Summary(
        table=RemarkTable(case, edition, _table_rows(hearing, edition, reading)),
        lead=_lead(hearing, counted),
        key_numbers=_key_numbers(counted),
        figures=counted.printed(),
        themes=findings.themes(hearing, citations(hearing, Point.theme_id, cut_off)),
        changes=findings.changes(hearing, reading.shared, reading.places),
        declined=findings.declined(hearing, reading.shared, reading.places),
        councils=findings.councils(hearing, cut_off),
        decisions=findings.decisions(hearing),
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
        outcome=_outcome(row),
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
    change = spoken(row.change.strip())
    if not row.change_section_key or not (change or row.verdict == "covered"):
        return change
    place = section_label(reading.places, row.change_section_key)
    return f"{place}: {change}" if change else _("Se %(place)s", place=place)


def _outcome(row: Row) -> str:
    if row.outcome is None:
        return ""
    return f"{label(row.outcome)}: {row.outcome_note}" if row.outcome_note else label(row.outcome)


def _state_reason(row: Row) -> str:
    if row.publicity == Publicity.NOTED:
        return withdrawn(row.publicity, row.withdrawn_at)
    if row.publicity != Publicity.WITHHELD or not row.withheld_reason:
        return ""
    named = str(ReasonClass(row.withheld_reason).label)
    return named[:1].lower() + named[1:]


def _key_numbers(counted: Figures) -> tuple[Count, ...]:
    return (
        Count(ngettext("innspill", "innspill", counted.senders.total), counted.senders.total),
        Count(ngettext("punkt", "punkter", counted.verdicts.total), counted.verdicts.total),
        Count(ngettext("foreslått endring", "foreslåtte endringer", counted.changes), counted.changes),
        Count(_("kom etter fristen"), counted.late),
        Count(_("ikke publisert"), counted.unpublished),
    )


def _lead(hearing: Hearing, counted: Figures) -> str:
    """Who answered, how much, and what it leads to, in a few sentences."""
    period = date_range(hearing.first_day, hearing.last_day)
    said = ngettext(
        "Utkastet var på høring %(period)s. Det kom ett innspill.",
        "Utkastet var på høring %(period)s. Det kom %(count)s innspill.",
        counted.senders.total,
        period=period,
        count=number(counted.senders.total),
    )
    points = ngettext(
        "Det er ett punkt å svare på.",
        "Innspillene har %(count)s punkter å svare på.",
        counted.verdicts.total,
        count=number(counted.verdicts.total),
    )
    proposed = ngettext(
        "%(who)s foreslår én endring i planen.",
        "%(who)s foreslår %(count)s endringer i planen.",
        counted.changes,
        who=capitalised(hearing.plan.municipality.administration_title),
        count=number(counted.changes),
    )
    return " ".join(filter(None, (said, points, proposed if counted.changes else "")))
