"""The rows of the table of remarks, written straight as XML: linear in time, a row in memory at a time."""

from collections.abc import Iterator
from itertools import count

from flask_babel import gettext as _

from app.i18n import date_short

from .. import wording
from ..summary import RemarkTable, RowState, TableRow
from . import styles, tables, text
from .page import LANDSCAPE_WIDTH

_FIXED_WIDTHS = (740, 1800, 1800, 3850, 3450, 1450)
WIDTHS = (*_FIXED_WIDTHS, LANDSCAPE_WIDTH - sum(_FIXED_WIDTHS))
# bookmarks of headings come first
_FIRST_BOOKMARK = 1000
# about half a landscape page in the widest column; a row with more text may be divided between pages
_LONGEST_WHOLE_TEXT = 900


def table(remarks: RemarkTable, cited: frozenset[str]) -> Iterator[str]:
    """The whole table; rows that are cited elsewhere in the paper can be jumped to."""
    yield tables.opening(WIDTHS, _("Merknader med vurdering og konklusjon"))
    yield tables.head(WIDTHS, _titles(remarks))
    bookmarks, left = count(_FIRST_BOOKMARK), set(cited)
    for row in remarks.rows:
        name = text.remark_bookmark(row.number) if row.number in left else ""
        left.discard(row.number)
        yield _row(row, name, next(bookmarks) if name else 0)
    yield tables.CLOSING + text.paragraph("CellNote")


def _titles(remarks: RemarkTable) -> tuple[str, ...]:
    return (
        _("Nr."),
        _("Avsender og mottatt"),
        _("Kapittel og tema"),
        _("Merknad"),
        wording.assessment_title(remarks.case),
        _("Konklusjon"),
        _("Endring i planen"),
    )


def _row(row: TableRow, name: str, bookmark_id: int) -> str:
    number = text.run(row.number, bold=True)
    number = text.bookmarked(number, name, bookmark_id) if name else number
    contents = (
        text.paragraph("CellText", number),
        _sender(row),
        _place(row),
        _remark(row),
        _assessment(row),
        _conclusion(row),
        text.prose(row.change, "CellText"),
    )
    cells = (tables.cell(width, content) for width, content in zip(WIDTHS, contents, strict=True))
    longest = max(len(row.text), len(row.assessment), 2 * len(row.change)) + 40 * row.text.count("\n")
    return tables.row(cells, whole=longest <= _LONGEST_WHOLE_TEXT)


def _sender(row: TableRow) -> str:
    about = (row.sender_category if row.sender_category not in row.sender else "", row.sender_facts)
    told = "".join(_note(note) for note in about if note)
    late = text.run(" – " + _("etter fristen"), bold=True, color=styles.WARNING) if row.late else ""
    received = text.paragraph("CellNote", text.run(date_short(row.received_on)), late)
    return text.prose(row.sender, "CellText") + told + received


def _place(row: TableRow) -> str:
    return text.prose(row.section, "CellText") + (_note(row.theme) if row.theme else "")


def _remark(row: TableRow) -> str:
    if row.state is RowState.SHOWN:
        return text.prose(row.text, "CellText")
    return _quiet(wording.shown_text(row))


def _assessment(row: TableRow) -> str:
    shared = _note(_("Felles svar med %(numbers)s", numbers=wording.listed(row.shared_with))) if row.shared_with else ""
    answer = text.prose(row.assessment, "CellText") if row.assessment else _quiet(_("Ikke vurdert ennå"))
    return answer + shared


def _conclusion(row: TableRow) -> str:
    """What was decided, else what is proposed; where a body departed its reason, and the proposal."""
    stands = text.paragraph("CellText", text.run(row.outcome or row.verdict, bold=True))
    if not row.departs:
        return stands
    proposed = _("Foreslått: %(verdict)s", verdict=row.verdict or _("ikke vurdert"))
    return stands + _note(row.outcome_note) + _note(proposed)


def _note(note: str) -> str:
    return text.paragraph("CellNote", text.run(note))


def _quiet(sentence: str) -> str:
    return text.paragraph("CellText", text.run(sentence, italic=True, color=styles.MUTED))
