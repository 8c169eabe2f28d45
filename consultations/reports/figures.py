"""The figures of a hearing, each counted by the database: who answered, what about, what is proposed, when it came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from app.extensions import db
from app.i18n import capitalised, date_full, date_long, week_label
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point_counts import PointCount, counted_by, point_counts
from consultations.points.theme import Theme
from consultations.points.verdict import VERDICTS, label
from consultations.reports.summary import Case, Count, KeyFigure
from consultations.statements.sender_type import LABELS
from consultations.statements.statement import Publicity
from consultations.statements.statement_counts import StatementCount, arrivals, statement_counts

from .proposed import CHANGES, is_proposed

MOST_DAYS = 62  # on one chart; a longer time is counted by the week
MOST_BUCKETS = 400


@dataclass(frozen=True, slots=True)
class Figures:
    """Statements are counted unless they were withdrawn in time; points where their statement must be answered.

    What is taken back after the deadline changes none of them.
    """

    verdicts: KeyFigure
    senders: KeyFigure
    chapters: KeyFigure
    themes: KeyFigure
    times: KeyFigure
    changes: int
    late: int
    unpublished: int
    by_theme: dict[int, int]  # points, by the id of their theme

    def printed(self) -> tuple[KeyFigure, ...]:
        """Those that have something to tell, in the order of the paper."""
        every = (self.verdicts, self.senders, self.chapters, self.themes, self.times)
        return tuple(figure for figure in every if figure.total)


def figures(hearing: Hearing, case: Case, cut_off: datetime | None, *, by_day: bool = False) -> Figures:
    """All figures of what was received by the cut-off (without one: up to now, from the counts kept).

    Times by the week, or by the day where asked for.
    """
    received = [one for one in statement_counts([hearing.id], cut_off) if one.publicity != Publicity.WITHDRAWN]
    points = point_counts([hearing.id], cut_off)
    return Figures(
        verdicts=KeyFigure(_proposal_question(hearing, case), _("punkter"), _verdicts(points)),
        senders=KeyFigure(_("Hvem svarte?"), _("innspill"), _senders(received)),
        chapters=KeyFigure(_("Hvilke kapitler handler det om?"), _("punkter"), _chapters(hearing, points)),
        themes=KeyFigure(_("Hvilke temaer går igjen?"), _("punkter"), _themes(points)),
        times=KeyFigure(
            _("Når kom innspillene?"), _("innspill"), _times(arrivals(hearing, cut_off), by_day), over_time=True
        ),
        changes=_changes(hearing, cut_off),
        late=sum(one.n for one in received if one.is_late),
        unpublished=sum(one.n for one in received if not one.was_public),
        by_theme={theme: count for theme, count in counted_by(points, "theme_id").items() if theme},
    )


def _proposal_question(hearing: Hearing, case: Case) -> str:
    if hearing.closed_case_at is not None:
        return _("Hva foreslo %(who)s?", who=case.administration)
    return _("Hva foreslår %(who)s?", who=case.administration)


def _senders(received: list[StatementCount]) -> tuple[Count, ...]:
    counted: Counter[str] = Counter()
    for one in received:
        counted[one.sender_type] += one.n
    return _falling(Count(str(name), counted[code.value]) for code, name in LABELS.items() if counted[code.value])


def _verdicts(points: list[PointCount]) -> tuple[Count, ...]:
    """In the order of the vocabulary, those without an answer last."""
    counted = counted_by(points, "verdict")
    return tuple(Count(label(code), counted[code]) for code in (*VERDICTS, None) if counted[code])


def _themes(points: list[PointCount]) -> tuple[Count, ...]:
    counted = counted_by(points, "theme_id")
    without = counted.pop(None, 0)
    names = {row[0]: row[1] for row in db.session.execute(db.select(Theme.id, Theme.name).where(Theme.id.in_(counted)))}
    rows = _falling(Count(names[theme], count) for theme, count in sorted(counted.items()))
    return (*rows, Count(_("Uten tema"), without)) if without and rows else rows


def _chapters(hearing: Hearing, points: list[PointCount]) -> tuple[Count, ...]:
    """Points by chapter, those of its sections with them; the whole plan first."""
    counted = counted_by(points, "section_key")
    rows = {_("Hele planen"): counted.pop(None, 0)}
    sections = db.session.execute(
        db.select(Section.key, Section.level, Section.number, Section.title)
        .where(Section.version_id == hearing.version_id)
        .order_by(Section.position)
    )
    chapter = _("Hele planen")
    for section in sections:
        if section.level == 1:
            chapter = f"{section.number} {section.title}".strip()
        rows[chapter] = rows.get(chapter, 0) + counted.pop(section.key, 0)
    rows[_("Andre steder")] = sum(counted.values())
    return tuple(Count(name, count) for name, count in rows.items() if count)


def _times(days: Counter[date], by_day: bool) -> tuple[Count, ...]:
    """Statements by the week, or by local day where the days are few enough for that."""
    if not days:
        return ()
    starts, step = _buckets(min(days), max(days), by_day)
    counted: Counter[int] = Counter()
    for day, count in days.items():
        counted[min((day - starts[0]).days // step, len(starts) - 1)] += count
    return tuple(Count(_bucket_label(start, step), counted[index]) for index, start in enumerate(starts))


def _buckets(first: date, last: date, by_day: bool) -> tuple[list[date], int]:
    step = 1 if by_day and (last - first).days < MOST_DAYS else 7
    first -= timedelta(days=first.weekday() if step > 1 else 0)
    amount = min((last - first).days // step + 1, MOST_BUCKETS)
    return [first + timedelta(days=step * index) for index in range(amount)], step


def _bucket_label(start: date, step: int) -> str:
    return (
        date_full(start)
        if step == 1
        else _("%(week)s, fra %(date)s", week=capitalised(week_label(start)), date=date_long(start))
    )


def _changes(hearing: Hearing, cut_off: datetime | None) -> int:
    """How many changes in the plan are proposed: as many as somebody has written, however many remarks there are."""
    count = db.select(db.func.count()).select_from(Assessment)
    return db.session.scalar(count.where(is_proposed(hearing, cut_off), CHANGES)) or 0


def _falling(rows: Iterable[Count]) -> tuple[Count, ...]:
    return tuple(sorted(rows, key=lambda row: -row.count))
