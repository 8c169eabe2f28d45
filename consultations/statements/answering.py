"""Where somebody is in answering: which hearing, which draft, what is typed. The browser remembers only a key."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request, session
from sqlalchemy.orm import load_only
from werkzeug.datastructures import MultiDict

from app import clock, limits
from app.extensions import db
from app.text import received
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.statements import draft_answer, machine_signs
from consultations.statements.content import Content
from consultations.statements.draft_answer import DraftAnswer
from consultations.statements.page_mark import Clash, PageMark, new_mark, read_mark, settle
from consultations.statements.statement import Statement

KEY_FIELD = "kladd"
MARK_FIELD = "vist"
PAGE_FIELD = "utgave"
REMEMBERED = 5  # drafts a browser knows of


class TooManyDrafts(Exception):
    """More has been begun or written in drafts from this place than people write."""


@dataclass
class Answering:
    """`draft` is None until the first step is sent; `content` is what the page shows."""

    hearing: Hearing
    key: str
    draft: DraftAnswer | None
    content: Content

    def new_page_mark(self) -> PageMark:
        """Names the page that is made of it now."""
        return new_mark(self.draft.typed if self.draft else Content())

    @property
    def mark(self) -> str:
        return self.content.shown or machine_signs.mark()


def before_opening(hearing: Hearing) -> bool:
    """Whether this request came too early to be taken."""
    return not hearing.is_ready or clock.arrived_at() < hearing.opens_at


def from_browser(hearing: Hearing) -> Answering:
    """The unsent draft that this browser remembers, or an empty one."""
    key = _remembered().get(str(hearing.id), "")
    draft = draft_answer.find(hearing, key) if key else None
    if draft is None or draft.sent_at is not None:
        return Answering(hearing, draft_answer.new_key(), None, Content())
    return Answering(hearing, key, draft, draft.typed)


def from_form(hearing: Hearing) -> Answering:
    """The draft whose key the form carries, begun where there is none. Raises TooManyDrafts."""
    key = request.form.get(KEY_FIELD, "")
    draft = draft_answer.find(hearing, key) if draft_answer.is_key(key) else None
    if draft is None and not limits.allow_draft():
        raise TooManyDrafts
    draft = draft or draft_answer.start(hearing, key if draft_answer.is_key(key) else "")
    draft_answer.hold(draft)
    content = draft.typed
    content.shown = content.shown or request.form.get(MARK_FIELD, "")[:40]
    return Answering(hearing, draft.idempotency_key, draft, content)


def posted() -> MultiDict[str, str]:
    """The form that was sent, each text as we keep it."""
    if "posted" not in g:
        g.posted = MultiDict((name, received(value)) for name, value in request.form.items(multi=True))
    form: MultiDict[str, str] = g.posted
    return form


def posted_mark() -> PageMark:
    """Which page was sent."""
    return read_mark(request.form.get(PAGE_FIELD, ""))


def settled(stored: Content, answering: Answering) -> list[Clash]:
    """What this page and another one say differently, after what was typed here has been taken in over `stored`.

    Where the draft has been sent or is gone, all that the page holds counts as typed on it.
    """
    page = posted_mark()
    known = answering.draft is not None and bool(answering.draft.content)
    return settle(stored, answering.content, page if known else PageMark(page.own, {}))


def keep(answering: Answering) -> bool:
    """Keep the step. Where the draft has been sent meanwhile (False), what was typed begins a new one.

    Raises TooManyDrafts.
    """
    assert answering.draft is not None
    sent = answering.draft.sent_at is not None
    if sent:
        if not limits.allow_draft():
            raise TooManyDrafts
        answering.draft = draft_answer.start(answering.hearing)
        answering.key = answering.draft.idempotency_key
    save(answering)
    remember(answering.hearing, answering.key)
    return not sent


def save(answering: Answering) -> None:
    """Keep what was typed. Raises TooManyDrafts where one place would fill the disk."""
    assert answering.draft is not None
    grown = answering.content.size - answering.draft.typed.size
    if grown > 0 and not limits.allow_typed(grown):
        raise TooManyDrafts
    draft_answer.save(answering.draft, answering.content)


def remember(hearing: Hearing, key: str) -> None:
    """Let this browser find the draft again."""
    others = {known: value for known, value in _remembered().items() if known != str(hearing.id)}
    session["answers"] = dict([*others.items(), (str(hearing.id), key)][-REMEMBERED:])


def forget(hearing: Hearing) -> None:
    """Let this browser know nothing of a draft."""
    session["answers"] = {known: value for known, value in _remembered().items() if known != str(hearing.id)}


def open_receipt(statement: Statement, *, just_sent: bool = False) -> None:
    """Let this browser show the receipt of a statement; its code too, where it has just sent it."""
    session["receipt"] = {"ref": statement.ref, "sent": just_sent}


def sections_of(hearing: Hearing) -> list[Section]:
    """The sections of the hearing's version without their text, in reading order."""
    columns = (Section.key, Section.number, Section.title, Section.level, Section.position, Section.open_for_comment)
    query = db.select(Section).where(Section.version_id == hearing.version_id).options(load_only(*columns))
    return list(db.session.scalars(query.order_by(Section.position)))


def _remembered() -> dict[str, str]:
    held = session.get("answers")
    return held if isinstance(held, dict) else {}
