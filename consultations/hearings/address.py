"""The address of a hearing: `<plan>/runde/<n>` for ever. `<plan>` alone means the newest round that has what is asked.

One loader for every room: to find a hearing is to be allowed to know of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, redirect, request, url_for
from werkzeug.routing import BaseConverter

from app.municipalities.municipality import current_municipality
from consultations.hearings.hearing import Hearing, find_round, public_rounds
from consultations.plans.plan import Plan

ROUND = "runde"


@dataclass(frozen=True, slots=True)
class HearingAddress:
    """What a path says of a hearing. Without a round it was typed, or printed before there were two."""

    plan: str
    round: int | None = None

    def __str__(self) -> str:
        return f"{self.plan}/{ROUND}/{self.round}" if self.round else self.plan


class HearingConverter(BaseConverter):
    """`<hearing:hearing>` in the rules: a HearingAddress comes in; a Hearing, a Plan or an address goes out."""

    regex = rf"[^/]+(?:/{ROUND}/[1-9][0-9]{{0,2}})?"

    def to_python(self, value: str) -> HearingAddress:
        plan, _word, number = value.partition(f"/{ROUND}/")
        return HearingAddress(plan, int(number) if number else None)

    def to_url(self, value: Hearing | Plan | HearingAddress) -> str:
        return super().to_url(str(value if isinstance(value, HearingAddress) else address_of(value)))


def address_of(named: Hearing | Plan) -> HearingAddress:
    """The lasting address of a round, or of a plan's own page."""
    return HearingAddress(named.key) if isinstance(named, Plan) else HearingAddress(named.plan.key, named.round)


def hearing_path(hearing: Hearing) -> str:
    """Where a round's public pages stand; known without a request, for the worker."""
    return round_path(hearing.plan.municipality.slug, hearing.plan.key, hearing.round)


def plan_path(plan: Plan) -> str:
    """Where a plan's own page stands."""
    return f"/{plan.municipality.slug}/horinger/{plan.key}/"


def round_path(municipality: str, plan: str, number: int) -> str:
    """The same from three columns."""
    return f"/{municipality}/horinger/{HearingAddress(plan, number)}/"


def load_hearing(address: HearingAddress, has: Callable[[Hearing], bool] | None = None) -> Hearing:
    """The round that the path names; 404 where people may not know of one.

    A path without a round means the newest one that `has` what is asked for: who reads is sent on to its lasting
    address, what is posted is taken for it.
    """
    rounds = public_rounds(current_municipality().id, address.plan)
    if address.round is not None:
        return next((hearing for hearing in rounds if hearing.round == address.round), None) or abort(404)
    found: Hearing = next((hearing for hearing in rounds if has is None or has(hearing)), None) or abort(404)
    if request.method in ("GET", "HEAD"):
        send_on(found)
    return found


def newest_public_round(plan: str) -> Hearing | None:
    """What a plan's own page shows, where people may know of a round."""
    return next(iter(public_rounds(current_municipality().id, plan)), None)


def send_on(hearing: Hearing) -> None:
    """To the same page about this round. Always raises."""
    values = {**(request.view_args or {}), **request.args.to_dict(flat=False), "hearing": hearing}
    abort(redirect(url_for(request.endpoint or "", **values)))


def load_round(plan: Plan, number: int) -> Hearing:
    """A round of a plan that was loaded for staff, also one that nobody outside knows of; 404 where there is none."""
    return find_round(plan, number) or abort(404)
