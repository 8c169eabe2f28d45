"""Tables of a page: heads, merged cells, captions."""

from collections.abc import Callable, Iterator

from ..tree.grid import Cell, framed, grid_html, is_empty, is_frame
from .reading import Element, PageReading

_GROUPS = {"thead", "tbody", "tfoot"}


def table_html(
    reading: PageReading, table: Element, flow: Callable[[Element], str], stays_out: Callable[[Element], bool]
) -> str:
    """The table, or a quotation for a frame of a single cell; "" when nothing is in it."""
    rows = [row for row in _rows(table) if not stays_out(row)]
    grid = [[_cell(cell, flow, stays_out) for cell in row.iterchildren("td", "th")] for row in rows]
    grid = [cells for cells in grid if cells]
    captions = [flow(one) for one in table.iterchildren("caption") if not stays_out(one)]
    caption = "".join(f"<caption>{one}</caption>" for one in captions[:1] if one)
    if is_empty(grid):
        return "".join(f"<p>{one}</p>" for one in captions if one)
    if is_frame(grid) and not caption:
        return framed(grid[0][0].html)
    heads = _heads(rows)
    if not heads:
        reading.notices.add("table-without-header")
    return grid_html(grid, heads).replace("<table>", f"<table>{caption}", 1)


def _rows(table: Element) -> Iterator[Element]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in _GROUPS:
            yield from part.iterchildren("tr")


def _heads(rows: list[Element]) -> int:
    """Rows at the top that stand in the head, or hold nothing but heads."""
    found = 0
    for row in rows:
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        if not in_head and any(cell.tag == "td" for cell in row.iterchildren("td", "th")):
            break
        found += 1
    return found if found < len(rows) or found == 1 else 1


def _cell(cell: Element, flow: Callable[[Element], str], stays_out: Callable[[Element], bool]) -> Cell:
    html = "" if stays_out(cell) else flow(cell)
    return Cell(html, _span(cell, "colspan", 60), _span(cell, "rowspan", 1000), heads_row=cell.tag == "th")


def _span(cell: Element, name: str, most: int) -> int:
    text = (cell.get(name) or "1").strip()
    return max(1, min(most, int(text))) if text.isascii() and text.isdigit() and len(text) < 6 else 1
