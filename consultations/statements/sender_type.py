"""Who a sender is. Organisations stand with their name; private persons do so only when they ask."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class SenderType(StrEnum):
    PRIVATE = "private"
    ASSOCIATION = "association"
    INTEREST = "interest"
    BUSINESS = "business"
    STATE = "state"
    COUNTY = "county"
    NEIGHBOUR = "neighbour"
    MUNICIPALITY = "municipality"  # any other than a neighbour
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

    @property
    def is_unconfirmed(self) -> bool:
        """Whether pages say «ikke bekreftet»: an organisation that was neither invited nor signed in."""
        return self.is_organisation


LABELS = {
    SenderType.PRIVATE: _l("Privatperson"),
    SenderType.ASSOCIATION: _l("Lag eller forening"),
    SenderType.INTEREST: _l("Interesseorganisasjon"),
    SenderType.BUSINESS: _l("Næringsliv"),
    SenderType.STATE: _l("Statlig myndighet"),
    SenderType.COUNTY: _l("Fylkeskommune"),
    SenderType.NEIGHBOUR: _l("Nabokommune"),
    SenderType.MUNICIPALITY: _l("Annen kommune"),
    SenderType.COUNCIL: _l("Råd"),
    SenderType.PARTY: _l("Politisk parti"),
    SenderType.INTERNAL: _l("Kommunal enhet"),
    SenderType.YOUTH_GROUP: _l("Gruppe av barn eller unge"),
    SenderType.OTHER: _l("Annen avsender"),
}
