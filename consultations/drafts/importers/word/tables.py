"""Tables: header cells, merged cells, and the cells' own content."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .names import Element, child, children, integer, is_on, q, val
from .reading import Reading

_WRAPPERS = {q("w:sdt"), q("w:sdtContent"), q("w:customXml"), q("w:ins"), q("w:moveTo")}
_FIRST_ROW = 0x20
Flow = Callable[[Element], str]


@dataclass
class Cell:
    html: str
    columns: int
    rows: int = 1


def table_html(reading: Reading, table: Element, flow: Flow) -> str:
    """The table, or a quotation for a frame of a single cell; "" when nothing is in it."""
    rows = [row for row in _inside(table, q("w:tr")) if not _is_deleted(reading, row)]
    grid = _grid(rows, flow)
    if not any(cell.html for cells in grid for cell in cells):
        return ""
    if sum(len(cells) for cells in grid) == 1:
        return f"<blockquote>{_paragraphs(grid[0][0].html)}</blockquote>"
    headers = _header_rows(table, rows)
    if not headers:
        reading.notices.add("table-without-header")
    head = "".join(_row(cells, header=True) for cells in grid[:headers])
    body = "".join(_row(cells, header=False) for cells in grid[headers:])
    return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"


def _inside(element: Element, tag: str) -> Iterator[Element]:
    for part in children(element):
        if part.tag == tag:
            yield part
        elif part.tag in _WRAPPERS:
            yield from _inside(part, tag)


def _is_deleted(reading: Reading, row: Element) -> bool:
    deleted = child(row, "w:trPr", "w:del") is not None
    reading.changes += deleted
    return deleted


def _header_rows(table: Element, rows: list[Element]) -> int:
    marked = 0
    while marked < len(rows) and is_on(child(rows[marked], "w:trPr", "w:tblHeader")):
        marked += 1
    if marked:
        return min(marked, len(rows) - 1) or 1
    look = child(table, "w:tblPr", "w:tblLook")
    try:
        first = is_on(look) and int(val(look) or "0", 16) & _FIRST_ROW
    except ValueError:
        first = False
    named = val(look, "w:firstRow")
    return int(len(rows) > 1 and (named in ("1", "true", "on") if named else bool(first)))


def _grid(rows: list[Element], flow: Flow) -> list[list[Cell]]:
    """Cells row by row; a cell that continues the one above makes that one taller."""
    above: dict[int, Cell] = {}
    grid = []
    for row in rows:
        column = integer(val(child(row, "w:trPr", "w:gridBefore")), 0, high=60)
        cells: list[Cell] = []
        for element in _inside(row, q("w:tc")):
            width = integer(val(child(element, "w:tcPr", "w:gridSpan")), 1, low=1, high=60)
            merge = child(element, "w:tcPr", "w:vMerge")
            if merge is not None and val(merge) != "restart" and column in above:
                above[column].rows += 1
            else:
                cell = Cell(flow(element), width)
                cells.append(cell)
                above.pop(column, None)
                if merge is not None:
                    above[column] = cell
            column += width
        grid.append(cells)
    return grid


def _row(cells: list[Cell], header: bool) -> str:
    return f"<tr>{''.join(_cell(cell, header and bool(cell.html)) for cell in cells)}</tr>"


def _cell(cell: Cell, header: bool) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return f'<th scope="col"{spans}>{cell.html}</th>' if header else f"<td{spans}>{cell.html}</td>"


def _paragraphs(html: str) -> str:
    return html if html.startswith("<") and not html.startswith(("<strong", "<em", "<a ", "<su")) else f"<p>{html}</p>"
