"""The papers as one HTML file that needs nothing else: headings, tables and contents that a screen reader knows."""

from __future__ import annotations

from importlib import resources
from typing import IO

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from . import wording
from .columns import printed_columns
from .summary import Printing, RemarkTable, Summary

ROWS_AT_A_TIME = 64


def write_summary(summary: Summary, out: IO[bytes]) -> None:
    """Writes overview and table to a binary file; rows are streamed."""
    with force_locale(summary.printing.language):
        _write(_("Høringsoppsummering"), summary.table, summary, out)


def write_table(table: RemarkTable, out: IO[bytes]) -> None:
    """Writes the table of remarks to a binary file, row by row."""
    with force_locale(table.printing.language):
        _write(_("Merknadstabell"), table, None, out)


def state_lines(printing: Printing) -> list[str]:
    """What there is to say about a draft, or about a final edition that lacks something."""
    lines = [_("Dette er et utkast. Det kan bli endret.")] if printing.draft else []
    lines += [wording.missing(gap) for gap in printing.missing]
    return lines + ([wording.override(printing.override)] if printing.override else [])


def _write(title: str, table: RemarkTable, summary: Summary | None, out: IO[bytes]) -> None:
    template = current_app.jinja_env.get_template("reports/paper.html")
    stream = template.stream(
        title=title,
        table=table,
        case=table.case,
        printing=table.printing,
        summary=summary,
        lines=state_lines(table.printing),
        wording=wording,
        printed=printed_columns(table.case),
        css=_style(),
    )
    stream.enable_buffering(ROWS_AT_A_TIME)
    stream.dump(out, encoding="utf-8", errors="replace")


def _style() -> Markup:
    """The file carries its style with it: on a disk or in an archive there is no other to ask for."""
    css = resources.files("app").joinpath("static/paper.css").read_text(encoding="utf-8")
    return Markup("<{0}>\n{1}</{0}>").format("style", Markup(css))  # noqa: S704 - our own file
