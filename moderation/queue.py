"""The queue: what waits for a moderator, oldest first, and what has been decided, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, true, tuple_
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.base import ExecutableOption

from app import clock
from app.accounts.user import User
from app.extensions import db
from app.paging import Listing, ListPage, ListPlace, in_order
from consultations.hearings.hearing import Hearing
from consultations.plans.plan import Plan
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import counts_by_decision
from consultations.statements.statement import Publicity, Statement
from consultations.statements.statement_counts import statement_counts
from moderation.claim import Claim, live
from moderation.decision import ModerationDecision
from moderation.impartiality import moderators
from moderation.passage import MarkedFinding, found_in

A_PAGE = 25
TAKEN_BACK = (Publicity.WITHDRAWN, Publicity.NOTED)  # one tab for both
SHORT = 600


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A statement in the queue. `claim` is one that holds now, `decision` the last one, `removed` what it took out.

    Only what waits is looked through for personal data.
    """

    statement: Statement
    found: list[MarkedFinding]
    claim: Claim | None
    decision: ModerationDecision | None
    removed: Counter[ReasonClass] | None

    @property
    def is_waiting(self) -> bool:
        return self.statement.publicity == Publicity.WAITING

    @property
    def is_short(self) -> bool:
        """Whether the queue shows it whole, so that one has read it there."""
        return sum(len(comment.text) for comment in self.statement.comments) <= SHORT

    def may_be_approved_at_once(self, by: User) -> bool:
        """Whether it may go with others in one go: short, nothing found in it, and nobody else is reading it."""
        free = self.claim is None or self.claim.user_id == by.id
        return self.is_waiting and self.is_short and not self.found and free


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of one tab. `counts` has a number for every publicity; those taken back stand under WITHDRAWN."""

    page: ListPage[QueueRow]
    counts: dict[str, int]
    by_machine: int = 0  # of those that wait, how many have signs of a machine

    @property
    def rows(self) -> list[QueueRow]:
        return self.page.rows

    @property
    def with_findings(self) -> int:
        """How many on this page must be opened one by one for what was found in them."""
        return sum(bool(row.found) for row in self.rows)


def queue(municipality_id: int, publicity: Publicity, plan_key: str, at: ListPlace) -> Queue:
    """Statements in this state, of one plan's hearings or (with an empty key) of all."""
    counts = _counts(municipality_id, plan_key)
    ids = _ids(municipality_id, publicity, plan_key, at)
    case = joinedload(Statement.hearing).joinedload(Hearing.plan)
    whole = db.select(Statement).where(Statement.id.in_(ids)).options(*_whole(), case)
    found: list[Statement] = in_order(ids, db.session.scalars(whole).all())
    ends = (found[0].ref, found[-1].ref) if found else ("", "")
    by_machine = _by_machine(municipality_id, plan_key) if publicity is Publicity.WAITING else 0
    return Queue(ListPage(rows(found), at.page, counts[publicity], A_PAGE, *ends), counts, by_machine)


def _ids(municipality_id: int, publicity: Publicity, plan_key: str, at: ListPlace) -> list[int]:
    mine = db.select(Statement.id).where(Statement.municipality_id == municipality_id)
    if plan_key:
        mine = mine.where(Statement.hearing_id.in_(_hearing_ids(municipality_id, plan_key)))
    if publicity is Publicity.WAITING:
        waiting = mine.where(Statement.publicity == publicity)
        return Listing(waiting, Statement.ref, (Statement.received_at, Statement.id)).ids(at, A_PAGE)
    if publicity is Publicity.PUBLISHED:
        published = mine.where(Statement.publicity == publicity)
        order = (Statement.published_at, Statement.id)
        return Listing(published, Statement.ref, order, falling=True).ids(at, A_PAGE)
    states = TAKEN_BACK if publicity in TAKEN_BACK else (publicity,)
    ordered = mine.where(Statement.publicity.in_(states)).order_by(*_decided_order())
    return list(db.session.scalars(ordered.limit(A_PAGE).offset((at.page - 1) * A_PAGE)))


def rows(statements: Sequence[Statement]) -> list[QueueRow]:
    """Each statement with what a moderator must know before opening it."""
    claims, decided = live(statements), _last_decisions(statements)
    removed = counts_by_decision(decided)
    return [_row(one, claims.get(one.id), decided.get(one.id), removed) for one in statements]


def _row(
    statement: Statement,
    claim: Claim | None,
    decision: ModerationDecision | None,
    removed: Mapping[tuple[int, int], Counter[ReasonClass]],
) -> QueueRow:
    found = found_in(statement) if statement.publicity == Publicity.WAITING else []
    taken_out = removed.get((statement.id, decision.statement_version)) if decision else None
    return QueueRow(statement, found, claim, decision, taken_out)


def waiting_count(municipality_id: int) -> int:
    """How many wait for a moderator."""
    waiting = (Statement.municipality_id == municipality_id, Statement.publicity == Publicity.WAITING)
    return db.session.scalar(db.select(db.func.count()).select_from(Statement).where(*waiting)) or 0


def load(municipality_id: int, ref: str) -> Statement | None:
    """The statement with this reference, if it is the municipality's own."""
    query = _statements(municipality_id, "").where(Statement.ref == ref).options(*_whole())
    return db.session.scalars(query).first()


def load_all(municipality_id: int, refs: Sequence[str]) -> list[Statement]:
    """Those of the municipality with these references, oldest first."""
    query = _statements(municipality_id, "").where(Statement.ref.in_(refs))
    return list(db.session.scalars(query.order_by(*_waiting_order()).options(*_whole())))


def next_for(by: User, municipality_id: int, plan_key: str, after: Statement | None = None) -> Statement | None:
    """The next that waits and that nobody else is reading: after the one just done, or from the oldest on."""
    free = _statements(municipality_id, plan_key).where(
        Statement.publicity == Publicity.WAITING, ~_claimed_by_others(by), _not_own(by, municipality_id)
    )
    free = free.order_by(*_waiting_order()).limit(1)
    if after is not None:
        here = tuple_(Statement.received_at, Statement.id)
        later = free.where(here > tuple_(after.received_at, after.id))
        return db.session.scalars(later).first() or db.session.scalars(free.where(Statement.id != after.id)).first()
    return db.session.scalars(free).first()


def neighbours(statement: Statement, plan_key: str) -> tuple[Statement | None, Statement | None]:
    """The statements before and after this one among those in the same state, in order of arrival."""
    alike = _statements(statement.municipality_id, plan_key).where(Statement.publicity == statement.publicity)
    here, place = tuple_(Statement.received_at, Statement.id), tuple_(statement.received_at, statement.id)
    before = alike.where(here < place).order_by(Statement.received_at.desc(), Statement.id.desc()).limit(1)
    after = alike.where(here > place).order_by(*_waiting_order()).limit(1)
    return db.session.scalars(before).first(), db.session.scalars(after).first()


def plans_with_statements(municipality_id: int) -> list[Plan]:
    """Plans whose hearings have received something, by title."""
    answered = (
        db.select(Statement.id).join(Hearing, Hearing.id == Statement.hearing_id).where(Hearing.plan_id == Plan.id)
    )
    query = db.select(Plan).where(Plan.municipality_id == municipality_id, answered.exists())
    return list(db.session.scalars(query.order_by(Plan.title)))


def _statements(municipality_id: int, plan_key: str) -> Select[Statement]:
    query: Select[Statement] = (
        db.select(Statement)
        .join(Statement.hearing)
        .join(Hearing.plan)
        .where(Statement.municipality_id == municipality_id)
        .options(contains_eager(Statement.hearing).contains_eager(Hearing.plan))
    )
    return query.where(Plan.key == plan_key) if plan_key else query


def _whole() -> tuple[ExecutableOption, ...]:
    return joinedload(Statement.sender), selectinload(Statement.comments), selectinload(Statement.removals)


def _waiting_order() -> tuple[ColumnElement[Any], ...]:
    return Statement.received_at.asc(), Statement.id.asc()


def _decided_order() -> tuple[ColumnElement[Any], ...]:
    """By when it was withheld or taken back."""
    last = (
        db.select(db.func.max(ModerationDecision.decided_at))
        .where(ModerationDecision.statement_id == Statement.id)
        .scalar_subquery()
    )
    return db.func.coalesce(Statement.withdrawn_at, last, Statement.received_at).desc(), Statement.id.desc()


def _claimed_by_others(by: User) -> ColumnElement[bool]:
    held = (Claim.statement_id == Statement.id, Claim.user_id != by.id, Claim.until > clock.now())
    claimed: ColumnElement[bool] = db.select(Claim.statement_id).where(*held).exists()
    return claimed


def _not_own(by: User, municipality_id: int) -> ColumnElement[bool]:
    """The rule of `impartiality.may_decide`, for a query."""
    if moderators(municipality_id) < 2:
        return true()
    return or_(Hearing.created_by_id.is_(None), Hearing.created_by_id != by.id)


def _counts(municipality_id: int, plan_key: str) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for one in statement_counts(db.session.scalars(_hearing_ids(municipality_id, plan_key))):
        counted[Publicity.WITHDRAWN if one.publicity in TAKEN_BACK else one.publicity] += one.n
    return {publicity: counted[publicity] for publicity in Publicity}


def _hearing_ids(municipality_id: int, plan_key: str) -> Select[tuple[int]]:
    query = db.select(Hearing.id).where(Hearing.municipality_id == municipality_id)
    return query.join(Hearing.plan).where(Plan.key == plan_key) if plan_key else query


def _by_machine(municipality_id: int, plan_key: str) -> int:
    marked = db.select(db.func.count()).where(
        Statement.municipality_id == municipality_id,
        Statement.publicity == Publicity.WAITING,
        Statement.signs != "",
    )
    if plan_key:
        marked = marked.where(Statement.hearing_id.in_(_hearing_ids(municipality_id, plan_key)))
    return db.session.scalar(marked) or 0


def _last_decisions(statements: Sequence[Statement]) -> dict[int, ModerationDecision]:
    ids = [one.id for one in statements if one.publicity != Publicity.WAITING]
    query = db.select(ModerationDecision).where(ModerationDecision.statement_id.in_(ids))
    query = query.order_by(ModerationDecision.id).options(joinedload(ModerationDecision.decided_by))
    return {one.statement_id: one for one in db.session.scalars(query)}
