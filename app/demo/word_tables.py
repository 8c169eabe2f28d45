"""Tables of the demo's plans: a repeated header row, quiet rules, figures to the right."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, RGBColor
from docx.table import _Cell

from app.demo.manuscript import Table, spans
from app.demo.word_parts import element

TEXT_WIDTH = 15.6
RULE = '<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="B9C6C6"/>'


def add_table(document: Document, source: Table) -> None:
    """Adds the table with column widths in proportion to what stands in them."""
    table = document.add_table(rows=0, cols=len(source.header))
    table.autofit = False
    table._tbl.tblPr.append(element(f"<w:tblBorders>{rules()}</w:tblBorders>"))
    table._tbl.tblPr.append(element(f"<w:tblCellMar>{margins()}</w:tblCellMar>"))
    shares = widths(source)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(share)
    for index, texts in enumerate((source.header, *source.rows)):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()
        properties.append(element("<w:cantSplit/>"))
        if index == 0:
            properties.append(element("<w:tblHeader/>"))
        for cell, text, right, share in zip(row.cells, texts, source.right_aligned, shares, strict=True):
            cell.width = Cm(share)
            fill(cell, text, is_right=right, is_header=index == 0, stays=stays_with_next(index, len(source.rows)))
    document.add_paragraph().paragraph_format.space_after = Cm(0.1)


def stays_with_next(index: int, rows: int) -> bool:
    """A short table stands on one page; a long one keeps its first and last rows in company."""
    return index < rows and (rows < 10 or index < 2 or index == rows - 1)


def rules() -> str:
    kinds = {"top": "single", "bottom": "single", "insideH": "single"}
    return "".join(RULE.format(side=side, kind=kind) for side, kind in kinds.items())


def margins() -> str:
    sizes = {"top": 60, "left": 90, "bottom": 60, "right": 90}
    return "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in sizes.items())


def widths(source: Table) -> list[float]:
    columns = zip(source.header, *source.rows, strict=True)
    weights = [min(max(max(map(len, column)), 5), 34) ** 0.75 for column in columns]
    return [TEXT_WIDTH * weight / sum(weights) for weight in weights]


def fill(cell: _Cell, text: str, *, is_right: bool, is_header: bool, stays: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Tabelltekst"
    paragraph.paragraph_format.keep_with_next = stays
    if is_right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for span in spans(text):
        run = paragraph.add_run(span.text)
        run.bold = is_header or span.kind == "bold"
        run.italic = span.kind == "italic"
        if is_header:
            run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    if is_header:
        shade = element('<w:shd w:val="clear" w:color="auto" w:fill="1F5C6B"/>')
        cell._tc.get_or_add_tcPr().append(shade)
