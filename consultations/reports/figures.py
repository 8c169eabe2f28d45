"""The figures of a hearing, each counted by the database: who answered, what about, what is proposed, when it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, or_

from app import clock
from app.extensions import db
from app.i18n import capitalised, date_full, date_long, week_label
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.points.theme import Theme
from consultations.points.verdict import VERDICTS, label
from consultations.reports.summary import Case, Count, KeyFigure
from consultations.statements.sender_type import LABELS
from consultations.statements.statement import Publicity, Statement, must_be_answered

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

    def printed(self) -> tuple[KeyFigure, ...]:
        """Those that have something to tell, in the order of the paper."""
        every = (self.verdicts, self.senders, self.chapters, self.themes, self.times)
        return tuple(figure for figure in every if figure.total)


def figures(hearing: Hearing, case: Case, cut_off: datetime, *, by_day: bool = False) -> Figures:
    """All figures of what was received by the cut-off; times by the week, or by the day where asked for."""
    received = and_(
        Statement.hearing_id == hearing.id,
        Statement.received_at <= cut_off,
        Statement.publicity != Publicity.WITHDRAWN,
    )
    return Figures(
        verdicts=KeyFigure(_proposal_question(hearing, case), _("punkter"), _verdicts(received)),
        senders=KeyFigure(_("Hvem svarte?"), _("innspill"), _senders(received)),
        chapters=KeyFigure(_("Hvilke kapitler handler det om?"), _("punkter"), _chapters(hearing, received)),
        themes=KeyFigure(_("Hvilke temaer går igjen?"), _("punkter"), _themes(received)),
        times=KeyFigure(_("Når kom innspillene?"), _("innspill"), _times(received, by_day), over_time=True),
        changes=_changes(hearing, received),
        late=_counted(received, Statement.late.is_(True)),
        unpublished=_counted(received, ~Statement.was_public),
    )


def _proposal_question(hearing: Hearing, case: Case) -> str:
    if hearing.closed_case_at is not None:
        return _("Hva foreslo %(who)s?", who=case.administration)
    return _("Hva foreslår %(who)s?", who=case.administration)


def _senders(received: ColumnElement[bool]) -> tuple[Count, ...]:
    query = db.select(Statement.sender_type, db.func.count()).where(received).group_by(Statement.sender_type)
    counted = _counted_by(query)
    rows = [Count(str(name), counted.get(code.value, 0)) for code, name in LABELS.items()]
    return _falling(row for row in rows if row.count)


def _of_points(column: Any, received: ColumnElement[bool]) -> dict[Any, int]:
    query = (
        db.select(column, db.func.count())
        .select_from(Point)
        .join(Statement, Statement.id == Point.statement_id)
        .outerjoin(Assessment, Assessment.id == Point.assessment_id)
        .where(received, must_be_answered())
        .group_by(column)
    )
    return _counted_by(query)


def _verdicts(received: ColumnElement[bool]) -> tuple[Count, ...]:
    """In the order of the vocabulary, those without an answer last."""
    counted = _of_points(Assessment.verdict, received)
    return tuple(Count(label(code), counted[code]) for code in (*VERDICTS, None) if counted.get(code))


def _themes(received: ColumnElement[bool]) -> tuple[Count, ...]:
    counted = _of_points(Point.theme_id, received)
    without = counted.pop(None, 0)
    names = _counted_by(db.select(Theme.id, Theme.name).where(Theme.id.in_(counted)))
    rows = _falling(Count(names[theme], count) for theme, count in counted.items())
    return (*rows, Count(_("Uten tema"), without)) if without and rows else rows


def _chapters(hearing: Hearing, received: ColumnElement[bool]) -> tuple[Count, ...]:
    """Points by chapter, those of its sections with them; the whole plan first."""
    counted = _of_points(Point.section_key, received)
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


def _times(received: ColumnElement[bool], by_day: bool) -> tuple[Count, ...]:
    """Statements by the week, or by local day where the days are few enough for that."""
    first, last = db.session.execute(
        db.select(db.func.min(Statement.received_at), db.func.max(Statement.received_at)).where(received)
    ).one()
    if first is None:
        return ()
    starts, step = _buckets(clock.local(first).date(), clock.local(last).date(), by_day)
    ends = (clock.at_local(start + timedelta(days=step)) for start in starts)
    bucket = db.case(
        *((Statement.received_at < end, index) for index, end in enumerate(ends)), else_=len(starts) - 1
    ).label("bucket")
    counted = _counted_by(db.select(bucket, db.func.count()).where(received).group_by("bucket"))
    return tuple(Count(_bucket_label(start, step), counted.get(index, 0)) for index, start in enumerate(starts))


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


def _changes(hearing: Hearing, received: ColumnElement[bool]) -> int:
    """How many changes in the plan are proposed."""
    answered = (
        db.select(Point.assessment_id)
        .join(Statement, Statement.id == Point.statement_id)
        .where(received, must_be_answered())
    )
    changing = (
        Assessment.hearing_id == hearing.id,
        or_(Assessment.change != "", Assessment.change_before != ""),
        Assessment.verdict.is_not(None),
    )
    return db.session.scalar(db.select(db.func.count()).where(*changing, Assessment.id.in_(answered))) or 0


def _counted_by(query: Select[Any]) -> dict[Any, Any]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def _counted(received: ColumnElement[bool], rule: ColumnElement[bool]) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Statement).where(received, rule)) or 0


def _falling(rows: Iterable[Count]) -> tuple[Count, ...]:
    return tuple(sorted(rows, key=lambda row: -row.count))
