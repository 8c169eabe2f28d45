"""What the public sees of a statement: the only place that writes public text, public names and removals.

`moderation` calls publish and withhold; a sender's own wish calls withdraw and hide_name. Page, search, feed, paper and
mail read only what is written here.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from app import audit, clock, published
from app.extensions import db
from app.municipalities.municipality import touch
from consultations.statements import removal
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import SENDER_LINES, Removals, line_without, without
from consultations.statements.statement import Comment, Publicity, Sender, Statement

COMMENT = "comment"  # kind of published document


def publish(statement: Statement, removals: Removals, *, with_name: bool = True, note: str = "") -> None:
    """Make the statement public without the removed passages. New text is built, nothing is covered.

    Without `with_name` the sender stands as a kind and a number; `note` is to the sender alone. Raises ValueError for
    a passage outside its text; then nothing is written.
    """
    now = clock.now()
    texts = {comment.id: without(comment.text, removals.get(comment.id, ())) for comment in statement.comments}
    _check_places(statement, removals)
    removal.record(statement.id, statement.version, removals)
    _forget_removals(statement)
    for comment in statement.comments:
        comment.public_text, comment.published_at = texts[comment.id], now
    statement.name_withheld = not with_name
    statement.public_name = public_name(statement.sender)
    statement.publicity = Publicity.PUBLISHED
    statement.withheld_reason = None
    statement.moderator_note = note
    statement.published_at = now
    _changed(statement, "statement.published", {"removals": sum(len(one) for one in removals.values())})


def withhold(statement: Statement, reason: ReasonClass, note: str = "") -> None:
    """Keep the statement off the web; a tombstone with the reason stands in its place. `note` is to the sender."""
    _empty(statement)
    statement.publicity = Publicity.WITHHELD
    statement.withheld_reason = reason
    statement.moderator_note = note
    _changed(statement, "statement.withheld", {"reason": reason})


def withdraw(statement: Statement) -> None:
    """The sender takes it back: off the web, out of search and counts; the case document stays."""
    _hold(statement)
    if statement.publicity == Publicity.WITHDRAWN:
        return
    _empty(statement)
    statement.publicity = Publicity.WITHDRAWN
    statement.withdrawn_at = clock.now()
    _changed(statement, "statement.withdrawn", {})


def hide_name(statement: Statement) -> None:
    """The sender's name goes off the web, for ever."""
    _hold(statement)
    statement.sender.show_name = False
    if statement.is_published:
        statement.public_name = public_name(statement.sender)
    _changed(statement, "statement.name_hidden", {})


def name_confirmed(statement: Statement) -> None:
    """The sender's address is confirmed: where the name may stand, it does from now on."""
    _hold(statement)
    if statement.sender.email_confirmed_at is not None:
        return
    statement.sender.email_confirmed_at = clock.now()
    if statement.is_published:
        statement.public_name = public_name(statement.sender)
    _changed(statement, "statement.name_confirmed", {})


def public_name(sender: Sender) -> str | None:
    """The name that may stand on the web: organisations always; private persons who asked and confirmed their address.

    None: the page says «Privatperson». Nobody under 18 is ever named, nor anybody who wrote by letter or e-mail.
    """
    if not name_stands(sender):
        return None
    return public_line(sender, "organisation" if sender.statement.type.is_organisation else "name") or None


def name_stands(sender: Sender) -> bool:
    """Whether the sender is named on the web, once the statement is public."""
    confirmed = sender.statement.type.is_organisation or sender.email_confirmed_at is not None
    return confirmed and name_offered(sender) is not None and not sender.statement.name_withheld


def name_offered(sender: Sender) -> str | None:
    """The name that stands on the web once the address is confirmed, unless a moderator takes it or some of it off."""
    statement = sender.statement
    if statement.type.is_organisation:
        return sender.organisation or None
    return sender.name if sender.show_name and not sender.under_18 and statement.channel == "web" else None


def public_line(sender: Sender, line: str) -> str:
    """A line about the sender without what was removed from it: the only form in which a public page may show one."""
    passages = [one.passage for one in sender.statement.removals if one.field == line]
    return line_without(getattr(sender, line), passages)


def shown_as(statement: Statement) -> str:
    """The sender as pages and papers name them: the public name, or «Privatperson» with the statement's number."""
    return statement.public_name or " ".join((str(statement.type.label), _("nr."), str(statement.number)))


def unlike_their_removals() -> Iterator[str]:
    """References of statements in whose public text something stands that was removed, or is missing that was not."""
    query = db.select(Comment.id, Comment.text, Comment.public_text, Statement.ref).join(Comment.statement)
    public = query.where(Comment.public_text.is_not(None)).order_by(Comment.id).execution_options(yield_per=500)
    with db.session.execute(public) as result:
        for some in result.partitions():
            removed = removal.passages_of(row.id for row in some)
            yield from (row.ref for row in some if row.public_text != without(row.text, removed.get(row.id, ())))


def _hold(statement: Statement) -> None:
    """What a moderator may just have done is seen before the sender's wish is carried out, not half undone by it."""
    db.session.refresh(statement, with_for_update=True)
    for held in (statement.sender, *statement.comments):
        db.session.refresh(held)


def _empty(statement: Statement) -> None:
    for comment in statement.comments:
        comment.public_text = comment.published_at = None
    statement.public_name = statement.published_at = None


def _check_places(statement: Statement, removals: Removals) -> None:
    """Raises ValueError for removals that belong to nothing of this statement, or lie outside a line."""
    comments = {comment.id for comment in statement.comments}
    for key, passages in removals.items():
        if key in SENDER_LINES:
            line_without(getattr(statement.sender, str(key)), passages)
        elif key not in comments:
            raise ValueError(f"{key} is nothing of this statement that can become public")


def _forget_removals(statement: Statement) -> None:
    """What is loaded of the removals is no longer so."""
    for owner in (statement, *statement.comments):
        db.session.expire(owner, ["removals"])


def _changed(statement: Statement, action: str, data: dict[str, object]) -> None:
    statement.version += 1
    audit.record(statement.municipality_id, action, f"statement:{statement.ref}", data)
    published.changed(COMMENT, [comment.ref for comment in statement.comments], statement.municipality_id)
    touch(statement.municipality_id)
