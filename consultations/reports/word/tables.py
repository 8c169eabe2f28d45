"""Tables as WordprocessingML strings; widths are in twentieths of a point."""

from collections.abc import Iterable, Sequence

from . import styles
from .text import attribute, paragraph, run


def opening(widths: Sequence[int], title: str) -> str:
    """The start of a ruled table of fixed width, up to its first row. The title is read aloud."""
    return _opening(widths, "RemarkTable", "", "0620", f"<w:tblCaption w:val={attribute(title)}/>")


def frame_opening(widths: Sequence[int], margins: str = "") -> str:
    """The start of a table without lines that only places things beside each other."""
    return _opening(widths, "TableNormal", margins, "0600", "")


def _opening(widths: Sequence[int], style: str, margins: str, look: str, caption: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="{look}"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )


CLOSING = "</w:tbl>"
RIGHT = '<w:jc w:val="right"/>'


def head(
    widths: Sequence[int], titles: Iterable[str], *, right: frozenset[int] = frozenset(), properties: str = ""
) -> str:
    """The header row: marked as such, repeated on every page, never divided."""
    cells = []
    for place, (width, title) in enumerate(zip(widths, titles, strict=True)):
        look = properties + (RIGHT if place in right else "")
        cells.append(cell(width, paragraph("CellHead", run(title), properties=look), fill=styles.ACCENT))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def row(cells: Iterable[str], *, whole: bool = True) -> str:
    properties = "<w:trPr><w:cantSplit/></w:trPr>" if whole else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(width: int, content: str, *, fill: str = "", borders: str = "", middle: bool = False) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    lines = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    place = '<w:vAlign w:val="center"/>' if middle else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{lines}{shade}{place}</w:tcPr>{content}</w:tc>'


def box(width: int, content: str, *, fill: str, line: str) -> str:
    """A tinted frame around something that must not be overlooked."""
    border = f'<w:left w:val="single" w:sz="24" w:space="0" w:color="{line}"/>'
    sides = (("top", 100), ("left", 200), ("bottom", 80), ("right", 160))
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sides)
    start = frame_opening([width], f"<w:tblCellMar>{margins}</w:tblCellMar>")
    return start + row([cell(width, content, fill=fill, borders=border)]) + CLOSING
