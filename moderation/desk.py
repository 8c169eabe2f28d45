"""A moderator's desk: one statement with all that belongs to deciding it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.user import User
from app.extensions import db
from consultations.drafts.section import Section
from consultations.pages.wording import public_html
from consultations.statements.byline import Byline, public_byline
from consultations.statements.public_field import PublicField, public_fields
from consultations.statements.publication import let_out, name_offered
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Removals, without
from consultations.statements.statement import Comment, Publicity, Statement
from moderation.forms import ModerationForm
from moderation.impartiality import may_decide
from moderation.passage import MarkedFinding, MarkedPiece, found_in, pieces, removed_from, standing_alone


@dataclass(frozen=True, slots=True)
class Preview:
    """What the public will see: the sender and each comment's text."""

    byline: Byline
    texts: list[tuple[Comment, Markup]]
    removed: int
    warnings: list[str]


class ModerationDesk:
    """The statement, what was found in it, and what was removed from it when it was last made public."""

    def __init__(self, statement: Statement, moderator: User) -> None:
        self.statement = statement
        self.impartial = may_decide(moderator, statement.hearing)

    @property
    def is_decided(self) -> bool:
        return self.statement.publicity != Publicity.WAITING

    @property
    def may_be_decided(self) -> bool:
        """A withdrawn statement stays withdrawn."""
        return not self.statement.is_withdrawn

    @cached_property
    def fields(self) -> list[PublicField]:
        """Everything that can become public."""
        return public_fields(self.statement)

    @property
    def lines(self) -> list[PublicField]:
        """What is to be read of the sender; a private person's name only for what was found in it."""
        named = {one.field.name for one in self.found}
        return [field for field in self.fields if field.comment is None and (field.name != "name" or "name" in named)]

    @cached_property
    def found(self) -> list[MarkedFinding]:
        """What was found, and what was removed before (though it may have been withheld since), in reading order."""
        earlier = {one.key: one for one in self._removed_before}
        fresh = [replace(one, reason=earlier.pop(one.key, one).reason) for one in found_in(self.statement)]
        order = {field.name: place for place, field in enumerate(self.fields)}
        return sorted([*fresh, *earlier.values()], key=lambda one: (order[one.field.name], one.start))

    @cached_property
    def _removed_before(self) -> list[MarkedFinding]:
        return removed_from(self.statement)

    def form(self) -> ModerationForm:
        """The form as sent, or as it opens: what was found is ticked, or what the last decision removed."""
        statement = self.statement
        ticked = self._removed_before if statement.is_published else self.found
        return ModerationForm(
            statement,
            self.found,
            version=str(statement.version),
            remove=[one.key for one in ticked],
            removal_reason=ReasonClass.PERSONAL_DATA.value,
            hide_name=statement.name_withheld,
            reason=statement.withheld_reason,
            note=statement.moderator_note,
        )

    def pieces(self, field: PublicField) -> Iterator[MarkedPiece]:
        """The original, cut where something was found."""
        return pieces(field, self.found)

    @property
    def name(self) -> str | None:
        """The name that will stand on the web unless the moderator takes it off."""
        return name_offered(self.statement.sender)

    @property
    def supports(self) -> str:
        """Whom a sender without a name on the web supports: that may name somebody too."""
        return "" if self.name else self.statement.sender.supports

    @property
    def name_waits(self) -> bool:
        """Whether the name stands only once the sender has confirmed the address."""
        return self.name is not None and not self.statement.type.is_organisation and not self._confirmed

    @property
    def _confirmed(self) -> bool:
        return self.statement.sender.email_confirmed_at is not None

    @cached_property
    def places(self) -> dict[str, Section]:
        """Sections by key: where each comment belongs."""
        versions = {comment.version_id for comment in self.statement.comments}
        keys = {comment.section_key for comment in self.statement.comments if comment.section_key}
        query = db.select(Section).where(Section.version_id.in_(versions), Section.key.in_(keys))
        return {section.key: section for section in db.session.scalars(query)}

    def preview(self, form: ModerationForm) -> Preview:
        """What the public would see after this decision."""
        gone = form.removals
        texts = [
            (field.comment, public_html(without(field.text, gone.get(field.key, ()))))
            for field in self.fields
            if field.comment is not None
        ]
        removed = sum(len(passages) for passages in gone.values())
        byline = self._byline(gone, named=not form.hide_name.data)
        return Preview(byline, texts, removed, list(self._warnings(form, gone, byline.line)))

    def _byline(self, gone: Removals, *, named: bool) -> Byline:
        shown = let_out(self.statement.sender, named=named, removals=gone)
        return public_byline(self.statement, self.statement.number, shown)

    def _warnings(self, form: ModerationForm, gone: Removals, name: str) -> Iterator[str]:
        """What a tired eye may overlook."""
        left = "\n".join(without(one.text, gone.get(one.key, ())) for one in self.fields)
        removed = sorted(form.removed_words)
        still_there = set(standing_alone(left, removed))
        for words in removed:
            if words.casefold() in name.casefold():
                yield _("«%(words)s» står også i navnet som vises.", words=words)
            if words in still_there:
                yield _("«%(words)s» står fortsatt i teksten, skrevet litt annerledes.", words=words)
        chosen = set(form.remove.data or [])
        for found in self.found:
            if found.key not in chosen and found.words in left:
                yield _("Dette blir stående: %(words)s (%(what)s).", words=found.words, what=found.label)
