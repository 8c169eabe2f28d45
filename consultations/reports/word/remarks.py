"""The rows of the table of remarks, written straight as XML: linear in time, a row in memory at a time."""

from collections.abc import Iterator
from itertools import count

from flask_babel import gettext as _

from consultations.reports.columns import CellPart, Look, PrintedColumn, printed_columns

from ..row import Row
from ..summary import RemarkTable
from . import styles, tables, text
from .page import LANDSCAPE_WIDTH

# bookmarks of headings come first
_FIRST_BOOKMARK = 1000
# about half a landscape page in the widest column; a row with more text may be divided between pages
_LONGEST_WHOLE_TEXT = 900


def table(remarks: RemarkTable, cited: frozenset[str]) -> Iterator[str]:
    """The whole table; rows that are cited elsewhere in the paper can be jumped to."""
    columns = printed_columns(remarks.case)
    widths = _widths(columns)
    yield tables.opening(widths, _("Merknader med vurdering og konklusjon"))
    yield tables.head(widths, [column.title for column in columns])
    bookmarks, left = count(_FIRST_BOOKMARK), set(cited)
    for row in remarks.rows:
        name = text.remark_bookmark(row.number) if row.number in left else ""
        left.discard(row.number)
        yield _row(row, columns, widths, name, next(bookmarks) if name else 0)
    yield tables.CLOSING + text.paragraph("CellNote")


def _widths(columns: tuple[PrintedColumn, ...]) -> tuple[int, ...]:
    """Twentieths of a point; the last column has what is left."""
    first = tuple(column.share * LANDSCAPE_WIDTH // 1000 for column in columns[:-1])
    return (*first, LANDSCAPE_WIDTH - sum(first))


def _row(row: Row, columns: tuple[PrintedColumn, ...], widths: tuple[int, ...], name: str, bookmark_id: int) -> str:
    number = text.run(row.number, bold=True)
    contents = [text.paragraph("CellText", text.bookmarked(number, name, bookmark_id) if name else number)]
    contents += [_content(column.parts(row)) for column in columns[1:]]
    cells = (tables.cell(width, content) for width, content in zip(widths, contents, strict=True))
    longest = max(len(row.text), len(row.assessment), 2 * len(row.change)) + 40 * row.text.count("\n")
    return tables.row(cells, whole=longest <= _LONGEST_WHOLE_TEXT)


def _content(parts: tuple[CellPart, ...]) -> str:
    """A cell must have a paragraph, also where there is nothing to say."""
    return "".join(map(_part, parts)) or text.paragraph("CellText")


def _part(part: CellPart) -> str:
    match part.look:
        case Look.STRONG:
            return text.paragraph("CellText", text.run(part.text, bold=True))
        case Look.NOTE:
            alert = text.run(f" – {part.alert}", bold=True, color=styles.WARNING) if part.alert else ""
            return text.paragraph("CellNote", text.run(part.text), alert)
        case Look.QUIET:
            return text.paragraph("CellText", text.run(part.text, italic=True, color=styles.MUTED))
        case _:
            return text.prose(part.text, "CellText")
