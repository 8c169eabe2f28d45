"""Why the web does not show a statement, or a passage of one. An exemption from access (innsyn) is another decision."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class ReasonClass(StrEnum):
    PERSONAL_DATA = "personal_data"
    THIRD_PARTY = "third_party"
    ABUSE = "abuse"
    CONFIDENTIAL = "confidential"

    @property
    def label(self) -> LazyString:
        """The reason by itself, as a moderator picks it and a letter names it."""
        return LABELS[self]

    @property
    def tombstone(self) -> LazyString:
        """What stands in public in place of a withheld statement."""
        return TOMBSTONES[self]

    @property
    def block(self) -> LazyString:
        """How a removed passage is read aloud."""
        return BLOCKS[self]

    @property
    def mark(self) -> str:
        """What stands in public text where a passage was removed; pages show it as a block that is read aloud."""
        return _MARKS[self]


LABELS = {
    ReasonClass.PERSONAL_DATA: _l("Personopplysninger om avsenderen"),
    ReasonClass.THIRD_PARTY: _l("Opplysninger om andre personer"),
    ReasonClass.ABUSE: _l("Brudd på reglene for høringen: hets, trusler eller reklame"),
    ReasonClass.CONFIDENTIAL: _l("Opplysninger som kan være taushetsbelagte"),
}
TOMBSTONES = {
    ReasonClass.PERSONAL_DATA: _l(
        "Innspillet vises ikke av personvernhensyn. Kommunen har det, og det blir behandlet."
    ),
    ReasonClass.THIRD_PARTY: _l(
        "Innspillet vises ikke fordi det omtaler andre personer. Kommunen har det, og det blir behandlet."
    ),
    ReasonClass.ABUSE: _l("Innspillet vises ikke fordi det bryter reglene for høringen. Kommunen har det."),
    ReasonClass.CONFIDENTIAL: _l(
        "Innspillet vises ikke fordi det kan inneholde taushetsbelagte opplysninger. Kommunen har det."
    ),
}
BLOCKS = {
    ReasonClass.PERSONAL_DATA: _l("fjernet av personvernhensyn"),
    ReasonClass.THIRD_PARTY: _l("fjernet av personvernhensyn"),
    ReasonClass.ABUSE: _l("fjernet fordi det bryter reglene for høringen"),
    ReasonClass.CONFIDENTIAL: _l("fjernet fordi det kan være taushetsbelagt"),
}
_MARKS = {
    ReasonClass.PERSONAL_DATA: "▮",
    ReasonClass.THIRD_PARTY: "▮",  # said in the same words; the public is not told whose data it was
    ReasonClass.ABUSE: "▰",
    ReasonClass.CONFIDENTIAL: "▩",
}
