"""Writing a plan's page: what may be changed freely, and what people have relied on."""

from __future__ import annotations

from collections.abc import Callable

from app import audit, clock
from app.accounts.user import User
from app.extensions import db
from app.municipalities.municipality import Municipality, touch
from app.references import slug
from app.rows import ChangedMeanwhile, hold
from consultations.plans.correction import add_corrections, corrected
from consultations.plans.plan import HEADINGS, Plan, tell_search
from consultations.plans.plan_type import PlanType

# Last words of the office's address that no plan may be called.
RESERVED_KEYS = frozenset({"ny"})


# Facts by which people find and cite a plan: wherever they stood, a change of them is told.
CITED = frozenset({"title", "plan_type", "period_from", "period_to", "case_number"})


class TypeRefused(Exception):
    """What is published of the plan does not do for a plan of that type; `reasons` say why."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


# Rooms that hold what a plan's type decides on: each says why the plan may not become one of that type
# (set by the factory).
type_checks: list[Callable[[Plan, PlanType], list[str]]] = []


# Rooms that know what people were asked to rely on: each says whether they were asked to rely on the plan's page.
relied_on: list[Callable[[Plan], bool]] = []


def create_plan(
    municipality: Municipality, title: str, plan_type: PlanType, by: User | None, **headings: str | int | None
) -> Plan:
    """A new plan; `headings` are the columns of the plan page. Its key comes from the title and never changes.

    Raises TypeError for a heading that a plan does not have.
    """
    _only_headings(headings)
    hold(municipality)  # one new plan at a time, so that two with the same title get different keys
    plan = Plan(
        municipality_id=municipality.id,
        key=_free_key(municipality.id, title),
        title=title,
        plan_type=plan_type.value,
        created_by_id=by.id if by else None,
        created_at=clock.now(),
        **({"legal_basis": str(plan_type.rules.legal_basis), "language": municipality.language} | headings),
    )
    db.session.add(plan)
    db.session.flush()
    audit.record(municipality.id, "plan.created", f"plan:{plan.key}")
    return plan


def change_plan(
    plan: Plan, seen: str | None = None, reason: str = "", by: User | None = None, **headings: str | int | None
) -> None:
    """Rewrite the fixed headings and facts; the address stays. An untouched legal basis follows the plan type.

    What people have relied on is changed by a correction (see `is_corrected`). `seen` is the mark of the plan that
    the writer had before her. Raises ChangedMeanwhile when it is no longer that, ReasonMissing for a correction without
    one, TypeRefused when a published hearing does not do for the new type, TypeError for a heading that no plan has.
    """
    _only_headings(headings)
    hold(plan)
    if seen is not None and seen != plan.mark:
        raise ChangedMeanwhile
    wanted = _with_legal_basis(plan, headings)
    changed = sorted(name for name, value in wanted.items() if getattr(plan, name) != value)
    if "plan_type" in changed:
        _check_type(plan, PlanType(str(wanted["plan_type"])))
    corrections = [
        corrected(name, _read(name, getattr(plan, name)), _read(name, wanted[name]))
        for name in changed
        if is_corrected(plan, name)
    ]
    if corrections:
        add_corrections(plan.id, f"plan:{plan.key}", "", corrections, reason, by)
        db.session.expire(plan, ["corrections"])
    for name in changed:
        setattr(plan, name, wanted[name])
    audit.record(plan.municipality_id, "plan.changed", f"plan:{plan.key}", {"fields": changed})
    touch(plan.municipality_id)
    tell_search(plan)


def is_corrected(plan: Plan, name: str) -> bool:
    """Whether a heading is changed by a correction: everything that was announced; before that, what people cite."""
    if not plan.is_public:
        return False
    return is_relied_on(plan) or (name in CITED and bool(getattr(plan, name)))


def is_relied_on(plan: Plan) -> bool:
    """Whether people were asked to read the page and act on it."""
    return any(relies(plan) for relies in relied_on)


def _only_headings(headings: dict[str, str | int | None]) -> None:
    unknown = headings.keys() - set(HEADINGS)
    if unknown:
        raise TypeError(f"a plan has no {', '.join(sorted(unknown))}")


def _read(name: str, value: str | int | None) -> str | int | None:
    """A heading as people read it: another plan by its title, if they may know of it."""
    if name != "predecessor_id" or value is None:
        return value
    other = db.session.get(Plan, value)
    return other.title if other and other.is_public else None


def _with_legal_basis(plan: Plan, headings: dict[str, str | int | None]) -> dict[str, str | int | None]:
    """The headings, and the legal basis of the new type where nobody wrote another."""
    usual = str(plan.type.rules.legal_basis)
    kept = headings.get("legal_basis", plan.legal_basis) == plan.legal_basis and plan.legal_basis in ("", usual)
    if not kept or "plan_type" not in headings:
        return headings
    return headings | {"legal_basis": str(PlanType(str(headings["plan_type"])).rules.legal_basis)}


def _check_type(plan: Plan, wanted: PlanType) -> None:
    reasons = [reason for check in type_checks for reason in check(plan, wanted)]
    if reasons:
        raise TypeRefused(reasons)


def _free_key(municipality_id: int, title: str) -> str:
    wanted = slug(title, "plan")
    found = db.select(Plan.key).where(Plan.municipality_id == municipality_id, Plan.key.startswith(wanted))
    taken = RESERVED_KEYS | set(db.session.scalars(found))
    return next(key for key in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if key not in taken)
