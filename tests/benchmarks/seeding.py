"""A hearing with as many remarks as one asks for: rows as the product stores them, put in by the thousand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask

from app import audit, clock, references
from app.config import Settings
from app.database import Model
from app.extensions import db
from app.factory import create_app
from consultations.hearings.hearing import Hearing
from consultations.points.assessment import Assessment
from consultations.points.point import Point
from consultations.statements import counting
from consultations.statements.sender_type import SenderType
from consultations.statements.statement import PAGE_SIZE, Comment, Publicity, Sender, Statement
from moderation.decision import ModerationDecision
from search import indexer
from search.installation import current_index
from tests import databases, factories

SECTIONS = 30
SECRET = "benchmark" * 6
CONTENT = Path(__file__).parents[2] / "app" / "demo" / "content"
_CHANCE = Random(4)
TYPES = (*[SenderType.PRIVATE] * 8, SenderType.ASSOCIATION, SenderType.BUSINESS)


@dataclass(frozen=True, slots=True)
class Seeded:
    """A folder with a database, and what stands in it."""

    settings: Settings
    hearing_id: int
    section: str
    statement: str
    published: int
    planner: str = "planner@example.no"

    @property
    def hearing_path(self) -> str:
        return "/storvik/horinger/boligsosial-plan/runde/1/"

    @property
    def late_page(self) -> int:
        """A page of a section's remarks near the last."""
        return max(1, int(0.85 * self.published / SECTIONS) // PAGE_SIZE)

    def app(self) -> Flask:
        return create_app(self.settings)


def seed(folder: Path, published: int, *, waiting: int = 0, assessed: bool = False, indexed: bool = True) -> Seeded:
    """An open hearing on 30 sections with so many published remarks, and some that wait for a moderator."""
    folder.mkdir(parents=True)
    url = databases.sqlite_database(folder / "horing.db")
    settings = Settings(environment="test", data_dir=folder, database_url=url, secret_key=SECRET)
    app = create_app(settings)
    with app.app_context():
        hearing, keys, planner = _hearing()
        _insert(_rows(hearing, keys, planner, published, waiting, assessed))
        hearing.plan.last_statement_number = hearing.statements_received = published + waiting
        hearing.assessment_started_at = clock.now()
        db.session.commit()
        counting.count_all()
        if indexed:
            indexer.rebuild(current_index())
            db.session.rollback()
        refs = db.select(Statement.ref).where(Statement.number == 1)
        seeded = Seeded(settings, hearing.id, keys[len(keys) // 2], db.session.scalars(refs).one(), published)
        db.session.remove()
        db.engine.dispose()
    return seeded


def sentences() -> list[str]:
    """Whole sentences in Norwegian, as people write about plans."""
    text = " ".join(path.read_text() for path in sorted(CONTENT.glob("skole*.txt")))
    found = re.findall(r"[A-ZÆØÅ][a-zæøå ,–-]{40,180}\.", text)
    return sorted(set(found))


def _hearing() -> tuple[Hearing, list[str], int]:
    municipality = factories.municipality()
    planner = factories.user(municipality.id, "planner", "moderator")
    plan = factories.plan(municipality.id)
    chosen, random = sentences(), Random(1)
    version = factories.version(plan, tuple(f"{random.choice(chosen)[:40]} {n}" for n in range(1, SECTIONS + 1)))
    for section in version.sections:
        paragraphs = [" ".join(random.sample(chosen, 5)) for _ in range(6)]
        section.html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        section.text = "\n\n".join(paragraphs)
    hearing = factories.hearing(plan, version)
    db.session.flush()
    return hearing, [section.key for section in version.sections], planner.id


@dataclass
class _Tables:
    """Rows by table, in the order in which they may be put in."""

    rows: dict[type[Model], list[dict[str, Any]]]

    def add(self, model: type[Model], **values: Any) -> None:
        self.rows.setdefault(model, []).append(values)


def _insert(tables: _Tables) -> None:
    for model in (Statement, Sender, Comment, Assessment, Point, ModerationDecision, audit.AuditEvent):
        if tables.rows.get(model):
            db.session.execute(db.insert(model), tables.rows[model])


def _rows(hearing: Hearing, keys: list[str], moderator: int, published: int, waiting: int, assessed: bool) -> _Tables:
    tables, random, chosen = _Tables({}), Random(2), sentences()
    chain = _Chain(hearing.municipality_id)
    began, apart = hearing.opens_at, timedelta(days=9) / (published + waiting)  # all of it has come in by now
    for number in range(1, published + waiting + 1):
        at = began + number * apart
        public = number <= published
        text = "\n\n".join(" ".join(random.sample(chosen, random.randint(1, 3))) for _ in range(random.randint(1, 2)))
        place = random.randrange(len(keys)) + 1
        ref = _statement(tables, hearing, number, at, text, keys[place - 1], place, random.choice(TYPES), public)
        chain.add(tables, at, "public", "statement.received", ref, {"number": number, "channel": "web", "late": False})
        if public:
            _decided(tables, number, at, moderator)
            chain.add(tables, at, f"user:{moderator}", "statement.published", ref, {"removals": 0})
            chain.add(tables, at, f"user:{moderator}", "moderation.approved", ref, {"version": 1})
        if assessed:
            _assessed(tables, hearing, number, at)
    return tables


def _statement(
    tables: _Tables,
    hearing: Hearing,
    number: int,
    at: datetime,
    text: str,
    key: str,
    place: int,
    kind: SenderType,
    public: bool,
) -> str:
    ref, organisation = _reference(), f"Foreningen {number}" if kind.is_organisation else ""
    own = {"id": number, "municipality_id": hearing.municipality_id, "hearing_id": hearing.id, "number": number}
    tables.add(
        Statement,
        **own,
        plan_id=hearing.plan_id,
        ref=ref,
        code_hash=references.code_hash(references.new_token()),
        idempotency_key=references.new_token(),
        sender_type=kind.value,
        received_at=at,
        publicity=Publicity.PUBLISHED.value if public else Publicity.WAITING.value,
        public_name=(organisation or None) if public else None,
        published_at=at if public else None,
        version=2 if public else 1,
    )
    tables.add(Sender, statement_id=number, name="Kari Innbygger", organisation=organisation)
    tables.add(
        Comment,
        id=number,
        statement_id=number,
        hearing_id=hearing.id,
        ref=_reference(),
        position=1,
        version_id=hearing.version_id,
        section_key=key,
        text=text,
        public_text=text if public else None,
        published_at=at if public else None,
    )
    _point(tables, hearing, number, key, place)
    return ref


def _point(tables: _Tables, hearing: Hearing, number: int, key: str, place: int) -> None:
    tables.add(
        Point,
        ref=_reference(),
        hearing_id=hearing.id,
        statement_id=number,
        comment_id=number,
        place=place,
        number=number,
        remark=1,
        section_key=key,
        assessment_id=None,
    )


def _decided(tables: _Tables, number: int, at: datetime, moderator: int) -> None:
    tables.add(
        ModerationDecision,
        statement_id=number,
        statement_version=1,
        verdict="approved",
        decided_at=at,
        decided_by_id=moderator,
    )


def _assessed(tables: _Tables, hearing: Hearing, number: int, at: datetime) -> None:
    tables.add(
        Assessment,
        id=number,
        hearing_id=hearing.id,
        ref=_reference(),
        text="Rådmannen viser til kapittelet, der dette er omtalt.",
        verdict="noted",
        created_at=at,
        updated_at=at,
        points=1,
    )
    tables.rows[Point][-1]["assessment_id"] = number


def _reference() -> str:
    """As `references.new_reference` makes them, without asking the system for chance a million times."""
    return "".join(_CHANCE.choices(references.ALPHABET, k=12))


class _Chain:
    """The audit chain, as `audit.record` would have written it."""

    def __init__(self, municipality_id: int) -> None:
        last = db.session.scalars(db.select(audit.AuditEvent).order_by(audit.AuditEvent.number.desc())).first()
        self._municipality_id = municipality_id
        self._number, self._hash = (last.number, last.hash) if last else (0, audit.GENESIS)

    def add(self, tables: _Tables, at: datetime, actor: str, action: str, ref: str, data: dict[str, Any]) -> None:
        self._number += 1
        said: dict[str, Any] = {
            "municipality_id": self._municipality_id,
            "number": self._number,
            "at": at,
            "actor": actor,
            "action": action,
            "subject": f"statement:{ref}",
            "data": data,
            "previous": self._hash,
        }
        self._hash = audit.AuditEvent(**said).computed_hash()
        tables.add(audit.AuditEvent, **said, hash=self._hash)


def prepared(texts: int) -> Iterator[str]:
    """Texts of remarks that are about to be sent."""
    random, chosen = Random(3), sentences()
    return (" ".join(random.sample(chosen, 4)) for _ in range(texts))
