"""Which decisions stand: of each body the last, as long as nobody sent the case back after it."""

from __future__ import annotations

from collections.abc import Sequence

from consultations.outcomes.decision import POSTPONED, Decision


def standing(chain: Sequence[Decision]) -> list[Decision]:
    """The decisions that stand, in order. A postponement leaves those before it; a case sent back begins anew."""
    stands: list[Decision] = []
    for decision in chain:
        if decision.sends_back:
            stands = stands if decision.result == POSTPONED else []
        else:
            stands = [one for one in stands if (one.body_id, one.kind) != (decision.body_id, decision.kind)]
            stands.append(decision)
    return stands


def changing(chain: Sequence[Decision]) -> list[Decision]:
    """Those of them that decided otherwise than was proposed."""
    return [decision for decision in standing(chain) if decision.changes]


def to_settle_on(chain: Sequence[Decision]) -> Decision | None:
    """The decision that the case can be closed on: the last one, where it settles the matter."""
    return chain[-1] if chain and chain[-1].settles else None


def sent_back(chain: Sequence[Decision]) -> Decision | None:
    """The last decision, where it sent the case back."""
    return chain[-1] if chain and chain[-1].sends_back else None
