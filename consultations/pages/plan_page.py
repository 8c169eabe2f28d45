"""What a plan's own page shows besides its headings: phases, files, adoption, and which plans took over from it."""

from __future__ import annotations

from dataclasses import dataclass

from consultations.plans.adoption import Adoption, adoption_of
from consultations.plans.attachment import Attachment, attachments_of
from consultations.plans.phase import Phase, phases_of
from consultations.plans.plan import Plan
from consultations.plans.public_page import successors_of


@dataclass(frozen=True, slots=True)
class PlanPage:
    """`attachments` are the files that count, `former` those that were replaced or taken down, the newest first.

    Of the plans before and after, only those are here that people may know of.
    """

    phases: list[Phase]
    attachments: list[Attachment]
    former: list[Attachment]
    adoption: Adoption | None
    predecessor: Plan | None
    successors: list[Plan]


def plan_page(plan: Plan) -> PlanPage:
    every = attachments_of(plan)
    return PlanPage(
        phases=phases_of(plan),
        attachments=[one for one in every if not one.is_replaced and not one.is_taken_down],
        former=[one for one in reversed(every) if one.is_replaced or one.is_taken_down],
        adoption=adoption_of(plan),
        predecessor=plan.predecessor if plan.predecessor and plan.predecessor.is_public else None,
        successors=successors_of(plan),
    )
