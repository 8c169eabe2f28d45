"""The one door by which a statement comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale

from app import audit, clock
from app.extensions import db
from app.organisation_number import normalised
from app.references import code_hash, new_reference
from consultations.drafts.section import Section
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import Plan
from consultations.statements import receipt_mail
from consultations.statements.channel import Channel
from consultations.statements.content import WHOLE, Content, Fault, sender_faults, text_faults
from consultations.statements.draft_answer import DraftAnswer, hold
from consultations.statements.receipt_code import code_for, code_shown
from consultations.statements.seal import seal
from consultations.statements.statement import Comment, Sender, Statement

# Called with every new statement, in the transaction that stores it; set by the factory.
received_hooks: list[Callable[[Statement], None]] = []


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender gets. `code` is None only where the secret it was made with is no longer ours."""

    statement: Statement
    code: str | None


class AnotherTextSent(Exception):
    """The draft has become a statement, and what is sent now is not what was sent then; nothing is stored."""


class NotOpenYet(Exception):
    """The hearing has not opened; nothing is stored."""


class HearingDecided(Exception):
    """The case is closed and takes no more; nothing is stored."""


class Incomplete(Exception):
    """The answer cannot be taken as it is; `faults` name what to mend."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(fault.field for fault in faults))
        self.faults = faults


def submit(
    draft: DraftAnswer,
    shown: Content | None = None,
    *,
    channel: Channel = Channel.WEB,
    received_at: datetime | None = None,
    language: str = "",
) -> Receipt:
    """Store the draft as a statement with its number, tell the sender by mail, and empty the draft, all or nothing.

    `shown` is what the sender saw last (else what the draft holds). The same draft again gives the same receipt and
    stores nothing. `received_at` is the arrival of the request where none is given; from the hearing's `closes_at` on
    the statement is late. Raises NotOpenYet, HearingDecided, Incomplete and AnotherTextSent.
    """
    with force_locale(draft.hearing.plan.municipality.language), db.session.no_autoflush:
        hold(draft)
        before = statement_of(draft.idempotency_key)
        if before is not None:
            if shown is not None and not _same(before, shown):
                raise AnotherTextSent
            return Receipt(before, code_shown(before.idempotency_key, before.code_hash))
        arrived, content = received_at or clock.arrived_at(), shown or draft.typed
        _check(draft.hearing, content, arrived)
        code = code_for(draft.idempotency_key)
        statement = _statement(draft, content, arrived, code)
        statement.channel = channel
        statement.language = language or draft.hearing.plan.municipality.language
        draft.content, draft.sent_at = {}, arrived
        db.session.add(statement)
        db.session.flush()
        _tell(statement, code)
        return Receipt(statement, code)


def _same(sent: Statement, shown: Content) -> bool:
    """Whether it says the same remarks again."""
    remarks = [(comment.section_key or WHOLE, comment.text) for comment in sent.comments]
    return (remarks, sent.no_remarks) == (shown.comments(), shown.no_remarks)


def statement_of(idempotency_key: str) -> Statement | None:
    """The statement that a draft has become."""
    return db.session.scalars(db.select(Statement).where(Statement.idempotency_key == idempotency_key)).first()


def faults_of(hearing: Hearing, content: Content) -> list[Fault]:
    """Everything that must be mended before the answer can be sent."""
    return [*text_faults(content, open_keys(hearing)), *sender_faults(content)]


def open_keys(hearing: Hearing) -> list[str]:
    """Keys of the sections that take remarks, in reading order."""
    query = db.select(Section.key).where(Section.version_id == hearing.version_id, Section.open_for_comment.is_(True))
    return list(db.session.scalars(query.order_by(Section.position)))


def _check(hearing: Hearing, content: Content, arrived: datetime) -> None:
    if not hearing.is_ready or arrived < hearing.opens_at:
        raise NotOpenYet
    if hearing.is_decided:
        raise HearingDecided
    faults = faults_of(hearing, content)
    if faults:
        raise Incomplete(faults)


def _statement(draft: DraftAnswer, content: Content, arrived: datetime, code: str) -> Statement:
    hearing = draft.hearing
    number, closes_at = _next_number(hearing)
    return Statement(
        municipality_id=hearing.municipality_id,
        plan_id=hearing.plan_id,
        hearing=hearing,
        number=number,
        ref=new_reference(),
        code_hash=code_hash(code),
        idempotency_key=draft.idempotency_key,
        sender_type=content.sender_type,
        received_at=arrived,
        late=arrived >= closes_at,
        no_remarks=content.no_remarks,
        signatories=content.signed_by,
        board_decided_on=content.adopted_on,
        signs=",".join(content.signs),
        sender=sender_of(content),
        comments=list(_comments(hearing, content)),
    )


def _next_number(hearing: Hearing) -> tuple[int, datetime]:
    """The next number of the plan, and when the hearing closes as it stands now. Raises HearingDecided.

    Both rows stay locked until the commit, so that no number is lost or given twice, no deadline moves and no case is
    closed meanwhile; one that was closed while we waited for it takes nothing.
    """
    closes_at = db.session.scalars(
        db.update(Hearing)
        .where(Hearing.id == hearing.id, Hearing.closed_case_at.is_(None))
        .values(statements_received=Hearing.statements_received + 1)
        .returning(Hearing.closes_at)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if closes_at is None:
        raise HearingDecided
    number = db.session.scalars(
        db.update(Plan)
        .where(Plan.id == hearing.plan_id)
        .values(last_statement_number=Plan.last_statement_number + 1)
        .returning(Plan.last_statement_number)
        .execution_options(synchronize_session=False)
    ).one()
    db.session.expire(hearing, ["statements_received", "closes_at"])
    return number, closes_at


def sender_of(content: Content) -> Sender:
    """What we keep of the sender: only what belongs to that kind of sender."""
    if content.is_organisation:
        number = normalised(content.organisation_number) if content.organisation_number else ""
        return Sender(
            name=content.name,
            organisation=content.organisation,
            organisation_number=number,
            on_behalf_of=content.on_behalf_of,
            co_senders="\n".join(content.others),
            supports=content.supports,
            email=content.email,
        )
    return Sender(
        name=content.name,
        on_behalf_of=content.on_behalf_of,
        co_senders="\n".join(content.others),
        supports=content.supports,
        email=content.email,
        show_name=content.may_show_name,
        under_18=content.under_18,
    )


def _comments(hearing: Hearing, content: Content) -> list[Comment]:
    return [
        Comment(
            hearing_id=hearing.id,
            ref=new_reference(),
            position=position,
            version_id=hearing.version_id,
            section_key=key or None,
            text=text,
        )
        for position, (key, text) in enumerate(content.comments(), 1)
    ]


def _tell(statement: Statement, code: str) -> None:
    """Everybody who must know: later rooms, the chain, the sender."""
    for hook in received_hooks:
        hook(statement)
    data = {"number": statement.number, "channel": statement.channel, "late": statement.late, "seal": seal(statement)}
    audit.record(statement.municipality_id, "statement.received", f"statement:{statement.ref}", data)
    if statement.sender.email:
        receipt_mail.send(statement, code)
