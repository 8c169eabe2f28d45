"""The list of hearings, the list of points of one of them, and what is done to several points at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.guards import guard
from app.extensions import db
from app.municipalities.municipality import current_municipality
from app.paging import beside
from app.personal_data.staff_text import TextMustBeMended
from app.text import received
from consultations.assessment.coverage import Coverage, coverage
from consultations.assessment.office.blueprint import Desk, blueprint, desk_of
from consultations.assessment.office.refusal import why
from consultations.assessment.permission import ASSESS, SEE
from consultations.hearings.address import HearingAddress
from consultations.hearings.hearing import Hearing, Stage, public_hearings
from consultations.hearings.lock import CaseClosed
from consultations.points.placing import give_theme, give_theme_to_all
from consultations.points.point import Point
from consultations.points.point_list import PointPage, chosen_points, find_points
from consultations.points.theme import NameTaken, Theme, find_or_create
from consultations.points.verdict import VERDICTS, label
from consultations.statements.sender_type import LABELS

WORKED_ON = (Stage.OPEN, Stage.CLOSED, Stage.IN_ASSESSMENT, Stage.RELEASED, Stage.DECIDED)
MOST_HEARINGS = 50
NO_THEME = "uten"


@dataclass(frozen=True, slots=True)
class Group:
    """Points under one heading of the draft; no heading when the list is sorted by something else."""

    heading: str | None
    points: list[Point]


@blueprint.get("/<municipality>/arbeid/vurdering/")
@guard(SEE)
def hearings() -> ResponseReturnValue:
    """Hearings with what is answered in each."""
    every = db.session.scalars(public_hearings(current_municipality().id).limit(MOST_HEARINGS))
    listed: list[tuple[Hearing, Coverage]] = [
        (hearing, coverage(hearing)) for hearing in every if hearing.stage in WORKED_ON
    ]
    return render_template("assessment/hearings.html", listed=listed, Stage=Stage)


@blueprint.get("/<municipality>/arbeid/vurdering/<hearing:hearing>/")
@guard(SEE)
def points(hearing: HearingAddress) -> ResponseReturnValue:
    """The planner's table."""
    desk = desk_of(hearing)
    found = find_points(desk.hearing, desk.filter, desk.themes, beside())
    return render_template(
        "assessment/points.html",
        desk=desk,
        found=found,
        groups=_grouped(desk, found),
        senders=LABELS,
        verdicts=VERDICTS,
        label=label,
    )


@blueprint.post("/<municipality>/arbeid/vurdering/<hearing:hearing>/velg")
@guard(ASSESS)
def choose(hearing: HearingAddress) -> ResponseReturnValue:
    """Give the ticked points a theme, or go on to write one answer for them."""
    desk = desk_of(hearing)
    everything = request.form.get("alle") == "ja"
    ticked = request.form.getlist("punkt")
    if not everything and not ticked:
        flash(_("Velg minst ett punkt først."), "warning")
    elif request.form.get("handling") == "svar":
        chosen: dict[str, str | list[str]] = {"alle": "ja"} if everything else {"punkt": ticked}
        return redirect(desk.url("new_answer", **chosen), 303)
    else:
        _give_theme(desk, ticked, everything)
    return redirect(desk.url("points"), 303)


def _give_theme(desk: Desk, ticked: list[str], everything: bool) -> None:
    points, versions = desk.points(ticked)
    try:
        theme = _wanted_theme(desk)
        if everything and theme:
            given = give_theme_to_all(desk.hearing, chosen_points(desk.hearing, desk.filter), theme)
        else:
            given = give_theme(desk.hearing, points, theme, versions)
    except CaseClosed as refused:
        return flash(why(refused), "warning")
    except LookupError:
        return flash(_("Velg et tema eller skriv et nytt."), "warning")
    except NameTaken:
        return flash(_("Det er for mange temaer. Bruk et som finnes."), "warning")
    except TextMustBeMended:
        return flash(_("Navnet på temaet inneholder et fødselsnummer. Ta det bort."), "warning")
    flash(ngettext("%(num)s punkt er sortert.", "%(num)s punkter er sortert.", given), "success")
    if not everything and given < len(points):
        left = ngettext(
            "%(num)s punkt ble endret av en annen imens og er ikke rørt.",
            "%(num)s punkter ble endret av en annen imens og er ikke rørt.",
            len(points) - given,
        )
        flash(left, "warning")
    return None


def _wanted_theme(desk: Desk) -> Theme | None:
    """The theme that was chosen or named; None takes it away. Raises LookupError when nothing was chosen."""
    name = received(request.form.get("nytt_tema", "")).strip()[:120]
    if name:
        return find_or_create(desk.hearing, name)
    chosen = request.form.get("gi_tema", "")
    theme = desk.theme(chosen)
    if theme is None and chosen != NO_THEME:
        raise LookupError
    return theme


def _grouped(desk: Desk, found: PointPage) -> list[Group]:
    if desk.filter.sort.removeprefix("-") != "avsnitt":
        return [Group(None, found.points)]
    by_section = groupby(found.points, key=lambda point: point.section_key)
    return [Group(desk.section_label(key), list(points)) for key, points in by_section]
