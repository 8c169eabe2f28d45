"""The steps of a hearing, from the decision to hear the draft to the decision on the plan, in the order they happen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import gettext as _

from app import clock, i18n
from app.partial_date import PartialDate, spoken
from consultations.hearings.address import hearing_path
from consultations.hearings.hearing import Hearing, Stage
from consultations.hearings.meeting import political

LAST = date.max

Held = Mapping[int, date]


@dataclass(frozen=True, slots=True)
class Step:
    """One step as the timeline shows it; `when` and `week` are ready text. It stands where `day` puts it."""

    title: str
    state: str
    day: date
    when: str = ""
    week: str = ""
    note: str = ""
    url: str = ""
    was: str = ""


def timeline(hearing: Hearing, held: Held | None = None) -> list[Step]:
    """All steps in order. `held` are the days on which bodies really decided, by their ids."""
    assessment = _assessment(hearing)
    steps = [
        *_decided_to_hear(hearing),
        *_announced(hearing),
        _published(hearing),
        _deadline(hearing),
        *_consulted(hearing),
        assessment,
        *_political(hearing, held or {}, assessment.day),
    ]
    return sorted(steps, key=lambda step: step.day)


def _decided_to_hear(hearing: Hearing) -> Iterator[Step]:
    if hearing.decided_on:
        case = _("%(body)s, sak %(case)s", body=hearing.decided_by_body, case=hearing.decided_case)
        note = case if hearing.decided_case else hearing.decided_by_body
        state = "done" if hearing.decided_on <= clock.today() else "planned"
        yield _on(hearing.decided_on, _("Vedtak om høring"), state, note=note)


def _announced(hearing: Hearing) -> Iterator[Step]:
    """That it was announced is told while people wait for the draft, and where it was done on a day of its own."""
    if hearing.ready_at is None:
        return
    day, waiting = clock.local(hearing.ready_at).date(), hearing.stage is Stage.ANNOUNCED
    if waiting or day < hearing.first_day:
        yield _on(day, _("Kunngjort"), "now" if waiting else "done")


def _published(hearing: Hearing) -> Step:
    if not hearing.draft_is_public:
        return _on(hearing.first_day, _("Utkast blir publisert"), "planned", was=_planned_opening(hearing))
    return _on(hearing.first_day, _("Utkast publisert"), "done", was=_planned_opening(hearing))


def _planned_opening(hearing: Hearing) -> str:
    """The day that was announced, where the draft came later."""
    opens = clock.local(hearing.opens_at).date()
    return i18n.date_full(opens) if hearing.is_public and opens < hearing.first_day else ""


def _deadline(hearing: Hearing) -> Step:
    state = {Stage.OPEN: "now", Stage.ANNOUNCED: "planned", Stage.BEING_PREPARED: "planned"}.get(hearing.stage, "done")
    title = _("Høringen er åpen") if state == "now" else _("Frist for innspill")
    was = i18n.date_full(hearing.extensions[-1].from_day) if hearing.extensions else ""
    note = hearing.extensions[-1].reason if hearing.extensions else ""
    when = _("til og med %(date)s", date=i18n.date_full(hearing.last_day))
    week = i18n.week_label(hearing.last_day)
    shown = "changed" if was and state == "planned" else state
    return Step(title, shown, hearing.last_day, when, week, note=note, was=was)


def _assessment(hearing: Hearing) -> Step:
    """Until it is done it comes after the councils have spoken, or today while it goes on."""
    if hearing.released_at:
        result = f"{hearing_path(hearing)}resultat"
        return _on(clock.local(hearing.released_at).date(), _("Innspillene er vurdert"), "done", url=result)
    title = _("Innspillene blir vurdert")
    if hearing.stage in (Stage.CLOSED, Stage.IN_ASSESSMENT):
        return Step(title, "now", max(hearing.last_day, clock.today()))
    spoken_on = [one.when.first for one in hearing.chain if one.when and not one.is_political]
    return Step(title, "planned", max(hearing.last_day, *spoken_on) if spoken_on else hearing.last_day)


def _consulted(hearing: Hearing) -> Iterator[Step]:
    """Councils that meet at the same time share a step."""
    asked = sorted((one for one in hearing.chain if not one.is_political), key=lambda one: _first(one.when, LAST))
    for when, together in groupby(asked, key=lambda one: one.when):
        names = [one.body.name for one in together]
        title, note = (_("Råd og utvalg"), ", ".join(names)) if len(names) > 1 else (names[0], "")
        if not _no_longer_waited_for(hearing, when):
            done = hearing.closed_case_at is not None or (when is not None and when.last < clock.today())
            yield _planned(when, title, "done" if done else "planned", _first(when, hearing.last_day), note)


def _political(hearing: Hearing, held: Held, after: date) -> Iterator[Step]:
    """The bodies in the order of the chain, whatever is known of their dates."""
    for planned in political(hearing.chain):
        when = PartialDate(held[planned.body.id]) if planned.body.id in held else planned.when
        if _no_longer_waited_for(hearing, when):
            continue
        after = max(after, _first(when, after))
        done = planned.body.id in held or hearing.closed_case_at is not None
        yield _planned(when, planned.body.name, "done" if done else "planned", after)


def _no_longer_waited_for(hearing: Hearing, when: PartialDate | None) -> bool:
    """A case that is closed, or goes on with a new round, waits for no later meeting."""
    ended = hearing.closed_case_at is not None or hearing.led_to_new_hearing
    return ended and (when is None or when.last > clock.today())


def _first(when: PartialDate | None, otherwise: date) -> date:
    return when.first if when else otherwise


def _on(day: date, title: str, state: str, note: str = "", url: str = "", was: str = "") -> Step:
    return Step(title, state, day, i18n.date_full(day), i18n.week_label(day), note=note, url=url, was=was)


def _planned(when: PartialDate | None, title: str, state: str, day: date, note: str = "") -> Step:
    """A meeting on the day, in the period, or at a time that is not set yet."""
    if when is None:
        return Step(title, state, day, _("Datoen er ikke satt"), note=note)
    week = i18n.week_label(when.first) if when.is_day else ""
    return Step(title, state, day, spoken(when), week, note=note)
