"""The steps of a hearing, from the decision to hear the draft to the decision on the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app import clock, i18n
from app.municipalities import body
from consultations.hearings.address import hearing_path
from consultations.hearings.hearing import Hearing, Stage


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the timeline shows it; `when` and `week` are ready text."""

    title: str
    state: str
    when: str
    week: str = ""
    note: str = ""
    url: str = ""
    was: str = ""


def timeline(hearing: Hearing) -> list[Step]:
    """All steps in order; a meeting without a date is left out."""
    steps = [_decided_to_hear(hearing), _published(hearing), _deadline(hearing), _assessment(hearing)]
    steps += [_meeting(hearing, kind, day) for kind, day in _meetings(hearing)]
    return [step for step in steps if step]


def _decided_to_hear(hearing: Hearing) -> Step | None:
    if hearing.decided_on is None:
        return None
    case = _("%(body)s, sak %(case)s", body=hearing.decided_by_body, case=hearing.decided_case)
    note = case if hearing.decided_case else hearing.decided_by_body
    state = "done" if hearing.decided_on <= clock.today() else "planned"
    return Step(_("Vedtak om høring"), state, *_date(hearing.decided_on), note=note)


def _published(hearing: Hearing) -> Step:
    opens = clock.local(hearing.opens_at).date()
    if hearing.draft_is_public:
        return Step(_("Utkast publisert"), "done", *_date(opens))
    return Step(_("Utkast blir publisert"), "now" if hearing.stage is Stage.ANNOUNCED else "planned", *_date(opens))


def _deadline(hearing: Hearing) -> Step:
    state = {Stage.OPEN: "now", Stage.ANNOUNCED: "planned", Stage.BEING_PREPARED: "planned"}.get(hearing.stage, "done")
    title = _("Høringen er åpen") if state == "now" else _("Frist for innspill")
    when, week = _date(hearing.last_day)
    was = i18n.date_full(hearing.extensions[-1].from_day) if hearing.extensions else ""
    note = hearing.extensions[-1].reason if hearing.extensions else ""
    shown = "changed" if was and state == "planned" else state
    return Step(title, shown, _("til og med %(date)s", date=when), week, note=note, was=was)


def _assessment(hearing: Hearing) -> Step:
    if hearing.released_at:
        result = f"{hearing_path(hearing)}resultat"
        return Step(_("Innspillene er vurdert"), "done", *_date(clock.local(hearing.released_at).date()), url=result)
    waiting = hearing.stage not in (Stage.CLOSED, Stage.IN_ASSESSMENT)
    return Step(_("Innspillene blir vurdert"), "planned" if waiting else "now", "")


def _meetings(hearing: Hearing) -> list[tuple[str, date]]:
    """The days that are set; a closed case waits for no later one."""
    days = [
        (body.COUNCIL, hearing.councils_on),
        (body.EXECUTIVE, hearing.executive_on),
        (body.ASSEMBLY, hearing.assembly_on),
    ]
    return [(kind, day) for kind, day in days if day and not (hearing.closed_case_at and day > clock.today())]


def _meeting(hearing: Hearing, kind: str, day: date) -> Step:
    meets = hearing.plan.municipality.body(kind)
    name = _("Råd og utvalg") if kind == body.COUNCIL or meets is None else meets.name
    done = day < clock.today() or hearing.closed_case_at is not None
    return Step(name, "done" if done else "planned", *_date(day))


def _date(day: date) -> tuple[str, str]:
    return i18n.date_full(day), i18n.week_label(day)
