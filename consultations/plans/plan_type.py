"""What kind of plan it is, and what the law asks of its hearing.

The legal references are defaults that a planner edits on her own plan; no page shows them from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

SIX_WEEKS = 42
MONTH = 30
FORTNIGHT = 14


class PlanType(StrEnum):
    SOCIETY = "samfunnsdel"
    LAND_USE = "arealdel"
    SUB_PLAN = "kommunedelplan"
    SUB_PLAN_LAND_USE = "kommunedelplan_areal"
    PROGRAMME = "planprogram"
    STRATEGY = "planstrategi"
    ZONING = "reguleringsplan"
    THEME = "temaplan"
    REGULATION = "forskrift"
    BUDGET = "budsjett"
    OTHER = "annet"

    @property
    def rules(self) -> PlanRules:
        return _RULES[self]

    @property
    def label(self) -> LazyString:
        return self.rules.label


class Announcement(StrEnum):
    """How the public is to learn of a hearing."""

    NEWSPAPER_AND_WEB = "newspaper_and_web"
    PUBLIC = "public"  # made public, by what means the municipality decides
    FREE = "free"


class AdoptedBy(StrEnum):
    ASSEMBLY = "assembly"
    DELEGATED = "delegated"  # the assembly, or whom it has given the task
    AS_DECIDED = "as_decided"  # as the municipality or the enabling act says


@dataclass(frozen=True, slots=True)
class PlanRules:
    """Days are counted without the day of opening, and with the whole last day.

    `statutory`: a shorter period than `minimum_days` is refused; otherwise it takes a reason.
    `advised_days`: what is suggested; a shorter period is warned about.
    `public_before_decision_days`: how long the proposal lies open before the assembly may decide, 0 for no rule.
    `decision_to_hear`: whether somebody has to decide that the draft goes on hearing, with a date and a case.
    """

    label: LazyString
    legal_basis: LazyString
    minimum_days: int
    advised_days: int
    statutory: bool = False
    public_before_decision_days: int = 0
    decision_to_hear: bool = False
    announcement: Announcement = Announcement.FREE
    notify_owners: bool = False
    adopted_by: AdoptedBy = AdoptedBy.ASSEMBLY
    appeal_allowed: bool = False
    objection_allowed: bool = False  # innsigelse, by public authorities alone


def _planning_act(
    label: LazyString,
    legal_basis: LazyString,
    *,
    adopted_by: AdoptedBy = AdoptedBy.ASSEMBLY,
    objection_allowed: bool = False,
    appeal_allowed: bool = False,
    notify_owners: bool = False,
) -> PlanRules:
    """Plans for which plan- og bygningsloven asks six weeks of hearing, announced in newspaper and on the web."""
    return PlanRules(
        label,
        legal_basis,
        minimum_days=SIX_WEEKS,
        advised_days=SIX_WEEKS,
        statutory=True,
        decision_to_hear=True,
        announcement=Announcement.NEWSPAPER_AND_WEB,
        notify_owners=notify_owners,
        adopted_by=adopted_by,
        appeal_allowed=appeal_allowed,
        objection_allowed=objection_allowed,
    )


# Sources: plan- og bygningsloven §§ 1-9, 4-1, 10-1, 11-12–11-16, 12-9–12-13; kommuneloven § 14-3;
# forvaltningsloven § 37.
_RULES: dict[PlanType, PlanRules] = {
    PlanType.SOCIETY: _planning_act(_l("Kommuneplanens samfunnsdel"), _l("Plan- og bygningsloven § 11-14")),
    PlanType.LAND_USE: _planning_act(
        _l("Kommuneplanens arealdel"), _l("Plan- og bygningsloven § 11-14"), objection_allowed=True
    ),
    PlanType.SUB_PLAN: _planning_act(_l("Kommunedelplan for et tema"), _l("Plan- og bygningsloven § 11-14")),
    PlanType.SUB_PLAN_LAND_USE: _planning_act(
        _l("Kommunedelplan med arealdel"), _l("Plan- og bygningsloven § 11-14"), objection_allowed=True
    ),
    PlanType.PROGRAMME: _planning_act(
        _l("Planprogram"), _l("Plan- og bygningsloven §§ 4-1 og 11-13"), adopted_by=AdoptedBy.DELEGATED
    ),
    PlanType.ZONING: _planning_act(
        _l("Reguleringsplan"),
        _l("Plan- og bygningsloven § 12-10"),
        adopted_by=AdoptedBy.DELEGATED,  # minor plans, § 12-12
        objection_allowed=True,
        appeal_allowed=True,
        notify_owners=True,
    ),
    PlanType.STRATEGY: PlanRules(
        _l("Kommunal planstrategi"),
        _l("Plan- og bygningsloven § 10-1"),
        minimum_days=FORTNIGHT,
        advised_days=MONTH,
        public_before_decision_days=MONTH,
        announcement=Announcement.PUBLIC,
    ),
    PlanType.THEME: PlanRules(
        _l("Temaplan, fagplan eller strategi"),
        _l("Kommunens eget vedtak"),
        minimum_days=FORTNIGHT,
        advised_days=SIX_WEEKS,
        adopted_by=AdoptedBy.AS_DECIDED,
    ),
    PlanType.REGULATION: PlanRules(
        _l("Lokal forskrift"),
        _l("Forvaltningsloven § 37"),
        minimum_days=FORTNIGHT,
        advised_days=SIX_WEEKS,
        announcement=Announcement.PUBLIC,
        adopted_by=AdoptedBy.AS_DECIDED,
    ),
    PlanType.BUDGET: PlanRules(
        _l("Budsjett og økonomiplan"),
        _l("Kommuneloven § 14-3"),
        minimum_days=FORTNIGHT,
        advised_days=FORTNIGHT,
        public_before_decision_days=FORTNIGHT,
        decision_to_hear=True,  # the executive's recommendation is what lies open
        announcement=Announcement.PUBLIC,
    ),
    PlanType.OTHER: PlanRules(
        _l("Annen høring"),
        _l("Kommunens eget vedtak"),
        minimum_days=FORTNIGHT,
        advised_days=SIX_WEEKS,
        adopted_by=AdoptedBy.AS_DECIDED,
    ),
}
