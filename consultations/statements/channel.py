"""The way a statement reached us."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class Channel(StrEnum):
    WEB = "web"
    LETTER = "letter"
    EMAIL = "email"
    MEETING = "meeting"

    @property
    def label(self) -> LazyString:
        return LABELS[self]


LABELS = {
    Channel.WEB: _l("Nettskjema"),
    Channel.LETTER: _l("Brev"),
    Channel.EMAIL: _l("E-post"),
    Channel.MEETING: _l("Møte"),
}
