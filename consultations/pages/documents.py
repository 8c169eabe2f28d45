"""What the public may find: sections of drafts on hearing and published remarks, with the pages where they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from textwrap import shorten

from flask_babel import gettext as _
from sqlalchemy import Select, and_
from sqlalchemy.orm import contains_eager, joinedload

from app import clock
from app.extensions import db
from app.municipalities.municipality import Municipality
from app.published import OPENING, Document
from consultations.drafts.section import SECTION, Section
from consultations.drafts.version import Version
from consultations.hearings.address import hearing_path
from consultations.hearings.hearing import HEARING, Hearing
from consultations.plans.plan import PLAN, Plan
from consultations.statements.byline import public_byline
from consultations.statements.publication import COMMENT
from consultations.statements.removal import ANY_MARK
from consultations.statements.sender_type import SenderType
from consultations.statements.statement import Comment, Publicity, Statement


class Sections:
    """Sections of the versions that are, or have been, on hearing. Their reference is the row's number."""

    kind = SECTION

    def load(self, refs: Sequence[str]) -> dict[str, Document]:
        ids = [int(ref) for ref in refs if ref.isdigit()]
        rows = db.session.execute(_public_sections().where(Section.id.in_(ids)))
        return {str(section.id): _section_document(section, hearing) for section, hearing in rows}

    def refs(self) -> Iterator[str]:
        ids = db.session.scalars(_public_sections().with_only_columns(Section.id).distinct().order_by(None)).all()
        return (str(one) for one in ids)


class Comments:
    """Published remarks. Private names are no part of the text that is searched."""

    kind = COMMENT

    def load(self, refs: Sequence[str]) -> dict[str, Document]:
        query = (
            _public_comments()
            .where(Comment.ref.in_(refs))
            .outerjoin(Section, and_(Section.version_id == Comment.version_id, Section.key == Comment.section_key))
            .add_columns(Section)
            .options(contains_eager(Comment.statement).joinedload(Statement.hearing).joinedload(Hearing.plan))
        )
        return {comment.ref: _comment_document(comment, section) for comment, section in db.session.execute(query)}

    def refs(self) -> Iterator[str]:
        return iter(db.session.scalars(_public_comments().with_only_columns(Comment.ref).order_by(Comment.id)).all())


def _public_sections() -> Select[Section, Hearing]:
    return (
        db.select(Section, Hearing)
        .join(Version, Section.version_id == Version.id)
        .join(Hearing, Hearing.version_id == Version.id)
        .where(Hearing.ready_at.is_not(None), Hearing.opens_at <= clock.now())
        .options(joinedload(Hearing.plan))
        .order_by(Hearing.round)  # a version that was heard twice is found where it was heard last
    )


def _public_comments() -> Select[Comment]:
    return (
        db.select(Comment)
        .join(Comment.statement)
        .where(Comment.public_text.is_not(None), Statement.publicity == Publicity.PUBLISHED)
    )


def _section_document(section: Section, hearing: Hearing) -> Document:
    plan = hearing.plan
    return Document(
        kind=SECTION,
        ref=str(section.id),
        municipality=plan.municipality.slug,
        hearing=plan.key,
        title=section.label,
        text=section.text,
        url=f"{hearing_path(hearing)}{section.key}",
        date=hearing.first_day,
        language=plan.language,
        section=section.key,
        note=_("runde %(number)s", number=hearing.round) if hearing.round > 1 else "",
    )


def _comment_document(comment: Comment, section: Section | None) -> Document:
    statement = comment.statement
    plan = statement.hearing.plan
    by = public_byline(statement, statement.number)
    organised = statement.type.is_organisation
    text = ANY_MARK.sub(" ", comment.public_text or "")
    return Document(
        kind=COMMENT,
        ref=comment.ref,
        municipality=plan.municipality.slug,
        hearing=plan.key,
        title=_(
            "Merknad %(number)s til %(place)s, %(sender)s",
            number=comment.cited_as,
            place=section.label if section else _("hele planen"),
            sender=by.name if organised else str(statement.type.label).lower(),
        ),
        opening=shorten(text, OPENING, placeholder=" …"),
        aliases=f"innspill {statement.number}",
        note=by.notes if organised else "",
        text=text,
        url=f"{hearing_path(statement.hearing)}innspill/{statement.ref}#merknad-{comment.cited_as}",
        date=clock.local(statement.received_at).date(),
        sender_type=statement.sender_type,
        language=statement.language,
        section=comment.section_key or "",
    )


def names(filter_name: str, municipality: str, values: Collection[str]) -> dict[str, str]:
    """What the filters of a search are called on the page."""
    if filter_name == "kind":
        kinds = {PLAN: _("Planer"), HEARING: _("Høringer"), SECTION: _("Avsnitt i planer"), COMMENT: _("Merknader")}
        return kinds | {"assessment": _("Svar fra kommunen"), "decision": _("Vedtak")}
    if filter_name == "sender_type":
        return {value: str(SenderType(value).label) for value in values if value in set(SenderType)}
    rows = db.session.execute(
        db.select(Plan.key, Plan.title)
        .join(Plan.municipality)
        .where(Municipality.slug == municipality, Plan.key.in_(values))
    )
    return {row.key: row.title for row in rows}


providers = (Sections(), Comments())
