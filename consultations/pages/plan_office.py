"""The planner's pages that take more than one room: the list of plans, a plan's own page, the preview of a hearing."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from app import clock, office
from app.accounts import guard
from app.municipalities.municipality import current_municipality
from consultations.drafts.version import versions_of
from consultations.hearings.checklist import checklist, missing_before_announcement
from consultations.hearings.dates import dates_of, remarks_on
from consultations.hearings.deadline import DateRemark
from consultations.hearings.hearing import Hearing, count_unready, newest_round, newest_rounds, rounds_of
from consultations.hearings.preparation import may_start_round
from consultations.pages.case_steps import case_steps
from consultations.pages.contents import ContentsItem
from consultations.pages.plan_page import plan_page
from consultations.plans.address import load_plan
from consultations.plans.permission import SEE_PLANS, may_write
from consultations.plans.plan import Plan, plans_of
from consultations.plans.public_page import may_be_shown
from consultations.plans.status_log import log_of

blueprint = Blueprint("plan_office", __name__, url_prefix="/<municipality>/arbeid/planer")


@blueprint.get("/")
@guard(SEE_PLANS)
def plans() -> ResponseReturnValue:
    """All plans with their stage, last day, number of statements and what is missing."""
    home = current_municipality()
    rounds = newest_rounds(home.id)
    rows = [(plan, hearing := rounds.get(plan.id), _missing(plan, hearing)) for plan in plans_of(home.id)]
    return render_template("plan_office/plans.html", rows=sorted(rows, key=_urgency), may_write=may_write())


@blueprint.get("/<plan>/")
@guard(SEE_PLANS)
def plan(plan: str) -> ResponseReturnValue:
    """Everything about one plan: what is left to do, the timeline, the versions, the status log."""
    found = load_plan(plan)
    hearing = newest_round(found)
    return render_template(
        "plan_office/plan.html",
        plan=found,
        hearing=hearing,
        rounds=rounds_of(found),
        steps=case_steps(hearing) if hearing else [],
        log=log_of(found),
        tasks=checklist(found, hearing),
        missing=missing_before_announcement(hearing) if hearing else [],
        remarks=_remarks(hearing),
        versions=versions_of(found),
        may_write=may_write(),
        may_start_round=may_start_round(found),
        about=plan_page(found),
        may_be_shown=may_be_shown(found),
    )


@blueprint.get("/<plan>/forhandsvisning/")
@guard(SEE_PLANS)
def preview(plan: str) -> ResponseReturnValue:
    """The public page as it will be, before anybody outside may see it: the hearing's, or the plan's own."""
    found = load_plan(plan)
    hearing, about = newest_round(found), plan_page(found)
    if hearing is None:
        shown = {"plan": found, "about": about, "steps": about.phases, "log": log_of(found)}
        return render_template("plan_office/plan_preview.html", **shown)
    return render_template(
        "plan_office/preview.html",
        plan=found,
        hearing=hearing,
        steps=[*about.phases, *case_steps(hearing)],
        log=log_of(found),
        contents=_contents(hearing),
        about=about,
        today=clock.today(),
    )


def _missing(plan: Plan, hearing: Hearing | None) -> list[str]:
    if hearing is not None and hearing.is_ready:
        return []
    return [
        task.text for task in checklist(plan, hearing) if not task.done and (task.required or task.place == "draft")
    ]


def _remarks(hearing: Hearing | None) -> tuple[DateRemark, ...]:
    if hearing is None or hearing.is_public:
        return ()
    return remarks_on(hearing.plan, dates_of(hearing), hearing.round)


def _urgency(row: tuple[Plan, Hearing | None, list[str]]) -> tuple[int, float]:
    """Running hearings by deadline, then what is being prepared, then what is over, the newest first."""
    hearing = row[1]
    if hearing is None:
        return 1, 0.0
    if hearing.closes_at <= clock.now():
        return 2, -hearing.closes_at.timestamp()
    return 0, hearing.closes_at.timestamp()


def _contents(hearing: Hearing) -> list[ContentsItem]:
    """The draft's sections with addresses inside the office."""
    version = hearing.version
    if version is None:
        return []
    return [
        ContentsItem(
            one.key,
            one.number,
            one.title,
            url_for(
                "drafts.section",
                plan=hearing.plan.key,
                number=version.number,
                section=one.key,
            ),
            one.level,
            0,
            one.open_for_comment,
        )
        for one in version.sections
    ]


entry = office.Entry(
    "plans",
    _l("Planer og høringer"),
    "plan_office.plans",
    SEE_PLANS,
    position=10,
    shortcut="p",
    count=count_unready,
    waiting=_l("høringer er ikke klare ennå"),
)
