"""What the public sees of a statement: the only place that writes public text, public names and removals.

`moderation` calls publish and withhold; a sender's own wish calls withdraw and hide_name. Page, search, feed, paper and
mail read only what is written here. How a sender is presented is told by `byline`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from app import audit, clock, published
from app.extensions import db
from app.municipalities.municipality import touch
from app.rows import hold
from consultations.statements import counting, removal
from consultations.statements.channel import Channel
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import SENDER_LINES, Removals, line_without, without
from consultations.statements.statement import Comment, Publicity, Sender, Statement

COMMENT = "comment"  # kind of published document


@dataclass(frozen=True, slots=True)
class LetOut:
    """What the web knows of a sender, by the columns of the statement; as it stands, nothing."""

    public_name: str | None = None
    public_number: str = ""
    public_on_behalf_of: str | None = None  # "": somebody who is not named
    public_co_senders: str = ""
    public_supports: str = ""


def publish(statement: Statement, removals: Removals, *, with_name: bool = True, note: str = "") -> None:
    """Make the statement public without the removed passages. New text is built, nothing is covered.

    Without `with_name` the sender stands as a kind and a number; `note` is to the sender alone. Raises ValueError for
    a passage outside its text; then nothing is written.
    """
    now = clock.now()
    texts = {comment.id: without(comment.text, removals.get(comment.id, ())) for comment in statement.comments}
    _check_places(statement, removals)
    _uncount(statement)
    removal.record(statement.id, statement.version, removals)
    _forget_removals(statement)
    for comment in statement.comments:
        comment.public_text, comment.published_at = texts[comment.id], now
    statement.name_withheld = not with_name
    _show_sender(statement)
    statement.publicity = Publicity.PUBLISHED
    statement.withheld_reason = None
    statement.moderator_note = note
    statement.published_at, statement.taken_off_at = now, None
    _changed(statement, "statement.published", {"removals": sum(len(one) for one in removals.values())})


def withhold(statement: Statement, reason: ReasonClass, note: str = "") -> None:
    """Keep the statement off the web; a tombstone with the reason stands in its place. `note` is to the sender."""
    _uncount(statement)
    _empty(statement)
    statement.publicity = Publicity.WITHHELD
    statement.withheld_reason = reason
    statement.moderator_note = note
    _changed(statement, "statement.withheld", {"reason": reason})


def withdraw(statement: Statement) -> None:
    """The sender takes it back: words and name go off the web and out of search; the case document stays.

    Before the deadline (the request's arrival counts) it goes out of every count. After it the withdrawal is noted and
    nothing else changes: numbers, points, answers and outcomes stand. Twice is the same.
    """
    _hold(statement)
    if statement.is_withdrawn:
        return
    _uncount(statement)
    too_late = statement.hearing.has_closed_at(clock.arrived_at())
    (_take_words if too_late else _empty)(statement)
    statement.publicity = Publicity.NOTED if too_late else Publicity.WITHDRAWN
    statement.withdrawn_at = clock.now()
    _changed(statement, "statement.withdrawal_noted" if too_late else "statement.withdrawn", {})


def hide_name(statement: Statement) -> None:
    """The sender's name goes off the web, for ever."""
    _hold(statement)
    statement.sender.show_name = False
    if statement.is_published:
        _show_sender(statement)
    _changed(statement, "statement.name_hidden", {})


def name_confirmed(statement: Statement) -> None:
    """The sender's address is confirmed: where the name may stand, it does from now on."""
    _hold(statement)
    if statement.sender.email_confirmed_at is not None:
        return
    statement.sender.email_confirmed_at = clock.now()
    if statement.is_published:
        _show_sender(statement)
    _changed(statement, "statement.name_confirmed", {})


def public_name(sender: Sender) -> str | None:
    """The name that may stand on the web: organisations always; private persons who asked and confirmed their address.

    None: the page says «Privatperson». Nobody under 18 is ever named, nor anybody who wrote by letter or e-mail.
    """
    return let_out(sender, named=not sender.statement.name_withheld).public_name


def name_stands(sender: Sender) -> bool:
    """Whether the sender is named on the web, once the statement is public."""
    return public_name(sender) is not None


def let_out(sender: Sender, *, named: bool = True, removals: Removals | None = None) -> LetOut:
    """What the web shows of the sender; without `named` nothing that tells who it is.

    Name and facts fall under one decision. Whom a private person speaks for, and with whom, is never named.
    `removals` are those of a decision that is not made yet, instead of those in force.
    """
    is_organisation = sender.statement.type.is_organisation
    organised = is_organisation and named
    shown = name_offered(sender) and (organised or (named and sender.email_confirmed_at))
    lines = {line: public_line(sender, line, removals) for line in SENDER_LINES}
    return LetOut(
        public_name=(lines["organisation" if is_organisation else "name"] or None) if shown else None,
        public_number=sender.organisation_number if organised else "",
        public_on_behalf_of=(lines["on_behalf_of"] if organised else "") if sender.on_behalf_of else None,
        public_co_senders=lines["co_senders"] if organised else "",
        public_supports=lines["supports"] if named else "",
    )


def name_offered(sender: Sender) -> str | None:
    """The name that stands on the web once the address is confirmed, unless a moderator takes it or some of it off."""
    statement = sender.statement
    if statement.type.is_organisation:
        return sender.organisation or None
    return sender.name if sender.show_name and not sender.under_18 and statement.channel == Channel.WEB else None


def public_line(sender: Sender, line: str, removals: Removals | None = None) -> str:
    """A line about the sender without what was removed from it: the only form in which a public page may show one."""
    in_force = [one.passage for one in sender.statement.removals if one.field == line]
    return line_without(getattr(sender, line) or "", in_force if removals is None else removals.get(line, ()))


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
    hold(statement)
    for held in (statement.sender, *statement.comments):
        db.session.refresh(held)


def _uncount(statement: Statement) -> None:
    counting.take_out(Statement.id == statement.id)


def _show_sender(statement: Statement) -> None:
    for name, value in asdict(let_out(statement.sender, named=not statement.name_withheld)).items():
        setattr(statement, name, value)


def _take_words(statement: Statement) -> None:
    """Nothing that the sender wrote is left; that it was public once, and where, is."""
    for comment in statement.comments:
        comment.public_text = None
    for name, value in asdict(LetOut()).items():
        setattr(statement, name, value)


def _empty(statement: Statement) -> None:
    _take_words(statement)
    for comment in statement.comments:
        comment.published_at = None
    if statement.published_at is not None:
        statement.published_at, statement.taken_off_at = None, clock.now()


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
