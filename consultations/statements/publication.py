"""What the public sees of a statement: the only place that writes public text and public names.

`moderation` calls publish and withhold; a sender's own wish calls withdraw and hide_name. Page, search, feed, paper and
mail read only what is written here. How a sender is presented is told by `byline`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from app import audit, clock, published
from app.extensions import db
from app.municipalities.municipality import touch
from consultations.statements.channel import Channel
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Publicity, Sender, Statement

COMMENT = "comment"  # kind of published document
MARK = "▮"  # stands in public text where a passage was removed; pages show it as a block with words
LOOK_ALIKE = "❚"  # what a person's own MARK becomes, so that nobody can feign a removal


@dataclass(frozen=True, slots=True)
class Passage:
    """[start, end) of a comment's original text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LetOut:
    """What the web knows of a sender, by the columns of the statement; as it stands, nothing."""

    public_name: str | None = None
    public_number: str = ""
    public_on_behalf_of: str | None = None  # "": somebody who is not named
    public_co_senders: str = ""
    public_supports: str = ""


def publish(
    statement: Statement,
    removals: Mapping[int, Sequence[Passage]],
    *,
    reason: ReasonClass = ReasonClass.PERSONAL_DATA,
    with_name: bool = True,
    note: str = "",
) -> None:
    """Make the statement public without the removed passages (by comment id). New text is built, nothing is covered.

    `reason` says why passages were removed; without `with_name` the sender stands as a kind and a number; `note` is to
    the sender alone. Raises ValueError for a passage outside the text.
    """
    now = clock.now()
    for comment in statement.comments:
        comment.public_text = without(comment.text, removals.get(comment.id, ()))
        comment.published_at = now
    removed = sum(len(passages) for passages in removals.values())
    statement.name_withheld = not with_name
    _show_sender(statement)
    statement.publicity = Publicity.PUBLISHED
    statement.withheld_reason = None
    statement.removal_reason = reason if removed else None
    statement.moderator_note = note
    statement.published_at = now
    _changed(statement, "statement.published", {"removals": removed})


def withhold(statement: Statement, reason: ReasonClass, note: str = "") -> None:
    """Keep the statement off the web; a tombstone with the reason stands in its place. `note` is to the sender."""
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


def let_out(sender: Sender, *, named: bool = True) -> LetOut:
    """What the web shows of the sender; without `named` nothing that tells who it is.

    Name and facts fall under one decision. Whom a private person speaks for, and with whom, is never named.
    """
    organised = sender.statement.type.is_organisation and named
    return LetOut(
        public_name=name_offered(sender) if organised or (named and sender.email_confirmed_at) else None,
        public_number=sender.organisation_number if organised else "",
        public_on_behalf_of=(sender.on_behalf_of if organised else "") if sender.on_behalf_of else None,
        public_co_senders=sender.co_senders if organised else "",
        public_supports=sender.supports if named else "",
    )


def name_offered(sender: Sender) -> str | None:
    """The name that stands on the web once the address is confirmed, unless a moderator takes it off."""
    statement = sender.statement
    if statement.type.is_organisation:
        return sender.organisation or None
    return sender.name if sender.show_name and not sender.under_18 and statement.channel == Channel.WEB else None


def without(text: str, passages: Sequence[Passage]) -> str:
    """The text with each passage replaced by one mark. Overlapping passages become one. Raises ValueError."""
    result, position = [], 0
    for passage in distinct(passages):
        if not 0 <= passage.start < passage.end <= len(text):
            raise ValueError("a passage lies outside the text")
        result.append(text[position : passage.start].replace(MARK, LOOK_ALIKE))
        position = passage.end
    return MARK.join([*result, text[position:].replace(MARK, LOOK_ALIKE)])


def distinct(passages: Iterable[Passage]) -> list[Passage]:
    """Passages that touch or overlap become one; in reading order."""
    merged: list[Passage] = []
    for passage in sorted(passages, key=lambda passage: passage.start):
        if merged and passage.start <= merged[-1].end:
            merged[-1] = Passage(merged[-1].start, max(merged[-1].end, passage.end))
        else:
            merged.append(passage)
    return merged


def _hold(statement: Statement) -> None:
    """What a moderator may just have done is seen before the sender's wish is carried out, not half undone by it."""
    db.session.refresh(statement, with_for_update=True)
    for held in (statement.sender, *statement.comments):
        db.session.refresh(held)


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
    statement.published_at = statement.removal_reason = None


def _changed(statement: Statement, action: str, data: dict[str, object]) -> None:
    statement.version += 1
    audit.record(statement.municipality_id, action, f"statement:{statement.ref}", data)
    published.changed(COMMENT, [comment.ref for comment in statement.comments], statement.municipality_id)
    touch(statement.municipality_id)
