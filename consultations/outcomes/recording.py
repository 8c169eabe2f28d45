"""Recording what a body decided, and correcting it until the case is closed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from app import audit, clock, published
from app.accounts.session import current_user
from app.extensions import db
from app.municipalities.municipality import touch
from app.personal_data.staff_text import TextMustBeMended, has_national_id
from app.references import new_reference
from app.rows import ChangedMeanwhile, hold
from consultations.editions.edition import Edition, can_be_read, edition_that_stands, find_edition
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import CaseClosed, follow_decision
from consultations.outcomes.closing import ClosingUnderWay, closing_under_way
from consultations.outcomes.decision import KIND, RECOMMENDATION, RESOLUTION, Decision, decisions


class NotReleased(ValueError):
    """The bodies decide on what is released."""


class CannotDepart(ValueError):
    """Only a body that decided «med endringer» changed anything."""


class WrongDate(ValueError):
    """A decision lies in the future, before the deadline, or before the decision it builds on."""


class NotReadByThen(WrongDate):
    """A decision lies before the edition that the body read, or no edition was made since the case was reopened."""


class TwiceOneDay(ValueError):
    """The body has a decision from that day."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes of a meeting say about the case. `edition` is the number of what the body read, where named."""

    body_id: int
    kind: str
    result: str
    decided_on: date
    case_number: str
    text: str
    edition: int | None = None

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of a decision that say the same."""
        return {name: value for name, value in asdict(self).items() if name != "edition"}


def record_decision(hearing: Hearing, minutes: Minutes) -> Decision:
    """Record what a body decided; it is public at once.

    A case that is postponed or sent back is worked on again. Raises NotReleased, CaseClosed, ClosingUnderWay,
    WrongDate, TwiceOneDay, OutOfDate, or TextMustBeMended for a national id in it.
    """
    hold(hearing)
    _check(hearing, minutes)
    read = _edition_read(hearing, minutes, clock.now())
    user = current_user()
    decision = Decision(
        ref=new_reference(),
        hearing_id=hearing.id,
        recorded_at=clock.now(),
        recorded_by_id=user.id if user else None,
        edition_id=read.id if read else None,
        **minutes.facts,
    )
    db.session.add(decision)
    db.session.flush()
    _changed(hearing, decision, "decision.recorded")
    if decision.sends_back:
        _sent_back(decision)
    return decision


def correct_decision(decision: Decision, minutes: Minutes, version: int) -> None:
    """Correct what was recorded, until the case is closed. Raises as record_decision does, and ChangedMeanwhile."""
    hearing = decision.hearing
    hold(hearing)
    hold(decision)
    if decision.version != version:
        raise ChangedMeanwhile
    _check(hearing, minutes, decision)
    decision.edition = _edition_read(hearing, minutes, decision.recorded_at)
    sent_back = decision.sends_back
    for name, value in minutes.facts.items():
        setattr(decision, name, value)
    decision.version += 1
    db.session.flush()
    db.session.expire(decision, ["body"])
    _changed(hearing, decision, "decision.corrected")
    if decision.sends_back and not sent_back:
        _sent_back(decision)


def ensure_writable(decision: Decision) -> None:
    """What a body changed may be written until the case is closed. Raises CaseClosed, ClosingUnderWay, CannotDepart."""
    hold(decision.hearing)
    hold(decision)
    _ensure_open(decision.hearing)
    if not decision.changes:
        raise CannotDepart


def _check(hearing: Hearing, minutes: Minutes, corrected: Decision | None = None) -> None:
    if hearing.released_at is None:
        raise NotReleased
    _ensure_open(hearing)
    if has_national_id(minutes.text, minutes.case_number):
        raise TextMustBeMended
    others = [other for other in decisions(hearing) if other is not corrected]
    if any(other.body_id == minutes.body_id and other.decided_on == minutes.decided_on for other in others):
        raise TwiceOneDay
    earlier = [other.decided_on for other in others if other.kind == RECOMMENDATION]
    too_early = minutes.kind == RESOLUTION and earlier and minutes.decided_on < max(earlier)
    if too_early or not hearing.last_day < minutes.decided_on <= clock.today():
        raise WrongDate
    if not can_be_read(hearing, minutes.decided_on, corrected.recorded_at if corrected else clock.now()):
        raise NotReadByThen


def _edition_read(hearing: Hearing, minutes: Minutes, recorded_at: datetime) -> Edition | None:
    """What the body read: the edition that is named, or the newest of its day while that says what stands.

    Raises NotReadByThen for one that was made later, OutOfDate.
    """
    if minutes.edition is None:
        return edition_that_stands(hearing, minutes.decided_on, recorded_at)
    named = find_edition(hearing, minutes.edition)
    if named is None or named.made_on > minutes.decided_on:
        raise NotReadByThen
    return named


def ensure_fit_to_read(*texts: str) -> None:
    """What is written about a decision is public at once. Raises TextMustBeMended for a national id."""
    if has_national_id(*texts):
        raise TextMustBeMended


def _ensure_open(hearing: Hearing) -> None:
    if hearing.closed_case_at is not None:
        raise CaseClosed
    if closing_under_way(hearing) is not None:
        raise ClosingUnderWay


def _changed(hearing: Hearing, decision: Decision, action: str) -> None:
    data = {"kind": decision.kind, "result": decision.result, "decided_on": decision.decided_on.isoformat()}
    audit.record(hearing.municipality_id, action, f"decision:{decision.ref}", data)
    last = decisions(hearing)[-1]
    hearing.sent_back = last.result if last.sends_back else None
    follow_decision(hearing, last.recorded_at, goes_back=last.sends_back)
    published.changed(KIND, [decision.ref], hearing.municipality_id)
    touch(hearing.municipality_id)


def _sent_back(decision: Decision) -> None:
    """The work is taken up again: the log tells why."""
    hearing = decision.hearing
    audit.record(hearing.municipality_id, "hearing.reopened", f"hearing:{hearing.id}", {"reason": decision.sentence})
