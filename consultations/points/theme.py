"""A theme: what several points are about, across sections."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app import audit
from app.database import Model
from app.extensions import db
from app.personal_data.staff_text import TextMustBeMended, has_national_id
from app.rows import ChangedMeanwhile, hold
from app.sorting import sort_key
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import ensure_open

MOST = 200


class NameTaken(ValueError):
    """The hearing has a theme of that name, or as many themes as one can keep apart."""


class Theme(Model):
    """Named by the planner; `synthesis` is the two or three sentences that the summary prints."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("hearing_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hearing_id: Mapped[int] = mapped_column(ForeignKey("hearing.id"))
    name: Mapped[str] = mapped_column(String(120))
    synthesis: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)


def create_theme(hearing: Hearing, name: str) -> Theme:
    """A new theme. Raises NameTaken, CaseClosed, and TextMustBeMended where it is public at once."""
    ensure_open(hearing)
    _ensure_may_stand(hearing, name)
    known = themes(hearing)
    if len(known) >= MOST or _taken(known, name):
        raise NameTaken
    theme = Theme(hearing_id=hearing.id, name=name, version=1)
    db.session.add(theme)
    db.session.flush()
    audit.record(hearing.municipality_id, "theme.created", f"theme:{theme.id}")
    return theme


def find_or_create(hearing: Hearing, name: str) -> Theme:
    """The theme of that name, made where there is none."""
    known = (theme for theme in themes(hearing) if theme.name.casefold() == name.casefold())
    return next(known, None) or create_theme(hearing, name)


def rewrite_theme(hearing: Hearing, theme: Theme, *, name: str, synthesis: str, version: int) -> None:
    """Rename it or write what was said about it. Raises ChangedMeanwhile, and as create_theme does."""
    ensure_open(hearing)
    _ensure_may_stand(hearing, name, synthesis)
    hold(theme)
    if theme.version != version:
        raise ChangedMeanwhile
    if _taken([other for other in themes(hearing) if other is not theme], name):
        raise NameTaken
    if (theme.name, theme.synthesis) != (name, synthesis):
        theme.name, theme.synthesis = name, synthesis
        theme.version += 1
        audit.record(hearing.municipality_id, "theme.rewritten", f"theme:{theme.id}", {"version": theme.version})


def themes(hearing: Hearing) -> list[Theme]:
    """The hearing's themes in the order of the alphabet."""
    found = db.session.scalars(db.select(Theme).where(Theme.hearing_id == hearing.id))
    return sorted(found, key=lambda theme: sort_key(theme.name))


def _ensure_may_stand(hearing: Hearing, *texts: str) -> None:
    if hearing.released_at is not None and has_national_id(*texts):
        raise TextMustBeMended


def _taken(known: list[Theme], name: str) -> bool:
    return any(theme.name.casefold() == name.casefold() for theme in known)
