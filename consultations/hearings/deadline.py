"""Whether a hearing's period is long enough and well placed, and which last day to suggest.

Days are counted without the day of opening and with the whole last day (domstolloven § 148, by analogy).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import ngettext

from app import clock
from app.i18n import capitalised, date_full
from consultations.hearings.hearing_kind import HearingKind
from consultations.hearings.holiday_season import Season, seasons
from consultations.hearings.public_holiday import closed_because, next_working_day
from consultations.plans.plan_type import PlanType

LONGEST_DAYS = 365
YEARS_AHEAD = 10


class Severity(StrEnum):
    REFUSE = "refuse"
    NEEDS_REASON = "needs_reason"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class DateRemark:
    """Something about the dates. `field` names the input it belongs to; `message` says why and what to do."""

    severity: Severity
    field: str
    message: str


def check_period(
    plan_type: PlanType, opens: date, last_day: date, kind: str, reason: str | None, today: date | None = None
) -> tuple[DateRemark, ...]:
    """What there is to say of a period before it is published, the gravest first; nothing for a good one.

    A remark that needs a reason becomes a warning when one is given.
    """
    wrong = _impossible(opens, last_day, today or clock.today())
    if wrong:
        return wrong
    remarks = (*_length(plan_type, opens, last_day, kind), *_placing(last_day), *_seasons(plan_type, opens, last_day))
    if reason and reason.strip():
        remarks = tuple(_justified(remark) for remark in remarks)
    return tuple(sorted(remarks, key=lambda remark: list(Severity).index(remark.severity)))


def statutory_days(plan_type: PlanType, kind: str) -> int:
    """How long the law has a draft lie open at least; 0 where it sets no weeks, as for a limited round."""
    rules = plan_type.rules
    return rules.minimum_days if rules.statutory and kind != HearingKind.LIMITED else 0


def check_real_period(
    plan_type: PlanType, kind: str, first_day: date, last_day: date, announced_days: int
) -> tuple[DateRemark, ...]:
    """What there is to say of a period that really begins on `first_day`, at the earliest, as it is announced already.

    Where the law sets no weeks the draft lies open as long as was announced, up to what a short period needs no
    reason for (`announced_days`: from the day of opening to the last day as it was announced first).
    """
    law = statutory_days(plan_type, kind)
    needed = law or min(plan_type.rules.minimum_days, announced_days)
    if (last_day - first_day).days >= max(needed, 0):
        return ()
    values = {
        "day": date_full(first_day),
        "days": _days(max((last_day - first_day).days, 0)),
        "minimum": _period(needed),
        "last": date_full(first_day + timedelta(days=needed)),
    }
    text = _(
        "Utkastet kan tidligst leses fra %(day)s. Da blir perioden %(days)s, og den må være minst %(minimum)s. "
        "Forleng fristen til %(last)s eller senere først."
    )
    return (DateRemark(Severity.REFUSE, "last_day", text % values),)


def may_save(remarks: tuple[DateRemark, ...]) -> bool:
    """Whether nothing is refused and no reason is missing."""
    return all(remark.severity is Severity.WARN for remark in remarks)


def suggest_last_day(plan_type: PlanType, opens: date) -> tuple[date, tuple[str, ...]]:
    """The advised last day and why: the period of the plan type, holidays added, ending on a working day.

    Raises ValueError for a year that no hearing has.
    """
    if not 1900 <= opens.year <= 2200:
        raise ValueError("No hearing opens in that year.")
    days = plan_type.rules.advised_days
    last_day = opens + timedelta(days=_advised_days(plan_type, opens))
    working = next_working_day(last_day)
    reasons = [_weeks_reason(days), *(season.reason for season in seasons(opens, working))]
    if working != last_day:
        reasons.append(_("%(day)s er %(why)s.", day=capitalised(date_full(last_day)), why=closed_because(last_day)))
    return working, tuple(reasons)


def check_extension(old: date, new: date, today: date | None = None) -> tuple[DateRemark, ...]:
    """What there is to say of moving a published last day: it only moves later, and not to a day that is over."""
    today = today or clock.today()
    if new <= old:
        message = _("En kunngjort frist kan bare flyttes fram i tid. Velg en dag etter %(day)s.", day=date_full(old))
        return (DateRemark(Severity.REFUSE, "last_day", message),)
    return _over(new, today) or _too_far(new, "last_day", today) or _placing(new)


def _impossible(opens: date, last_day: date, today: date) -> tuple[DateRemark, ...]:
    """Dates that cannot be meant; nothing else is worth saying of them."""
    if opens < today:
        message = _("Åpningsdagen er allerede passert. Velg i dag eller en senere dag.")
        return (DateRemark(Severity.REFUSE, "opens", message),)
    if last_day < opens:
        message = _("Siste dag er før åpningsdagen. Velg en dag etter %(day)s.", day=date_full(opens))
        return (DateRemark(Severity.REFUSE, "last_day", message),)
    return _too_far(opens, "opens", today) or _too_far(last_day, "last_day", today)


def _over(last_day: date, today: date) -> tuple[DateRemark, ...]:
    if last_day >= today:
        return ()
    return (
        DateRemark(Severity.REFUSE, "last_day", _("Siste dag er allerede passert. Velg i dag eller en senere dag.")),
    )


def _too_far(day: date, field: str, today: date) -> tuple[DateRemark, ...]:
    if day.year <= today.year + YEARS_AHEAD:
        return ()
    message = _("%(day)s er mer enn %(years)s år fram i tid. Se etter om årstallet er riktig.")
    return (DateRemark(Severity.REFUSE, field, message % {"day": capitalised(date_full(day)), "years": YEARS_AHEAD}),)


def _length(plan_type: PlanType, opens: date, last_day: date, kind: str) -> tuple[DateRemark, ...]:
    days, rules = (last_day - opens).days, plan_type.rules
    values = {"days": _days(days), "type": rules.label, "minimum": _period(rules.minimum_days)}
    values |= {"advised": _period(rules.advised_days), "day": date_full(opens + timedelta(days=rules.minimum_days))}
    if days < statutory_days(plan_type, kind):
        text = _(
            "Perioden er på %(days)s. For plantypen «%(type)s» krever loven minst %(minimum)s. "
            "Velg %(day)s eller en senere dag."
        )
        return (DateRemark(Severity.REFUSE, "last_day", text % values),)
    if days < rules.minimum_days:
        text = _(
            "Perioden er på %(days)s. Det er kort tid å svare på. Velg en senere dag, eller skriv hvorfor det haster."
        )
        return (DateRemark(Severity.NEEDS_REASON, "last_day", text % values),)
    if days < rules.advised_days:
        text = _("Perioden er på %(days)s. Vi anbefaler minst %(advised)s, slik at lag og råd rekker å møtes.")
        return (DateRemark(Severity.WARN, "last_day", text % values),)
    if days > LONGEST_DAYS:
        text = _("Perioden er på %(days)s, mer enn et år. Se etter om årstallet er riktig.")
        return (DateRemark(Severity.WARN, "last_day", text % values),)
    return ()


def _placing(last_day: date) -> tuple[DateRemark, ...]:
    why = closed_because(last_day)
    if why is None:
        return ()
    message = _(
        "Siste dag er %(why)s. Da er det vanskelig å få hjelp. Neste virkedag er %(day)s.",
        why=why,
        day=date_full(next_working_day(last_day)),
    )
    return (DateRemark(Severity.WARN, "last_day", message),)


def _seasons(plan_type: PlanType, opens: date, last_day: date) -> tuple[DateRemark, ...]:
    """Holidays within the period for which the advised time is not added."""
    passed = seasons(opens, last_day)
    wanted = plan_type.rules.advised_days + sum(season.extra_days for season in passed)
    if (last_day - opens).days >= wanted:
        return ()
    day = date_full(suggest_last_day(plan_type, opens)[0])
    return tuple(DateRemark(Severity.WARN, "last_day", _season_message(season, day)) for season in passed)


def _season_message(season: Season, day: str) -> str:
    return _("%(reason)s Vi foreslår %(day)s som siste dag.", reason=season.reason, day=day)


def _advised_days(plan_type: PlanType, opens: date) -> int:
    """The period of the plan type and the extra days for every holiday it then reaches, or its next working day."""
    days = plan_type.rules.advised_days
    while True:
        passed = seasons(opens, next_working_day(opens + timedelta(days=days)))
        wanted = plan_type.rules.advised_days + sum(season.extra_days for season in passed)
        if wanted <= days:
            return days
        days = wanted


def _justified(remark: DateRemark) -> DateRemark:
    return replace(remark, severity=Severity.WARN) if remark.severity is Severity.NEEDS_REASON else remark


def _weeks_reason(days: int) -> str:
    return _("Perioden er %(period)s, regnet fra dagen etter åpningen.", period=_period(days))


def _period(days: int) -> str:
    """Whole weeks as weeks, anything else as days."""
    weeks, rest = divmod(days, 7)
    return _days(days) if rest or not weeks else ngettext("%(num)s uke", "%(num)s uker", weeks)


def _days(days: int) -> str:
    return ngettext("%(num)s dag", "%(num)s dager", days)
