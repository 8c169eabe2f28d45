"""Which kind of round may come when: what is limited, added or renewed follows an ordinary round that was held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from app import clock
from consultations.hearings.deadline import DateRemark, Severity, statutory_days
from consultations.hearings.hearing import Hearing
from consultations.hearings.hearing_kind import HearingKind
from consultations.plans.plan_type import PlanType

FOLLOWING = frozenset({HearingKind.ADDITIONAL, HearingKind.LIMITED, HearingKind.NEW})


def check_kind(plan_type: PlanType, kind: str, earlier: Sequence[Hearing]) -> tuple[DateRemark, ...]:
    """What there is to say of a round of this kind after the earlier ones; nothing where it may begin."""
    return tuple(
        DateRemark(Severity.REFUSE, "kind", message) for message in _wrong(plan_type, HearingKind(kind), earlier)
    )


def _wrong(plan_type: PlanType, kind: HearingKind, earlier: Sequence[Hearing]) -> Iterable[str]:
    if kind in FOLLOWING and not any(was_held(one, plan_type) for one in earlier):
        yield _(
            "«%(kind)s» kan bare komme etter en vanlig høring av planen som er over. Velg «%(ordinary)s».",
            kind=kind.label,
            ordinary=HearingKind.ORDINARY.label,
        )
    if kind is HearingKind.BEFORE_DECISION and not plan_type.rules.public_before_decision_days:
        yield _(
            "Loven ber ikke om offentlig ettersyn før vedtak for plantypen «%(type)s». Velg en annen slags høring.",
            type=plan_type.label,
        )


def was_held(hearing: Hearing, plan_type: PlanType) -> bool:
    """Whether it was an ordinary round, as long as the law asks of this type of plan, and is over."""
    if hearing.kind != HearingKind.ORDINARY or not hearing.is_ready or clock.now() < hearing.closes_at:
        return False
    return (hearing.last_day - hearing.first_day).days >= statutory_days(plan_type, hearing.kind)
