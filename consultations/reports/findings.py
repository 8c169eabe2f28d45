"""What people said and what is proposed, told shortly: themes, changes, what was declined, the councils' own words."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, load_only, selectinload

from app import clock
from app.extensions import db
from app.i18n import number
from consultations.assessment.assessment import Assessment
from consultations.assessment.coverage import must_be_answered
from consultations.assessment.point import Point
from consultations.assessment.theme import themes as themes_of
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import decisions as decisions_of
from consultations.outcomes.row import Row
from consultations.statements.byline import public_byline
from consultations.statements.sender_type import SenderType
from consultations.statements.statement import Comment, Publicity, Statement
from consultations.statements.tombstone import tombstone

from .citation import Citation
from .summary import Change, CouncilStatement, Decision, Declined, Theme
from .wording import spoken

MOST = 100  # changes and refusals that the overview lists; the table has them all
LONGEST_WISH = 280
DECLINED = ("rejected", "objection_not_met")


def themes(hearing: Hearing, cited: dict[int, Citation]) -> tuple[Theme, ...]:
    """Themes that points have, the largest first, each with its synthesis and the first numbers."""
    found = [
        Theme(theme.name, cited[theme.id].total, spoken(theme.synthesis), cited[theme.id].listed())
        for theme in themes_of(hearing)
        if theme.id in cited
    ]
    return tuple(sorted(found, key=lambda theme: -theme.points))


def changes(hearing: Hearing, cited: dict[int, Citation], places: dict[str, Section]) -> tuple[Change, ...]:
    """What is to change in the plan, in the order of the plan, and the remarks that it comes from."""
    rows = [
        row
        for row in db.session.execute(
            db.select(Assessment.id, Assessment.change, Assessment.change_section_key)
            .where(Assessment.hearing_id == hearing.id, Assessment.change != "", Assessment.verdict.is_not(None))
            .order_by(Assessment.id)
        )
        if row.id in cited
    ]
    rows.sort(key=lambda row: places[row[2]].position if row[2] in places else 0)
    listed = tuple(
        Change(section_label(places, row[2]), None, spoken(row.change.strip()), cited[row.id].listed())
        for row in rows[:MOST]
    )
    return (*listed, Change("", None, _more(len(rows)), ())) if len(rows) > MOST else listed


def declined(hearing: Hearing, cited: dict[int, Citation], places: dict[str, Section]) -> tuple[Declined, ...]:
    """What is not to be done and why, what most remarks asked for first."""
    query = db.select(Assessment.id, Assessment.text, Assessment.reason)
    refused = query.where(Assessment.hearing_id == hearing.id, Assessment.verdict.in_(DECLINED))
    rows = [row for row in db.session.execute(refused.order_by(Assessment.id)) if row.id in cited]
    rows.sort(key=lambda row: -cited[row.id].total)
    wishes = _wishes([row.id for row in rows[:MOST]], places)
    listed = tuple(
        Declined(wishes[row.id], spoken((row.reason or row.text).strip()), cited[row.id].listed())
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


def decisions(hearing: Hearing) -> tuple[Decision, ...]:
    """What the bodies have decided, in the order they did."""
    return tuple(
        Decision(
            one.body.name, one.kind_label, one.decided_on, _case(one.case_number), one.result_label, one.text.strip()
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


def _wishes(assessment_ids: list[int], places: dict[str, Section]) -> dict[int, str]:
    """What was asked for, by assessment: the planner's short version, else the start of a remark everybody may read."""
    firsts = (
        db.select(db.func.min(Point.id))
        .join(Statement, Statement.id == Point.statement_id)
        .where(Point.assessment_id.in_(assessment_ids), must_be_answered(), Statement.publicity == Publicity.PUBLISHED)
        .group_by(Point.assessment_id)
    )
    whole = joinedload(Point.comment).selectinload(Comment.removals)
    points = db.session.scalars(db.select(Point).where(Point.id.in_(firsts)).options(whole))
    told = {point.assessment_id: _wish(point, places) for point in points}
    unseen = _("(Innspillet er ikke publisert.)")
    return {one: told.get(one, unseen) for one in assessment_ids}


def _wish(point: Point, places: dict[str, Section]) -> str:
    text = point.summary.strip() or _shortened(spoken(point.quote or ""))
    return f"{section_label(places, point.section_key)}\n\n{text}"


def _shortened(text: str) -> str:
    folded = " ".join(text.split())
    if len(folded) <= LONGEST_WISH:
        return f"«{folded}»"
    return f"«{folded[:LONGEST_WISH].rsplit(' ', 1)[0]} …»"


def explained(row: Row) -> str:
    """An answer with its reason, without saying the same twice."""
    parts = [part.strip() for part in (row.assessment, row.reason)]
    return spoken("\n\n".join(dict.fromkeys(filter(None, parts))))
