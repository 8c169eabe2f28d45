"""The first page: whose paper it is, how finished it is, and the hearing told in five minutes."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from app.i18n import number

from .. import wording
from ..summary import Case, Count, Printing
from . import styles, tables, text
from .overview import Chapter
from .page import PORTRAIT_WIDTH, Paper


def title_block(paper: Paper, width: int = PORTRAIT_WIDTH) -> Iterator[str]:
    """Municipality, title, case header and what there is to say about the edition."""
    yield text.paragraph("Municipality", text.run(paper.case.municipality))
    yield text.paragraph("Title", text.run(paper.title))
    yield text.paragraph("Subtitle", text.run(paper.case.plan))
    yield _case_header(paper.case, paper.printing, width)
    yield from _state(paper.printing, width)


def _case_header(case: Case, printing: Printing, width: int) -> str:
    facts = (
        (_("Saksnummer"), case.case_number, _("Ansvarlig enhet"), case.unit),
        (_("Høring"), case.hearing, _("Kontakt"), case.contact),
        (_("Høringsperiode"), wording.period(case), _("Vedtak om høring"), case.decided_by),
        (_("Med i uttrekket"), wording.cut_off(printing), _("Versjon"), wording.version(printing)),
        *([(_("Videre behandling"), case.ahead, "", "")] if case.ahead else []),
    )
    label = 1500
    value = (width - 2 * label) // 2
    widths = (label, value, label, width - 2 * label - value)
    rows = (tables.row(map(_fact_cell, widths, row, (True, False, True, False))) for row in facts)
    return tables.frame_opening(widths) + "".join(rows) + tables.CLOSING + text.paragraph("CellNote")


def _fact_cell(width: int, content: str, is_label: bool) -> str:
    line = f'<w:top w:val="single" w:sz="4" w:space="0" w:color="{styles.RULE}"/>'
    look = text.run(content, color=styles.MUTED) if is_label else text.run(content)
    return tables.cell(width, text.paragraph("CellFact", look, properties=_FACT_SPACING), borders=line)


_FACT_SPACING = '<w:spacing w:before="50" w:after="50"/><w:ind w:right="160"/>'


def _state(printing: Printing, width: int) -> Iterator[str]:
    if printing.draft:
        heading = _("Dette er et utkast. Det kan bli endret.")
    elif printing.override:
        heading = _("Endelig, selv om noe mangler.")
    else:
        return
    lines = [text.paragraph("Draft", text.run(heading, bold=True))]
    lines += [text.paragraph("Draft", text.run(wording.missing(gap))) for gap in printing.missing]
    if printing.override and not printing.draft:
        lines.append(text.paragraph("Draft", text.run(wording.override(printing.override))))
    yield tables.box(width, "".join(lines), fill=styles.WARNING_WASH, line=styles.WARNING_RULE)
    yield text.paragraph("CellNote")


def in_short(lead: str, key_numbers: tuple[Count, ...]) -> Iterator[str]:
    yield text.heading(1, _("Kort fortalt"))
    yield _key_numbers(key_numbers) if key_numbers else ""
    yield text.prose(lead, "Lead")


def _key_numbers(counts: tuple[Count, ...]) -> str:
    width = PORTRAIT_WIDTH // len(counts)
    cells = (
        tables.cell(
            width,
            text.paragraph("KeyNumber", text.run(number(count.count)))
            + text.paragraph("KeyLabel", text.run(count.label)),
        )
        for count in counts
    )
    start = tables.frame_opening([width] * len(counts))
    return start + tables.row(cells) + tables.CLOSING + text.paragraph("CellNote")


def contents(chapters: Iterable[Chapter], table: Chapter) -> Iterator[str]:
    """The chapters with their pages; the page numbers are fields that Word and LibreOffice compute."""
    yield text.heading(2, _("Innhold"))
    for chapter in (*chapters, table):
        line = text.run(chapter.title + "\t") + text.field(f"PAGEREF {chapter.bookmark} \\h", "")
        yield text.paragraph("Contents", text.link(line, chapter.bookmark))
