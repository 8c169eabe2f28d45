"""Tables: head rows, merged cells, and the cells' own content."""

from collections.abc import Callable, Iterator

from ..tree.grid import Cell, framed, grid_html, is_empty, is_frame
from ..xml_part import Element
from .names import children, integer, q, said, written
from .reading import OdtReading

_GROUPS = {q("table:table-rows"), q("table:table-row-group"), q("table:table-header-rows")}
_MOST_REPEATED = 60


def table_html(reading: OdtReading, table: Element, flow: Callable[[Element], str]) -> str:
    """The table, or a quotation for a frame of a single cell; "" when nothing is in it."""
    rows = list(_rows(table, False))
    grid = [(_cells(reading, row, flow), head) for row, head in rows]
    filled = [(cells, head) for cells, head in grid if cells]
    lines = [cells for cells, _head in filled]
    if is_empty(lines):
        return ""
    if is_frame(lines):
        return framed(lines[0][0].html)
    heads = next((at for at, (_cells_, head) in enumerate(filled) if not head), 0)
    if not heads:
        reading.notices.add("table-without-header")
    return grid_html(lines, heads)


def cells_of(table: Element) -> Iterator[Element]:
    for row, _head in _rows(table, False):
        yield from row.iterchildren(q("table:table-cell"), q("table:covered-table-cell"))


def _rows(element: Element, head: bool) -> Iterator[tuple[Element, bool]]:
    for part in children(element):
        if part.tag == q("table:table-row"):
            yield part, head
        elif part.tag in _GROUPS:
            yield from _rows(part, head or part.tag == q("table:table-header-rows"))


def _cells(reading: OdtReading, row: Element, flow: Callable[[Element], str]) -> list[Cell]:
    cells = []
    for element in children(row):
        if element.tag == q("table:table-cell"):
            columns = integer(said(element, "table:number-columns-spanned"), 1, 1, 60)
            tall = integer(said(element, "table:number-rows-spanned"), 1, 1, 1000)
            html = flow(element)
            times = integer(said(element, "table:number-columns-repeated"), 1, 1, _MOST_REPEATED)
            cells += [Cell(html if at == 0 else "", columns, tall) for at in range(times)]
        elif element.tag == q("table:covered-table-cell"):
            reading.notices.leave_out("hidden-text", written(element))
    return cells
