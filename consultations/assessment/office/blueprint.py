"""What the planner's pages share: the blueprint, the desk (hearing, sections, themes, filter) and its tabs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload

from app import office
from app.accounts.permission import Permission
from app.accounts.session import current_user
from app.extensions import db
from consultations.assessment.permission import ASSESS, REOPEN, SEE
from consultations.drafts.section import Section
from consultations.hearings.address import HearingAddress, load_hearing
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import may_change
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.points.point_counts import point_counts
from consultations.points.point_list import Filter, read_filter
from consultations.points.theme import Theme, themes
from consultations.statements.statement import Comment, Statement

blueprint = Blueprint("assessment", __name__)

_CHOSEN = re.compile(r"([0-9a-z]{12})\.([0-9]{1,9})")


@dataclass
class Desk:
    """A hearing as a planner has it on the desk. Looking it up is authorising: another municipality's is not found."""

    hearing: Hearing

    @cached_property
    def sections(self) -> list[Section]:
        query = db.select(Section).where(Section.version_id == self.hearing.version_id).order_by(Section.position)
        return list(db.session.scalars(query))

    @cached_property
    def themes(self) -> list[Theme]:
        return themes(self.hearing)

    @cached_property
    def filter(self) -> Filter:
        return read_filter(request.args, self.sections, self.themes)

    @cached_property
    def may_assess(self) -> bool:
        return self._may(ASSESS)

    @property
    def may_reopen(self) -> bool:
        """Whether whoever looks may take the lock off, where there is one to take off."""
        locked = self.hearing.locked_at is not None and self.hearing.closed_case_at is None
        return locked and self._may(REOPEN)

    @property
    def may_write(self) -> bool:
        """Whether whoever looks may change anything now."""
        return self.may_assess and may_change(self.hearing)

    def section_label(self, key: str | None) -> str:
        """Number and title of a section; the whole plan where there is none."""
        found = next((section.label for section in self.sections if section.key == key), None)
        return found or (key if key else _("Hele planen"))

    def url(self, endpoint: str, **values: Any) -> str:
        """The address of one of these pages; the filter goes along, so that nothing is lost on the way back."""
        kept = self.filter.address(page=self.filter.page)
        return url_for(f"assessment.{endpoint}", **({"hearing": self.hearing} | kept | values))

    def theme(self, text: str) -> Theme | None:
        return next((theme for theme in self.themes if str(theme.id) == text), None)

    def point(self, ref: str) -> Point:
        """The point of this hearing with this reference, or 404."""
        query = self._points().where(Point.ref == ref)
        return db.session.scalars(query).first() or abort(404)

    def points(self, chosen: Iterable[str]) -> tuple[list[Point], dict[str, int]]:
        """The points that were ticked (`ref.version`) and the versions that were read; unknown ones are left out."""
        read = {match[1]: int(match[2]) for match in map(_CHOSEN.fullmatch, chosen) if match}
        query = self._points().where(Point.ref.in_(list(read)[:500]))
        return list(db.session.scalars(query.order_by(Statement.number, Comment.position, Point.position))), read

    def assessment(self, ref: str) -> Assessment:
        """The answer of this hearing with this reference, or 404."""
        query = db.select(Assessment).where(Assessment.hearing_id == self.hearing.id, Assessment.ref == ref)
        return db.session.scalars(query).first() or abort(404)

    def _may(self, permission: Permission) -> bool:
        user = current_user()
        return user is not None and user.may(permission, self.hearing.municipality_id)

    def _points(self) -> Select[Point]:
        sender = joinedload(Comment.statement).joinedload(Statement.sender)
        whole = joinedload(Point.comment).options(sender, selectinload(Comment.removals))
        return (
            db.select(Point)
            .join(Point.comment)
            .join(Comment.statement)
            .where(Point.hearing_id == self.hearing.id)
            .options(whole, joinedload(Point.assessment), joinedload(Point.theme))
        )


def desk_of(hearing: HearingAddress, has: Callable[[Hearing], bool] | None = None) -> Desk:
    """The desk for the round in the path, or 404; see `load_hearing` for `has`."""
    return Desk(load_hearing(hearing, has))


def holds(noun: type[Point] | type[Assessment], ref: str) -> Callable[[Hearing], bool]:
    """Whether a round has the point or the answer of this reference."""
    return lambda hearing: (
        db.session.scalar(db.select(noun.id).where(noun.hearing_id == hearing.id, noun.ref == ref)) is not None
    )


def open_points(municipality_id: int) -> int:
    """Points that wait for an answer in hearings at work. Asked on every page: from the counts kept."""
    at_work = db.select(Hearing.id).where(
        Hearing.municipality_id == municipality_id,
        Hearing.assessment_started_at.is_not(None),
        Hearing.released_at.is_(None),
    )
    return sum(one.n for one in point_counts(db.session.scalars(at_work)) if one.is_unanswered)


entry = office.Entry(
    "assessment",
    _l("Vurdering"),
    "assessment.hearings",
    SEE,
    position=30,
    count=open_points,
    waiting=_l("punkter venter på svar"),
)
