"""From a hearing to its papers: only public text and public names, figures by the database, rows as a stream."""

from __future__ import annotations

from app.paging import page_count
from consultations.hearings.hearing import Hearing

from . import findings, opening
from .citation import citations_by_theme
from .figures import figures
from .printing import case_of
from .reading import count_rows, reading
from .result import result_of
from .summary import Printing, RemarkTable, Summary

A_PAGE = 50


def summary_of(hearing: Hearing, printing: Printing, *, by_day: bool = False) -> Summary:
    """The feedback summary. Its rows are read once, when the writer comes to them.

    `by_day`: screens count what came in by the day where paper counts by the week.
    """
    case, cut_off = case_of(hearing), printing.received_by
    counted = figures(hearing, case, cut_off, by_day=by_day)
    read = reading(hearing, cut_off)
    told = result_of(hearing, read.places, cut_off)
    return Summary(
        table=RemarkTable(case, printing, read.rows()),
        lead=opening.lead(hearing, counted, told),
        key_numbers=opening.key_numbers(counted, told),
        figures=(*opening.outcome_figure(hearing), *counted.printed()),
        themes=findings.themes(hearing, citations_by_theme(hearing, counted.by_theme, cut_off)),
        councils=findings.councils(hearing, cut_off),
        decisions=findings.decisions(hearing),
        changes=told.changes,
        declined=told.declined,
        overturned=told.overturned,
        decided=told.decided,
    )


def table_of(hearing: Hearing, printing: Printing) -> RemarkTable:
    """The table of remarks, its rows straight from the database."""
    return RemarkTable(case_of(hearing), printing, reading(hearing, printing.received_by).rows())


def page_of_table(hearing: Hearing, printing: Printing, page: int) -> tuple[RemarkTable, int]:
    """Page `page` (from 1) of the table, and of how many."""
    pages = page_count(count_rows(hearing), A_PAGE)
    shown = reading(hearing).some_rows((page - 1) * A_PAGE, A_PAGE)
    return RemarkTable(case_of(hearing), printing, shown), pages
