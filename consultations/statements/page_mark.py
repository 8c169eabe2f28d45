"""Which page of a draft something was typed on: an older tab never overwrites what was written in a newer one."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from consultations.statements.content import LINES, TICKS, Content

TEXT = "text:"
FIELDS = ("supports", "sender_type", "co_senders", *LINES, *TICKS)


@dataclass(frozen=True, slots=True)
class PageMark:
    """`own` names a page that was shown; `shown` holds a digest of each field as it stood there."""

    own: str
    shown: dict[str, str]

    def __str__(self) -> str:
        return " ".join([self.own, *(f"{name}={digest}" for name, digest in self.shown.items())])

    def told_of(self, clashes: Iterable[Clash]) -> PageMark:
        """The same page, after its writer has seen what another one says about these fields."""
        return PageMark(self.own, self.shown | {one.field: _digest(one.newer) for one in clashes})

    def has_changed(self, name: str, value: str) -> bool:
        """Whether a field no longer says what this page showed."""
        return self.shown.get(name, "") != _digest(value)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two pages say different things about one field: the `newer` text is kept, `older` is what this page says."""

    field: str
    newer: str
    older: str


def new_mark(stored: Content) -> PageMark:
    """For a page that is made of the draft now."""
    return PageMark(secrets.token_hex(4), {name: _digest(value) for name, value in _values(stored).items() if value})


def read_mark(raw: str) -> PageMark:
    """The mark that a form carries. A form without one is a page that showed nothing."""
    own, *shown = raw.split(" ")
    return PageMark(own[:8], dict(one.split("=", 1) for one in shown if "=" in one))


def settle(stored: Content, typed: Content, page: PageMark) -> list[Clash]:
    """Let `typed` say what may be kept of it over `stored`, and remember which page wrote what.

    What was not touched on this page is as it is stored. What another page has written since this one was made stays;
    where both wrote something, and not the same, that is told.
    """
    before, after, clashes = _values(stored), _values(typed), list[Clash]()
    for name, value in after.items():
        kept = before.get(name, "")
        if value == kept:
            continue
        if not page.has_changed(name, value) and stored.writers.get(name) != page.own:
            _put(typed, stored, name)
        elif kept.strip() and _is_news(stored, name, kept, page):
            _put(typed, stored, name)
            if value.strip():
                clashes.append(Clash(name, kept, value))
        else:
            typed.writers[name] = page.own
    return clashes


def has_news(stored: Content, page: PageMark) -> bool:
    """Whether another page has written something since this one was made."""
    return any(_is_news(stored, name, value, page) for name, value in _values(stored).items())


def _is_news(stored: Content, name: str, value: str, page: PageMark) -> bool:
    return page.has_changed(name, value) and stored.writers.get(name, page.own) != page.own


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:10] if value else ""


def _values(content: Content) -> dict[str, str]:
    """What each field says; a text whose field was taken out says nothing."""
    texts = {TEXT + key: content.texts.get(key, "") for key in content.chosen}
    others = {name: getattr(content, name) for name in FIELDS}
    return texts | {name: ("y" if value is True else value or "") for name, value in others.items()}


def _put(typed: Content, stored: Content, name: str) -> None:
    key = name.removeprefix(TEXT)
    if not name.startswith(TEXT):
        setattr(typed, name, getattr(stored, name))
    elif key in stored.chosen:
        typed.texts[key] = stored.texts.get(key, "")
    else:
        typed.take_out(key)
        typed.texts |= {known: text for known, text in stored.texts.items() if known == key}
