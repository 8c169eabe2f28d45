"""What people said and what is proposed, told shortly: themes, changes, what was declined, the councils' own words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, or_
from sqlalchemy.orm import joinedload, load_only, selectinload

from app import clock
from app.extensions import db
from app.i18n import number
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import decisions as decisions_of
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.points.theme import themes as themes_of
from consultations.reports.summary import ChangedText, CouncilStatement, DecisionText, Declined, ThemeSummary
from consultations.statements.byline import public_byline
from consultations.statements.sender_type import SenderType
from consultations.statements.statement import Comment, Publicity, Statement
from consultations.statements.tombstone import tombstone

from .citation import Citation
from .wording import spoken

MOST = 100  # changes and refusals that the overview lists; the table has them all
LONGEST_WISH = 280
DECLINED = ("rejected", "objection_not_met")


def themes(hearing: Hearing, cited: dict[int, Citation]) -> tuple[ThemeSummary, ...]:
    """Themes that points have, the largest first, each with its synthesis and the first numbers."""
    found = [
        ThemeSummary(theme.name, cited[theme.id].total, spoken(theme.synthesis), cited[theme.id].listed())
        for theme in themes_of(hearing)
        if theme.id in cited
    ]
    return tuple(sorted(found, key=lambda theme: -theme.points))


def changes(
    hearing: Hearing, cited: dict[int, Citation], places: dict[str, Section], *more: ChangedText
) -> tuple[ChangedText, ...]:
    """What changes in the plan by the assessments that are cited, and more, in the order of the plan."""
    query = (
        db.select(Assessment.id, Assessment.change_before, Assessment.change, Assessment.change_section_key)
        .where(
            Assessment.hearing_id == hearing.id,
            or_(Assessment.change != "", Assessment.change_before != ""),
            Assessment.verdict.is_not(None),
        )
        .order_by(Assessment.id)
    )
    found = [
        change_of(places, row.change_section_key, row.change_before, row.change, cited[row.id].listed())
        for row in db.session.execute(query)
        if row.id in cited
    ]
    order = {place.label: place.position for place in places.values()}
    listed = sorted([*found, *more], key=lambda change: order.get(change.section, 0))
    return (*listed[:MOST], ChangedText("", None, _more(len(listed)), ())) if len(listed) > MOST else tuple(listed)


def change_of(
    places: dict[str, Section],
    section_key: str | None,
    before: str,
    after: str,
    numbers: tuple[str, ...] = (),
    *,
    by: str = "",
    note: str = "",
) -> ChangedText:
    """One change as the overview tells it."""
    old, new = spoken(before.strip()), spoken(after.strip())
    return ChangedText(section_label(places, section_key), old or None, new, numbers, by, spoken(note.strip()))


def declined(hearing: Hearing, cited: dict[int, Citation], places: dict[str, Section]) -> tuple[Declined, ...]:
    """What is not done and why, of the assessments that are cited; what most remarks asked for first."""
    query = db.select(Assessment.id, Assessment.text, Assessment.reason)
    refused = query.where(Assessment.hearing_id == hearing.id, Assessment.verdict.in_(DECLINED))
    rows = [row for row in db.session.execute(refused.order_by(Assessment.id)) if row.id in cited]
    rows.sort(key=lambda row: -cited[row.id].total)
    of_answers = db.select(Point.id, Point.assessment_id.label("key"))
    wishes = wished(of_answers.where(Point.assessment_id.in_([row.id for row in rows[:MOST]])), places)
    listed = tuple(
        Declined(wishes.get(row.id, unseen()), spoken((row.reason or row.text).strip()), cited[row.id].listed())
        for row in rows[:MOST]
    )
    return (*listed, Declined(_more(len(rows)), "", ())) if len(rows) > MOST else listed


def councils(hearing: Hearing, cut_off: datetime) -> tuple[CouncilStatement, ...]:
    """The councils' statements as everybody may read them; one that is not published is told of."""
    query = (
        db.select(Statement)
        .where(
            Statement.hearing_id == hearing.id,
            Statement.sender_type == SenderType.COUNCIL,
            Statement.publicity != Publicity.WITHDRAWN,
            Statement.received_at <= cut_off,
        )
        .order_by(Statement.number)
        .options(selectinload(Statement.comments))
        .limit(MOST)
    )
    return tuple(_council(statement) for statement in db.session.scalars(query))


def decisions(hearing: Hearing) -> tuple[DecisionText, ...]:
    """What the bodies have decided, in the order they did."""
    return tuple(
        DecisionText(
            one.body.name, one.kind_label, one.decided_on, _case(one.case_number), one.sentence, one.text.strip()
        )
        for one in decisions_of(hearing)
    )


def places_in(hearing: Hearing) -> dict[str, Section]:
    """The sections of the draft by key, without their texts."""
    columns = (Section.key, Section.number, Section.title, Section.position)
    query = db.select(Section).where(Section.version_id == hearing.version_id)
    return {section.key: section for section in db.session.scalars(query.options(load_only(*columns)))}


def section_label(places: dict[str, Section], key: str | None) -> str:
    return places[key].label if key in places else key or _("Hele planen")


def _case(case_number: str) -> str:
    return _("sak %(number)s", number=case_number) if case_number else ""


def _more(total: int) -> str:
    return _("Og %(number)s til. Alle står i merknadstabellen.", number=number(total - MOST))


def _council(statement: Statement) -> CouncilStatement:
    if statement.publicity == Publicity.PUBLISHED:
        told = "\n\n".join(spoken(comment.public_text or "") for comment in statement.comments)
    elif statement.publicity == Publicity.WAITING:
        told = _("Uttalelsen venter på moderering og er ikke publisert ennå.")
    else:
        told = tombstone(statement)
    by = public_byline(statement, statement.number)
    return CouncilStatement(
        council=by.name,
        about=by.notes,
        number=str(statement.number),
        received_on=clock.local(statement.received_at).date(),
        late=statement.late,
        text=told or _("Ingen merknader."),
    )


def wished(points: Select[Any], places: dict[str, Section]) -> dict[int, str]:
    """What was asked for, by the `key` of a choice of points: the planner's short version of the first that everybody
    may read, else how it begins.
    """
    chosen = points.subquery()
    firsts = (
        db.select(chosen.c.key, db.func.min(Point.id).label("first"))
        .join(Point, Point.id == chosen.c.id)
        .join(Statement, Statement.id == Point.statement_id)
        .where(Statement.publicity == Publicity.PUBLISHED)
        .group_by(chosen.c.key)
        .subquery()
    )
    whole = joinedload(Point.comment).selectinload(Comment.removals)
    rows = db.session.execute(db.select(firsts.c.key, Point).join(Point, Point.id == firsts.c.first).options(whole))
    return {key: _wish(point, places) for key, point in rows}


def unseen() -> str:
    """Where nobody outside may read any of the remarks."""
    return _("(Innspillet er ikke publisert.)")


def _wish(point: Point, places: dict[str, Section]) -> str:
    text = point.summary.strip() or _shortened(spoken(point.quote or ""))
    return f"{section_label(places, point.section_key)}\n\n{text}"


def _shortened(text: str) -> str:
    folded = " ".join(text.split())
    if len(folded) <= LONGEST_WISH:
        return f"«{folded}»"
    return f"«{folded[:LONGEST_WISH].rsplit(' ', 1)[0]} …»"
