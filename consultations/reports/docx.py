"""The papers as Word files that a person can edit and a case system accepts."""

from collections.abc import Iterator
from typing import IO

from flask_babel import force_locale
from flask_babel import gettext as _

from . import wording
from .summary import RemarkTable, Summary
from .word import bars, front, page, remarks, stream, text
from .word.overview import Chapter, chapters
from .word.page import LANDSCAPE_WIDTH, Paper


def write_summary(summary: Summary, out: IO[bytes]) -> None:
    """Writes overview (upright) and table of remarks (landscape) to a binary file; rows are streamed."""
    with force_locale(summary.printing.language):
        paper = Paper(_("Høringsoppsummering"), summary.case, summary.printing)
        document = page.empty_document(paper)
        drawn = bars.Bars(page.picture(document, bars.colour_dot()))
        stream.place(document, "overview")
        page.add_landscape(document, paper)
        stream.place(document, "table")
        table = Chapter(_("Merknadstabell"), "merknadstabell", _remarks(summary.table, summary.cited_numbers))
        contents = {"overview": _overview(summary, paper, drawn, table), "table": table.fragments(1)}
        stream.write(document, contents, summary.printing.generated_at, out)


def write_table(table: RemarkTable, out: IO[bytes]) -> None:
    """Writes the table of remarks alone, landscape, with its case header."""
    with force_locale(table.printing.language):
        paper = Paper(_("Merknadstabell"), table.case, table.printing)
        document = page.empty_document(paper)
        page.landscape(document.sections[0], paper)
        stream.place(document, "table")
        stream.write(document, {"table": _table_alone(table, paper)}, table.printing.generated_at, out)


def _overview(summary: Summary, paper: Paper, drawn: bars.Bars, table: Chapter) -> Iterator[str]:
    found = chapters(summary, drawn)
    yield from front.title_block(paper)
    yield from front.in_short(summary.lead, summary.key_numbers)
    yield from front.contents(found, table)
    for bookmark_id, chapter in enumerate(found, start=2):
        yield from chapter.fragments(bookmark_id)


def _table_alone(table: RemarkTable, paper: Paper) -> Iterator[str]:
    yield from front.title_block(paper, LANDSCAPE_WIDTH)
    yield from _remarks(table, frozenset())


def _remarks(table: RemarkTable, cited: frozenset[str]) -> Iterator[str]:
    """How to read the table, and the table."""
    yield text.paragraph("Normal", text.run(wording.how_to_read()))
    yield from remarks.table(table, cited)
