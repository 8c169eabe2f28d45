"""The office: the staff's front page and menu. Rooms enter themselves with what waits in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app import mail
from app.accounts.guards import guard
from app.accounts.permission import SEE_OFFICE, Permission
from app.accounts.session import current_user
from app.municipalities.municipality import Municipality, current_municipality

blueprint = Blueprint("office", __name__)

Count = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in the office. `count` tells by municipality id how much waits there; `waiting` says it in words."""

    key: str
    label: LazyString
    endpoint: str
    permission: Permission
    position: int
    shortcut: str = ""
    count: Count | None = None
    waiting: LazyString | None = None


@dataclass(frozen=True, slots=True)
class OfficePlace:
    """An entry as one person sees it now."""

    key: str
    label: LazyString
    url: str
    shortcut: str
    count: int
    waiting: LazyString | None


_entries: dict[str, Entry] = {}


def enter(entry: Entry) -> None:
    """Put a place on the office's menu."""
    _entries[entry.key] = entry


def navigation(municipality: Municipality) -> list[OfficePlace]:
    """The places that the signed-in user may go to, with what waits there."""
    user = current_user()
    if user is None:
        return []
    return [
        OfficePlace(
            entry.key,
            entry.label,
            url_for(entry.endpoint),
            entry.shortcut,
            entry.count(municipality.id) if entry.count else 0,
            entry.waiting,
        )
        for entry in sorted(_entries.values(), key=lambda entry: entry.position)
        if user.may(entry.permission, municipality.id)
    ]


@blueprint.get("/<municipality>/arbeid/")
@guard(SEE_OFFICE)
def front() -> ResponseReturnValue:
    """What waits for me today."""
    return render_template("office/front.html", places=navigation(current_municipality()))


@blueprint.get("/<municipality>/arbeid/post")
@guard(SEE_OFFICE)
def letters() -> ResponseReturnValue:
    """Letters of the development folder, newest first; with SMTP the page says that they were sent."""
    settings = current_app.config["HORING"]
    own = [] if settings.smtp_host else list(mail.written(settings, current_municipality().id))
    return render_template("office/letters.html", letters=own, by_smtp=bool(settings.smtp_host))


entry = Entry("letters", _l("E-post"), "office.letters", SEE_OFFICE, position=90)
