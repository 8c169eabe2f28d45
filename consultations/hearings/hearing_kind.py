"""What kind of round a hearing is."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class HearingKind(StrEnum):
    ORDINARY = "ordinary"
    ADDITIONAL = "additional"
    LIMITED = "limited"
    NEW = "new"
    BEFORE_DECISION = "before_decision"

    @property
    def label(self) -> LazyString:
        return _LABELS[self]


_LABELS: dict[HearingKind, LazyString] = {
    HearingKind.ORDINARY: _l("Vanlig høring"),
    HearingKind.ADDITIONAL: _l("Tilleggshøring"),
    HearingKind.LIMITED: _l("Begrenset høring"),
    HearingKind.NEW: _l("Ny høring"),
    HearingKind.BEFORE_DECISION: _l("Offentlig ettersyn før vedtak"),
}
