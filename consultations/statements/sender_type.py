"""Who a sender is. Organisations stand with their name; private persons do so only when they ask."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class SenderType(StrEnum):
    PRIVATE = "private"
    ASSOCIATION = "association"
    BUSINESS = "business"
    STATE = "state"
    COUNTY = "county"
    NEIGHBOUR = "neighbour"
    COUNCIL = "council"
    PARTY = "party"
    INTERNAL = "internal"
    YOUTH_GROUP = "youth_group"
    OTHER = "other"

    @property
    def label(self) -> LazyString:
        return LABELS[self]

    @property
    def is_organisation(self) -> bool:
        return self is not SenderType.PRIVATE


LABELS = {
    SenderType.PRIVATE: _l("Privatperson"),
    SenderType.ASSOCIATION: _l("Lag eller forening"),
    SenderType.BUSINESS: _l("Næringsliv"),
    SenderType.STATE: _l("Statlig myndighet"),
    SenderType.COUNTY: _l("Fylkeskommune"),
    SenderType.NEIGHBOUR: _l("Nabokommune"),
    SenderType.COUNCIL: _l("Råd"),
    SenderType.PARTY: _l("Politisk parti"),
    SenderType.INTERNAL: _l("Kommunal enhet"),
    SenderType.YOUTH_GROUP: _l("Gruppe av barn eller unge"),
    SenderType.OTHER: _l("Annen avsender"),
}
