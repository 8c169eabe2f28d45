"""How a summary begins: what came in, what was decided or is proposed, in a few plain sentences and numbers."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import capitalised, date_range, number
from consultations.hearings.hearing import Hearing
from consultations.outcomes.decision import Decision
from consultations.outcomes.opening import opening_of
from consultations.outcomes.outcome import outcome_counts
from consultations.outcomes.settlement import settling_decision
from consultations.reports.summary import Count, KeyFigure

from .figures import Figures
from .result import Result

NAMED = 3  # themes or chapters


def lead(hearing: Hearing, counted: Figures, told: Result) -> str:
    """The sentences that a planner wrote or accepted; where there are none, those that the numbers give."""
    decision = settling_decision(hearing)
    if decision is None:
        return " ".join(filter(None, (_received(hearing, counted), _themes(counted), _proposed(hearing, counted))))
    opening = opening_of(decision)
    return opening.text if opening else suggested(decision, counted, told)


def suggested(decision: Decision, counted: Figures, told: Result) -> str:
    """Three to five sentences about a decision, for a planner to accept or write anew."""
    sentences = [
        _received(decision.hearing, counted),
        _themes(counted),
        decision.sentence,
        _adopted(told),
        _overturned(told),
    ]
    return " ".join(filter(None, sentences))


def key_numbers(counted: Figures, told: Result) -> tuple[Count, ...]:
    changes = len(told.changes) if told.decided else counted.changes
    changed = (
        ngettext("vedtatt endring", "vedtatte endringer", changes)
        if told.decided
        else ngettext("foreslått endring", "foreslåtte endringer", changes)
    )
    return (
        Count(ngettext("innspill", "innspill", counted.senders.total), counted.senders.total),
        Count(ngettext("punkt", "punkter", counted.verdicts.total), counted.verdicts.total),
        Count(changed, changes),
        Count(_("kom etter fristen"), counted.late),
        Count(_("ikke publisert"), counted.unpublished),
    )


def outcome_figure(hearing: Hearing) -> tuple[KeyFigure, ...]:
    """What became of the points, once the case is closed."""
    rows = tuple(Count(one.label, one.points) for one in outcome_counts(hearing))
    return (KeyFigure(_("Hva ble utfallet?"), _("punkter"), rows),) if rows else ()


def _received(hearing: Hearing, counted: Figures) -> str:
    """Who answered and how much."""
    period = date_range(hearing.first_day, hearing.last_day)
    told = ngettext(
        "Utkastet var på høring %(period)s, og det kom ett innspill.",
        "Utkastet var på høring %(period)s, og det kom %(count)s innspill.",
        counted.senders.total,
        period=period,
        count=number(counted.senders.total),
    )
    return str(told)


def _themes(counted: Figures) -> str:
    """What most points are about: the largest themes, or the chapters where nothing is sorted by theme."""
    figure = counted.themes if counted.themes.total else counted.chapters
    rest = {_("Uten tema"), _("Hele planen"), _("Andre steder")}
    largest = [row.label for row in sorted(figure.rows, key=lambda row: -row.count) if row.label not in rest][:NAMED]
    named = [f"«{label.lstrip('0123456789. ')}»" for label in largest]
    if not named:
        return ""
    listed = _("%(first)s og %(last)s", first=", ".join(named[:-1]), last=named[-1]) if len(named) > 1 else named[0]
    return _("Flest punkter handlet om %(themes)s.", themes=listed)


def _proposed(hearing: Hearing, counted: Figures) -> str:
    if not counted.changes:
        return ""
    told = ngettext(
        "%(who)s foreslår én endring i planen.",
        "%(who)s foreslår %(count)s endringer i planen.",
        counted.changes,
        who=capitalised(hearing.plan.municipality.administration_title),
        count=number(counted.changes),
    )
    return str(told)


def _adopted(told: Result) -> str:
    """How many changes there are, and whose."""
    if not told.decided_on_plan:
        return _("Derfor blir ingen av endringene gjennomført.")
    own = sum(1 for change in told.changes if change.by)
    others = len(told.changes) - own
    counted = ngettext(
        "Planen ble endret ett sted slik administrasjonen foreslo",
        "Planen ble endret %(count)s steder slik administrasjonen foreslo",
        others,
        count=number(others),
    )
    if not others:
        counted = _("Planen ble ikke endret slik administrasjonen foreslo")
    if not own:
        return f"{counted}." if others else _("Ingenting i planen ble endret.")
    added = ngettext(
        "%(counted)s, og ett sted av politikerne selv.",
        "%(counted)s, og %(count)s steder av politikerne selv.",
        own,
        counted=counted,
        count=number(own),
    )
    return str(added)


def _overturned(told: Result) -> str:
    if not told.overturned_points:
        return ""
    said = ngettext(
        "På ett punkt ble det noe annet enn det som var foreslått.",
        "På %(count)s punkter ble det noe annet enn det som var foreslått.",
        told.overturned_points,
        count=number(told.overturned_points),
    )
    return str(said)
