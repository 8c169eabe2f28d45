"""Counts that are kept, so that no page walks over all remarks: what GROUP BY would say, as rows to be summed.

A statement is either counted (its part is in the kept rows) or not yet (its part is counted live; a new one begins so,
and a submission pays nothing). Whoever changes anything of statements takes them out first; the worker counts them
again when there are many. Kept rows are only ever added, also to take something away, so that nobody waits for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model
from app.extensions import db, reading
from consultations.statements.statement import Statement

UNCOUNTED = 500  # so many may wait to be counted; their part costs a page a few milliseconds
AT_A_TIME = 1000
LOOSE = 500  # so many rows more than needed are put together
BETWEEN = "|"  # the parts of a key; neither codes nor keys of sections hold it


class KeptCount(Model):
    """`n` of what `tally` counts under `key`, to be summed with the other rows of that key; less than 0: taken out."""

    __tablename__ = "kept_count"
    __table_args__ = (Index("ix_kept_count_hearing_tally", "hearing_id", "tally", "key", "n"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    tally: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(200))
    n: Mapped[int]


@dataclass(frozen=True, slots=True)
class Tally:
    """Something that is counted. `rows` gives `hearing_id` and `key` of each, from a query that has Statement in it."""

    name: str
    rows: Callable[[], Select[Any]]


def key_of(*parts: Any) -> ColumnElement[str]:
    """The key of a row in SQL: its parts as text, nothing for NULL."""
    texts = [db.func.coalesce(db.cast(part, db.String), "") for part in parts]
    joined = texts[0]
    for text in texts[1:]:
        joined = joined.concat(BETWEEN).concat(text)
    return joined


# Those of this room, then those of later rooms; set by the factory.
tallies: list[Tally] = []


def take_out(chosen: ColumnElement[bool]) -> None:
    """Before anything is changed that is counted of these statements (a condition on Statement).

    They stay locked until the transaction ends, so that none is counted as it was.
    """
    db.session.flush()
    held = db.select(Statement.id, Statement.counted).where(chosen).order_by(Statement.id)
    rows = db.session.execute(held.with_for_update(key_share=True)).all()
    ids = [row.id for row in rows if row.counted]
    for start in range(0, len(ids), AT_A_TIME):
        _move(ids[start : start + AT_A_TIME], counted=False)


def count_waiting() -> int:
    """Count what waits to be counted, once there is much of it: the worker asks twice a second. Returns how many."""
    with reading():
        waiting = db.select(Statement.id).where(Statement.counted.is_(False)).limit(UNCOUNTED + 1)
        if len(db.session.scalars(waiting).all()) <= UNCOUNTED:
            return 0
    return count_all()


def count_all() -> int:
    """Count all that waits. Statements that somebody holds are left for the next time. Commits now and then."""
    done = 0
    while some := _count_some():
        db.session.commit()
        done += some
    _put_together()
    db.session.commit()
    return done


def count_anew() -> int:
    """Throw the kept counts away and count everything again.

    First every statement is held, so that nothing is taken out or counted by others between.
    """
    _mark(db.true(), counted=False)
    db.session.execute(db.delete(KeptCount))
    return count_all()


def cells(tally: Tally, hearing_ids: Iterable[int], cut_off: datetime | None = None) -> Iterator[tuple[int, str, int]]:
    """Hearing, key and count. With a cut-off, of what was received by then, which takes a walk over all of it."""
    ids = list(hearing_ids)
    rows = tally.rows().where(Statement.hearing_id.in_(ids))
    if cut_off is not None:
        parts = rows.where(Statement.received_at <= cut_off).add_columns(db.literal(1).label("n")).subquery()
    else:
        kept = db.select(KeptCount.hearing_id, KeptCount.key, KeptCount.n).where(
            KeptCount.hearing_id.in_(ids), KeptCount.tally == tally.name
        )
        live = rows.where(Statement.counted.is_(False)).add_columns(db.literal_column("1").label("n"))
        parts = kept.union_all(live).subquery()
    total = db.func.sum(parts.c.n)
    query = db.select(parts.c.hearing_id, parts.c.key, total).group_by(parts.c.hearing_id, parts.c.key)
    for hearing_id, key, count in db.session.execute(query.having(total != 0)):
        yield hearing_id, key, int(count)


def miscounted() -> Iterator[str]:
    """What is counted otherwise than it is: hearing and tally."""
    for tally in tallies:
        rows = tally.rows().where(Statement.counted.is_(True)).subquery()
        real = db.select(rows.c.hearing_id, rows.c.key, db.func.count()).group_by(rows.c.hearing_id, rows.c.key)
        total = db.func.sum(KeptCount.n)
        kept = db.select(KeptCount.hearing_id, KeptCount.key, total).where(KeptCount.tally == tally.name)
        summed = kept.group_by(KeptCount.hearing_id, KeptCount.key).having(total != 0)
        there, told = ({tuple(row) for row in db.session.execute(query)} for query in (real, summed))
        for hearing_id in sorted({row[0] for row in there ^ told}):
            yield f"hearing {hearing_id}: {tally.name}"


def _count_some() -> int:
    waiting = db.select(Statement.id).where(Statement.counted.is_(False)).order_by(Statement.id).limit(AT_A_TIME)
    ids = db.session.scalars(waiting.with_for_update(key_share=True, skip_locked=True)).all()
    if ids:
        _move(ids, counted=True)
    return len(ids)


def _move(ids: Sequence[int], *, counted: bool) -> None:
    """Into the kept counts, or out of them."""
    chosen = Statement.id.in_(ids)
    for tally in tallies:
        _add(tally, chosen, 1 if counted else -1)
    _mark(chosen, counted=counted)


def _add(tally: Tally, chosen: ColumnElement[bool], sign: int) -> None:
    rows = tally.rows().where(chosen).subquery()
    summed = db.select(rows.c.hearing_id, db.literal(tally.name), rows.c.key, sign * db.func.count())
    columns = ["hearing_id", "tally", "key", "n"]
    grouped = summed.group_by(rows.c.hearing_id, rows.c.key)
    db.session.execute(db.insert(KeptCount).from_select(columns, grouped))


def _mark(chosen: ColumnElement[bool], *, counted: bool) -> None:
    change = db.update(Statement).where(chosen).values(counted=counted)
    db.session.execute(change.execution_options(synchronize_session=False))


def _put_together() -> None:
    """Rows of one key become one, where there are many more than needed."""
    place = (KeptCount.hearing_id, KeptCount.tally)
    spread = db.select(*place).group_by(*place)
    many = db.func.count() > 2 * db.func.count(KeptCount.key.distinct()) + LOOSE
    for hearing_id, tally in db.session.execute(spread.having(many)).all():
        mine = db.delete(KeptCount).where(KeptCount.hearing_id == hearing_id, KeptCount.tally == tally)
        sums: dict[str, int] = {}
        for key, n in db.session.execute(mine.returning(KeptCount.key, KeptCount.n)):
            sums[key] = sums.get(key, 0) + n
        kept = [{"hearing_id": hearing_id, "tally": tally, "key": key, "n": n} for key, n in sorted(sums.items()) if n]
        if kept:
            db.session.execute(db.insert(KeptCount), kept)
