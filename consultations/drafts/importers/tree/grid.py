"""A table as rows of cells, and its HTML: heads of several rows keep their columns."""

from dataclasses import dataclass


@dataclass
class Cell:
    """`heads_row` marks the name of a row."""

    html: str
    columns: int = 1
    rows: int = 1
    heads_row: bool = False


def is_empty(rows: list[list[Cell]]) -> bool:
    return not any(cell.html for cells in rows for cell in cells)


def is_frame(rows: list[list[Cell]]) -> bool:
    """A single cell is a frame around text, no table."""
    return sum(len(cells) for cells in rows) == 1


def grid_html(rows: list[list[Cell]], heads: int) -> str:
    """The table; `heads` rows at its top name the columns."""
    whole = _whole_heads(rows, heads)
    if whole >= len(rows) > 1:  # a head cell reaches down through the table: parting the rows would cut it
        return f"<table><tbody>{_rows(rows[:heads], 'col')}{_rows(rows[heads:])}</tbody></table>"
    groups = _column_groups(rows[0]) if whole > 1 else ""
    head = "".join(_rows([cells], "colgroup" if groups and at == 0 else "col") for at, cells in enumerate(rows[:whole]))
    body = _rows(rows[whole:])
    return (
        f"<table>{groups}{f'<thead>{head}</thead>' if head else ''}{f'<tbody>{body}</tbody>' if body else ''}</table>"
    )


def framed(html: str) -> str:
    """The content of a frame or a text box."""
    inline = ("<strong", "<em", "<a ", "<su", "<img", "<br")
    is_block = html.startswith("<") and not html.startswith(inline)
    return f"<blockquote>{html if is_block else f'<p>{html}</p>'}</blockquote>"


def _whole_heads(rows: list[list[Cell]], heads: int) -> int:
    """So many head rows that no cell reaches out of them."""
    at = 0
    while at < min(heads, len(rows)):
        heads = max(heads, *(at + cell.rows for cell in rows[at]), 0)
        at += 1
    return min(heads, len(rows))


def _column_groups(first: list[Cell]) -> str:
    """Groups of columns for heads that stand above several."""
    if all(cell.columns == 1 for cell in first):
        return ""
    return "".join(f'<colgroup span="{cell.columns}"></colgroup>' for cell in first)


def _rows(rows: list[list[Cell]], scope: str = "") -> str:
    return "".join(f"<tr>{''.join(_cell(cell, scope) for cell in cells)}</tr>" for cells in rows)


def _cell(cell: Cell, scope: str) -> str:
    spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    spans += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if scope and cell.html:
        return f'<th scope="{scope if cell.columns > 1 else "col"}"{spans}>{cell.html}</th>'
    if cell.heads_row and cell.html:
        return f'<th scope="{"rowgroup" if cell.rows > 1 else "row"}"{spans}>{cell.html}</th>'
    return f"<td{spans}>{cell.html}</td>"
