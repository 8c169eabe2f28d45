"""Tables: header cells, merged cells, and the cells' own content."""

from collections.abc import Callable, Iterator

from ..tree.grid import Cell, framed, grid_html, is_empty, is_frame
from .names import Element, branch, child, children, integer, is_on, q, val, written
from .reading import Reading

_WRAPPERS = {q("w:sdt"), q("w:sdtContent"), q("w:customXml"), q("w:ins"), q("w:moveTo")}
_FIRST_ROW, _FIRST_COLUMN = 0x20, 0x80
Flow = Callable[[Element], str]


def table_html(reading: Reading, table: Element, flow: Flow) -> str:
    """The table, or a quotation for a frame of a single cell; "" when nothing is in it."""
    kept, reading.table_style = reading.table_style, val(child(table, "w:tblPr", "w:tblStyle"))
    rows = [row for row in inside(table, q("w:tr")) if not _stays_out(reading, row)]
    grid = _grid(rows, flow, _looks(table, "w:firstColumn", _FIRST_COLUMN))
    reading.table_style = kept
    if is_empty(grid):
        return ""
    if is_frame(grid):
        return framed(grid[0][0].html)
    heads = _header_rows(table, rows)
    if not heads:
        reading.notices.add("table-without-header")
    return grid_html(grid, heads)


def inside(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, through the controls around them."""
    for part in children(element):
        if part.tag == tag:
            yield part
        elif part.tag in _WRAPPERS:
            yield from inside(part, tag)
        elif part.tag == q("mc:AlternateContent"):
            for one in branch(part):
                yield from [one] if one.tag == tag else inside(one, tag)


def _stays_out(reading: Reading, row: Element) -> bool:
    deleted = child(row, "w:trPr", "w:del") is not None
    reading.changes += deleted
    if deleted:
        reading.notices.left_out.append(written(row))
    hidden = is_on(child(row, "w:trPr", "w:hidden"))
    if hidden and not deleted:
        reading.notices.leave_out("hidden-text", written(row))
    return deleted or hidden


def _header_rows(table: Element, rows: list[Element]) -> int:
    marked = 0
    while marked < len(rows) and is_on(child(rows[marked], "w:trPr", "w:tblHeader")):
        marked += 1
    if marked:
        return min(marked, len(rows) - 1) or 1
    return int(len(rows) > 1 and _looks(table, "w:firstRow", _FIRST_ROW))


def _looks(table: Element, name: str, bit: int) -> bool:
    """What the table's look says of its first row or column, by name or in the older bits."""
    look = child(table, "w:tblPr", "w:tblLook")
    if named := val(look, name):
        return named in ("1", "true", "on")
    try:
        return is_on(look) and bool(int(val(look) or "0", 16) & bit)
    except ValueError:
        return False


def _grid(rows: list[Element], flow: Flow, names_rows: bool) -> list[list[Cell]]:
    """Cells row by row; a cell that continues the one above makes that one taller, and keeps what stands in it."""
    above: dict[int, Cell] = {}
    grid = []
    for row in rows:
        column = integer(val(child(row, "w:trPr", "w:gridBefore")), 0, high=60)
        cells: list[Cell] = [Cell("", column)] if column else []
        for element in inside(row, q("w:tc")):
            width = integer(val(child(element, "w:tcPr", "w:gridSpan")), 1, low=1, high=60)
            merge = child(element, "w:tcPr", "w:vMerge")
            if merge is not None and val(merge) != "restart" and column in above:
                above[column].rows += 1
                above[column].html += flow(element)
            else:
                cell = Cell(flow(element), width, heads_row=names_rows and column == 0)
                cells.append(cell)
                above.pop(column, None)
                if merge is not None:
                    above[column] = cell
            column += width
        grid.append(cells)
    return grid
