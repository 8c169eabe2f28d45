"""A moderator's desk: one statement with all that belongs to deciding it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.user import User
from app.extensions import db
from consultations.drafts.section import Section
from consultations.pages.wording import public_html
from consultations.statements.byline import Byline, public_byline
from consultations.statements.publication import Passage, distinct, let_out, name_offered, without
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Comment, Publicity, Statement
from moderation.decision import ModerationDecision, Verdict, decisions_on
from moderation.forms import DecisionForm
from moderation.impartiality import may_decide
from moderation.passage import EARLIER, Found, Piece, found_in, pieces, standing_alone


@dataclass(frozen=True, slots=True)
class Preview:
    """What the public will see: the sender and each comment's text."""

    byline: Byline
    texts: list[tuple[Comment, Markup]]
    removed: int
    warnings: list[str]


class Desk:
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
    def last_approval(self) -> ModerationDecision | None:
        """The last decision that made it public, though it may have been withheld since."""
        return next((one for one in decisions_on(self.statement) if one.verdict == Verdict.APPROVED), None)

    @cached_property
    def found(self) -> list[Found]:
        """What was found, and what was removed before, in reading order."""
        fresh = found_in(self.statement)
        known = {one.key for one in fresh}
        earlier = [one for one in self._removed_before if one.key not in known]
        return sorted([*fresh, *earlier], key=lambda one: (one.comment.position, one.start))

    @cached_property
    def _removed_before(self) -> list[Found]:
        removals = self.last_approval.removals if self.last_approval else []
        return [Found(one.comment, one.start_at, one.end_at, EARLIER) for one in removals]

    def form(self) -> DecisionForm:
        """The form as sent, or as it opens: what was found is ticked, or what the last decision removed."""
        statement = self.statement
        decided = statement.is_published and self.last_approval is not None
        ticked = self._removed_before if decided else self.found
        return DecisionForm(
            statement,
            self.found,
            version=str(statement.version),
            remove=[one.key for one in ticked],
            removal_reason=statement.removal_reason or ReasonClass.PERSONAL_DATA.value,
            hide_name=statement.name_withheld,
            reason=statement.withheld_reason,
            note=statement.moderator_note,
        )

    def pieces(self, comment: Comment) -> Iterator[Piece]:
        """The original, cut where something was found."""
        return pieces(comment, self.found)

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

    def preview(self, form: DecisionForm) -> Preview:
        """What the public would see after this decision."""
        gone: dict[int, list[Passage]] = form.removals
        texts = [
            (one, public_html(without(one.text, gone.get(one.id, [])), form.removal_reason.data))
            for one in self.statement.comments
        ]
        removed = sum(len(distinct(passages)) for passages in gone.values())
        byline = self._byline(named=not form.hide_name.data)
        return Preview(byline, texts, removed, list(self._warnings(form, gone, byline.line)))

    def _byline(self, *, named: bool) -> Byline:
        return public_byline(self.statement, self.statement.number, let_out(self.statement.sender, named=named))

    def _warnings(self, form: DecisionForm, gone: dict[int, list[Passage]], name: str) -> Iterator[str]:
        """What a tired eye may overlook."""
        left = "\n".join(without(one.text, gone.get(one.id, [])) for one in self.statement.comments)
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
