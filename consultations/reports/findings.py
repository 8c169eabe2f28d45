"""What people said and what is proposed, told shortly: themes, changes, what was declined, the councils' own words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select
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
from consultations.statements.statement import Comment, Publicity, Statement
from consultations.statements.tombstone import tombstone

from .citation import Citation, cited_by
from .proposed import CHANGES, Followed
from .wording import spoken

MOST = 100  # changes and refusals that the overview lists; the table has them all
LONGEST_WISH = 280
DECLINED = ("rejected", "objection_not_met")
COUNCILS = db.text("statement.sender_type = 'council'")  # word for word as the index has it


def themes(hearing: Hearing, cited: dict[int, Citation]) -> tuple[ThemeSummary, ...]:
    """Themes that points have, the largest first, each with its synthesis and the first numbers."""
    found = [
        ThemeSummary(theme.name, cited[theme.id].total, spoken(theme.synthesis), cited[theme.id].listed())
        for theme in themes_of(hearing)
        if theme.id in cited
    ]
    return tuple(sorted(found, key=lambda theme: -theme.points))


def changes(
    hearing: Hearing, followed: Followed, places: dict[str, Section], *more: ChangedText
) -> tuple[ChangedText, ...]:
    """What changes in the plan by the answers that are followed, and more, in the order of the plan."""
    place = (Section.version_id == hearing.version_id) & (Section.key == Assessment.change_section_key)
    changing = (Assessment.hearing_id == hearing.id, CHANGES, followed.rule)
    query = (
        db.select(Assessment.id, Assessment.change_before, Assessment.change, Assessment.change_section_key)
        .outerjoin(Section, place)
        .where(*changing)
        .order_by(db.func.coalesce(Section.position, 0), Assessment.id)
        .limit(MOST + 1)
    )
    rows = db.session.execute(query).all()
    cited = cited_by(followed.of([row.id for row in rows]))
    found = [
        change_of(places, row.change_section_key, row.change_before, row.change, cited[row.id].listed()) for row in rows
    ]
    order = {place.label: place.position for place in places.values()}
    listed = sorted([*found, *more], key=lambda change: order.get(change.section, 0))
    if len(listed) <= MOST:
        return tuple(listed)
    return (*listed[:MOST], ChangedText("", None, _more(_count(*changing) + len(more)), ()))


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


def declined(hearing: Hearing, followed: Followed, places: dict[str, Section]) -> tuple[Declined, ...]:
    """What is not done and why, of the answers that are followed; what most remarks asked for first."""
    rows = [row for verdict in DECLINED for row in _most_used(hearing, followed, verdict)]
    cited = cited_by(followed.of([row.id for row in rows]))
    first = sorted(rows, key=lambda row: (-cited[row.id].total, row.id))[:MOST]
    of_answers = db.select(Point.id, Point.assessment_id.label("key"))
    wishes = wished(of_answers.where(Point.assessment_id.in_([row.id for row in first])), places)
    listed = tuple(
        Declined(wishes.get(row.id, unseen()), spoken((row.reason or row.text).strip()), cited[row.id].listed())
        for row in first
    )
    if len(rows) <= MOST:
        return listed
    refused = (Assessment.hearing_id == hearing.id, Assessment.verdict.in_(DECLINED), followed.rule)
    return (*listed, Declined(_more(_count(*refused)), "", ()))


def _most_used(hearing: Hearing, followed: Followed, verdict: str) -> Sequence[Any]:
    query = db.select(Assessment.id, Assessment.text, Assessment.reason)
    mine = query.where(Assessment.hearing_id == hearing.id, Assessment.verdict == verdict, followed.rule)
    return db.session.execute(mine.order_by(Assessment.points.desc(), Assessment.id.desc()).limit(MOST + 1)).all()


def _count(*rules: Any) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Assessment).where(*rules)) or 0


def councils(hearing: Hearing, cut_off: datetime | None) -> tuple[CouncilStatement, ...]:
    """The councils' statements as everybody may read them; one that is not published is told of."""
    query = (
        db.select(Statement)
        .where(
            Statement.hearing_id == hearing.id,
            COUNCILS,
            Statement.publicity != Publicity.WITHDRAWN,
            Statement.received_at <= (cut_off or clock.now()),
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
