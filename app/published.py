"""The port of what is public: rooms that publish provide documents here; search, feeds and site maps take them.

A provider gives only what is public at this moment; whoever shows a document loads it here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import uuid4

from app import clock, tasks
from app.extensions import db

INDEX_TASK = "index"
OPENING = 60  # characters of a text that stand with its title
MOST_WAITING = 200  # tasks; hits are compared with the database in any case, more would only make counts exact


@dataclass(frozen=True, slots=True)
class Document:
    """One public text: a plan, a section, a remark, a decision. `municipality` is a slug, `hearing` a plan's key.

    `opening` (the first words, where the title alone would not tell texts apart) and `note` are shown with the title
    and not searched; `aliases` (numbers and words that people know it by) are searched like the title and not shown.
    """

    kind: str
    ref: str
    municipality: str
    hearing: str
    title: str
    text: str
    url: str
    date: date
    sender_type: str = ""
    language: str = "nb"
    section: str = ""
    note: str = ""
    opening: str = ""
    aliases: str = ""


class Provider(Protocol):
    """What a room gives about one kind of documents."""

    kind: str

    def load(self, refs: Sequence[str]) -> dict[str, Document]:
        """Those of the named documents that are public now, by reference; the others are left out."""

    def refs(self) -> Iterator[str]:
        """References of all documents that are public now, each once."""


_providers: dict[str, Provider] = {}

# What people call the values of a filter: (filter, municipality, values) → value → words.
Names = Callable[[str, str, Collection[str]], dict[str, str]]
# The rooms that say it; set by the factory.
named_by: list[Names] = []


def names(filter_name: str, municipality: str, values: Collection[str]) -> dict[str, str]:
    """What people call these values; one without a name keeps its own."""
    called = {value: value for value in values}
    for ask in named_by:
        called |= ask(filter_name, municipality, values)
    return called


def register(provider: Provider) -> None:
    """Make a room's documents known. A second provider of a kind takes the place of the first."""
    _providers[provider.kind] = provider


def load(kind: str, refs: Sequence[str]) -> dict[str, Document]:
    """Those of the named documents that are public now; an unknown kind has none."""
    provider = _providers.get(kind)
    return provider.load(refs) if provider and refs else {}


def all_documents(batch: int = 500) -> Iterator[list[Document]]:
    """Everything public, some hundred documents at a time. The caller may end the transaction between two batches."""
    for provider in list(_providers.values()):
        refs = list(provider.refs())
        for start in range(0, len(refs), batch):
            yield list(provider.load(refs[start : start + batch]).values())


def count() -> int:
    """How many documents are public now."""
    return sum(1 for provider in _providers.values() for _ in provider.refs())


def changed(
    kind: str, refs: Iterable[str], municipality_id: int | None = None, not_before: datetime | None = None
) -> None:
    """Tell, in the caller's transaction, that these documents came, changed or went (or will, at an instant)."""
    named = sorted(set(refs))
    if named:
        payload = {"kind": kind, "refs": named}
        tasks.enqueue(INDEX_TASK, f"{kind}:{uuid4().hex}", payload, municipality_id, not_before)


def waiting() -> set[tuple[str, str]]:
    """(kind, ref) of the newest changes told and not yet taken in: about these an index may be wrong for the moment."""
    query = (
        db.select(tasks.Task.payload)
        .where(tasks.Task.kind == INDEX_TASK, tasks.Task.done_at.is_(None), tasks.Task.next_try_at <= clock.now())
        .order_by(tasks.Task.id.desc())
        .limit(MOST_WAITING)
    )
    return {(payload["kind"], ref) for payload in db.session.scalars(query) for ref in payload["refs"]}
