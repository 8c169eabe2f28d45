"""Figures as horizontal bars: a table whose last column is drawn, so that chart and table are one."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from PIL import Image

from app.i18n import number, percent
from consultations.reports.summary import Count, KeyFigure

from . import styles, tables, text
from .page import PORTRAIT_WIDTH

_EMU = 635  # in a twentieth of a point
_WIDTHS = [3700, 900, 900, PORTRAIT_WIDTH - 5500]
_LONGEST_BAR = _WIDTHS[3] - 200
_BAR_HEIGHT = 170
# a figure of so few rows stands on one page
_LONGEST_WHOLE_FIGURE = 16


def colour_dot() -> bytes:
    """One pixel of the accent colour; every bar is this pixel, stretched."""
    red, green, blue = bytes.fromhex(styles.ACCENT)
    png = io.BytesIO()
    Image.new("RGB", (1, 1), (red, green, blue)).save(png, "PNG")
    return png.getvalue()


@dataclass(slots=True)
class Bars:
    """Draws figures; counts pictures and figures through one document."""

    dot: str
    pictures: int = 0
    figures: int = 0

    def figure(self, figure: KeyFigure) -> Iterator[str]:
        """The question as heading, what is counted as caption, one row a group in the given order."""
        self.figures += 1
        yield text.heading(2, figure.question)
        counted = _("Antall %(unit)s, i alt %(total)s.", unit=figure.unit, total=number(figure.total))
        label = text.run(_("Figur") + " ") + text.field("SEQ Figur", str(self.figures)) + text.run(". " + counted)
        yield text.paragraph("Caption", label)
        yield tables.opening(_WIDTHS, figure.question)
        titles = (_("Gruppe"), _("Antall"), _("Andel"), _("Fordeling"))
        yield tables.head(_WIDTHS, titles, right=frozenset({1, 2}), properties=text.KEEP_NEXT)
        for place, row in enumerate(figure.rows, start=1):
            together = place < len(figure.rows) <= _LONGEST_WHOLE_FIGURE
            yield self._row(figure, row, text.KEEP_NEXT if together else "")
        yield tables.CLOSING + text.paragraph("CellNote")

    def _row(self, figure: KeyFigure, row: Count, keep: str) -> str:
        share = percent(row.count / figure.total) if figure.total else "–"
        contents = (
            text.paragraph("CellText", text.run(row.label), properties=keep),
            text.paragraph("CellText", text.run(number(row.count)), properties=keep + tables.RIGHT),
            text.paragraph("CellText", text.run(share), properties=keep + tables.RIGHT),
            text.paragraph("CellText", self._bar(figure, row), properties=keep),
        )
        cells = (tables.cell(width, content, middle=True) for width, content in zip(_WIDTHS, contents, strict=True))
        return tables.row(cells)

    def _bar(self, figure: KeyFigure, row: Count) -> str:
        if row.count <= 0:
            return ""
        self.pictures += 1
        length = max(20, round(_LONGEST_BAR * row.count / figure.largest))
        spoken = text.attribute(f"{row.label}: {number(row.count)} {figure.unit}")
        return _DRAWING.format(
            width=length * _EMU, height=_BAR_HEIGHT * _EMU, id=self.pictures, spoken=spoken, dot=self.dot
        )


_DRAWING = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{id}" name="Stolpe {id}" descr={spoken}/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="{id}" name="Stolpe {id}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{dot}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
