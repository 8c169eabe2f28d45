"""The chapters of the overview: numbers, themes, changes, what was declined, councils, decisions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import date_long, number
from consultations.reports.summary import (
    ChangedText,
    CouncilStatement,
    DecisionText,
    Declined,
    Overturned,
    Revisions,
    Summary,
    ThemeSummary,
)

from .. import wording
from . import styles, tables, text
from .bars import Bars
from .page import PORTRAIT_WIDTH


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    bookmark: str
    content: Iterable[str]

    def fragments(self, bookmark_id: int) -> Iterator[str]:
        yield text.heading(1, self.title, name=self.bookmark, bookmark_id=bookmark_id)
        yield from self.content


def chapters(summary: Summary, bars: Bars) -> tuple[Chapter, ...]:
    """The chapters that have something to tell, in the order politicians read them."""
    decided = summary.decided
    candidates = (
        (summary.revisions, _revised(summary.revisions)),
        (summary.themes, Chapter(_("Dette handlet merknadene om"), "temaer", _themes(summary.themes))),
        (
            summary.changes,
            Chapter(wording.changes_title(decided), "endringer", _changes(summary.changes, decided)),
        ),
        (
            summary.overturned,
            Chapter(wording.overturned_title(decided), "annerledes", _overturned(summary.overturned, decided)),
        ),
        (
            summary.declined,
            Chapter(wording.declined_title(decided), "ikke_til_folge", _declined(summary.declined, decided)),
        ),
        (summary.figures, Chapter(_("Tallene"), "tallene", _figures(summary, bars))),
        (summary.councils, Chapter(_("Uttalelser fra rådene"), "rad", _councils(summary.councils))),
        (summary.decisions, Chapter(_("Behandling i utvalgene"), "behandling", _decisions(summary.decisions))),
    )
    return tuple(chapter for content, chapter in candidates if content and chapter)


def _revised(found: Revisions | None) -> Chapter | None:
    if found is None:
        return None
    title = _("Endret siden utgave %(number)s", number=found.since)
    return Chapter(title, "endret", _revisions(found, title))


def _revisions(found: Revisions, title: str) -> Iterator[str]:
    if not found.counts:
        yield text.paragraph("Normal", text.run(_("Ingen punkter er endret.")))
        return
    for count in found.counts:
        points = ngettext("%(number)s punkt", "%(number)s punkter", count.count, number=number(count.count))
        yield text.paragraph("Normal", text.run(f"{count.label}: {points}"))
    widths = (1100, 2600, 2900, PORTRAIT_WIDTH - 6600)
    yield tables.opening(widths, title)
    yield tables.head(widths, (_("Nr."), _("Hva"), _("Før"), _("Nå")))
    for one in found.listed:
        contents = [text.paragraph("CellText", text.remark_links((one.number,)))]
        contents += [text.prose(words, "CellText") for words in (one.what, one.before, one.after)]
        yield tables.row(tables.cell(width, content) for width, content in zip(widths, contents, strict=True))
    yield tables.CLOSING + text.paragraph("CellNote")


def _figures(summary: Summary, bars: Bars) -> Iterator[str]:
    for figure in summary.figures:
        yield from bars.figure(figure)


def _themes(themes: tuple[ThemeSummary, ...]) -> Iterator[str]:
    for theme in themes:
        points = ngettext("%(number)s punkt", "%(number)s punkter", theme.points, number=number(theme.points))
        yield text.heading(2, f"{theme.name} – {points}")
        yield text.kept_prose(theme.synthesis, with_next=bool(theme.numbers))
        yield _references(theme.numbers)


def _changes(changes: tuple[ChangedText, ...], decided: bool) -> Iterator[str]:
    compared = any(change.before is not None for change in changes)
    widths = (1900, 2950, 2950, PORTRAIT_WIDTH - 7800) if compared else (2300, 5300, PORTRAIT_WIDTH - 7600)
    new = _("Vedtatt") if decided else _("Nytt forslag")
    titles = (_("Høringsutkastet"), new) if compared else (_("Endring"),)
    yield tables.opening(widths, wording.changes_title(decided))
    yield tables.head(widths, (_("Kapittel"), *titles, _("På grunn av merknad")))
    for change in changes:
        numbers = text.paragraph("CellText", text.remark_links(change.because_of))
        texts = (change.section, *_change_texts(change, compared))
        contents = [*(text.prose(content, "CellText") for content in texts), _author(change) + numbers]
        cells = (tables.cell(width, content) for width, content in zip(widths, contents, strict=True))
        yield tables.row(cells, whole=sum(map(len, texts)) < 2000)
    yield tables.CLOSING + text.paragraph("CellNote")


def _author(change: ChangedText) -> str:
    """The body whose own change it is."""
    if not change.by:
        return ""
    told = _("Endret av %(body)s", body=change.by)
    return text.prose(f"{told}: {change.note}" if change.note else told, "CellNote")


def _overturned(found: tuple[Overturned, ...], decided: bool) -> Iterator[str]:
    widths = (3000, 1900, 3300, PORTRAIT_WIDTH - 8200)
    yield tables.opening(widths, wording.overturned_title(decided))
    yield tables.head(widths, (_("Ønske"), _("Foreslått"), _("Bestemt") if decided else _("Utvalget"), _("Merknad")))
    for one in found:
        contents = (
            text.prose(one.wish, "CellText"),
            text.prose(one.proposed, "CellText"),
            text.paragraph("CellText", text.run(one.decided, bold=True))
            + text.prose(f"{one.by}: {one.reason}", "CellText"),
            text.paragraph("CellText", text.remark_links(one.numbers)),
        )
        cells = (tables.cell(width, content) for width, content in zip(widths, contents, strict=True))
        yield tables.row(cells, whole=len(one.wish) + len(one.reason) < 2000)
    yield tables.CLOSING + text.paragraph("CellNote")


def _change_texts(change: ChangedText, compared: bool) -> tuple[str, ...]:
    if not compared:
        return (change.after,)
    before = "" if change.before is None else change.before or _("(ny tekst)")
    return before, change.after or _("(tas ut)")


def _declined(wishes: tuple[Declined, ...], decided: bool) -> Iterator[str]:
    widths = (3300, 4700, PORTRAIT_WIDTH - 8000)
    yield tables.opening(widths, wording.declined_title(decided))
    yield tables.head(widths, (_("Ønske"), _("Hvorfor ikke"), _("Merknad")))
    for wish in wishes:
        contents = (
            text.prose(wish.wish, "CellText"),
            text.prose(wish.reason, "CellText"),
            text.paragraph("CellText", text.remark_links(wish.numbers)),
        )
        cells = (tables.cell(width, content) for width, content in zip(widths, contents, strict=True))
        yield tables.row(cells, whole=len(wish.wish) + len(wish.reason) < 2000)
    yield tables.CLOSING + text.paragraph("CellNote")


def _councils(statements: tuple[CouncilStatement, ...]) -> Iterator[str]:
    yield text.paragraph("Normal", text.run(_("Rådenes uttalelser er gjengitt ord for ord.")))
    for statement in statements:
        yield text.heading(2, statement.council)
        received = _(
            "Innspill %(number)s, mottatt %(date)s", number=statement.number, date=date_long(statement.received_on)
        )
        about = text.run(f"{statement.about}. ") if statement.about else ""
        late = text.run(" – " + _("etter fristen"), bold=True, color=styles.WARNING) if statement.late else ""
        yield text.paragraph("References", about, text.run(received), late, properties=text.KEEP_NEXT)
        yield text.kept_prose(statement.text, "Quote")


def _decisions(decisions: tuple[DecisionText, ...]) -> Iterator[str]:
    for decision in decisions:
        yield text.heading(2, f"{decision.body}: {decision.kind}")
        facts = (date_long(decision.decided_on), decision.case_number, decision.result)
        yield text.paragraph("References", text.run("  ·  ".join(filter(None, facts))), properties=text.KEEP_NEXT)
        yield text.kept_prose(decision.text, "Quote")


def _references(numbers: tuple[str, ...]) -> str:
    if not numbers:
        return ""
    label = ngettext("Merknad", "Merknader", len(numbers))
    return text.paragraph("References", text.run(label + " "), text.remark_links(numbers))
