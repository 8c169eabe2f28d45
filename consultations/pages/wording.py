"""How pages speak of a hearing's stage, a statement and a removed passage."""

from __future__ import annotations

import re

from flask import Blueprint, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from app import i18n
from app.planner_text import planner_html
from app.text import citizen_html
from consultations.hearings.address import HearingAddress
from consultations.hearings.hearing import Hearing, SentBack, Stage
from consultations.plans.plan import Plan, PlanStatus
from consultations.statements.byline import Byline, office_byline, public_byline
from consultations.statements.removal import ANY_MARK, MARKS
from consultations.statements.statement import Statement
from consultations.statements.tombstone import tombstone

blueprint = Blueprint("wording", __name__)

_CUT_LINK = re.compile(rf'<a href="[^"]*{ANY_MARK.pattern}[^"]*"[^>]*>(.*?)</a>', re.DOTALL)


@blueprint.app_template_global()
def stage_look(hearing: Hearing) -> tuple[str, str, str]:
    """Word, colour and icon of a hearing's stage; of a case that a body sent back, what happened to it."""
    if hearing.stage is Stage.RELEASED and hearing.sent_back:
        return {
            SentBack.POSTPONED: (_("Utsatt"), "warning", "clock"),
            SentBack.RETURNED: (_("Sendt tilbake"), "warning", "back"),
            SentBack.NEW_HEARING: (_("Ført til ny høring"), "neutral", "forward"),
        }[SentBack(hearing.sent_back)]
    return {
        Stage.BEING_PREPARED: (_("Forberedes"), "neutral", "note"),
        Stage.ANNOUNCED: (_("Kommer"), "neutral", "calendar"),
        Stage.OPEN: (_("Åpen for innspill"), "accent", "pen"),
        Stage.CLOSED: (_("Fristen er ute"), "neutral", "clock"),
        Stage.IN_ASSESSMENT: (_("Innspillene blir vurdert"), "info", "half"),
        Stage.RELEASED: (_("Til politisk behandling"), "info", "forward"),
        Stage.DECIDED: (_("Avgjort"), "success", "check"),
    }[hearing.stage]


@blueprint.app_template_global()
def plan_look(plan: Plan) -> tuple[str, str, str]:
    """Word, colour and icon of where a plan stands by itself."""
    return {
        PlanStatus.BEING_PREPARED: (_("Under arbeid"), "neutral", "pen"),
        PlanStatus.ADOPTED: (_("Vedtatt"), "success", "check"),
        PlanStatus.FOLLOWED_UP: (_("Følges opp"), "success", "flag"),
    }[plan.status]


@blueprint.app_template_global()
def stage_line(hearing: Hearing) -> str:
    """The one line that says how long is left or how it ended."""
    last_day = i18n.date_full(hearing.last_day)
    if hearing.stage in (Stage.BEING_PREPARED, Stage.ANNOUNCED):
        return _("Utkastet blir publisert i %(week)s", week=i18n.week_with_dates(hearing.first_day))
    if hearing.stage is Stage.OPEN:
        return _("Frist til og med %(date)s", date=last_day)
    return _("Fristen gikk ut %(date)s", date=last_day)


@blueprint.app_template_filter()
def public_html(text: str) -> Markup:
    """Public text as HTML: paragraphs, links, and a solid block (read aloud with its reason) for a removed passage.

    An address of which a part was removed leads nowhere, so it is no link.
    """
    html = _CUT_LINK.sub(r"\1", str(citizen_html(text)))
    return Markup(ANY_MARK.sub(_block, html))  # noqa: S704 - both parts are escaped


@blueprint.app_template_filter("planner_html")
def planner_text_as_html(text: str) -> Markup:
    """What a planner wrote, with its lists, bold words and links."""
    return planner_html(text)


@blueprint.app_template_filter()
def telephone_address(number: str) -> str:
    """A number as a telephone dials it, from abroad too."""
    digits = re.sub(r"[^\d+]", "", number)
    return f"tel:+47{digits}" if re.fullmatch(r"[2-9]\d{7}", digits) else f"tel:{digits}"


@blueprint.app_template_filter()
def file_size(size: int) -> str:
    """How large a file is, as people say it."""
    if size < 1_000_000:
        return _("%(size)s kB", size=i18n.number(max(1, round(size / 1000))))
    return _("%(size)s MB", size=i18n.number(size / 1_000_000, 1))


@blueprint.app_template_filter("citizen_html")
def plain_text_as_html(text: str) -> Markup:
    """Plain text as paragraphs with links."""
    return citizen_html(text)


@blueprint.app_template_global()
def number_url(plan: Plan, number: int) -> str:
    """Where the statement with this number stands, in whichever round of the plan it came."""
    return url_for("result.remark", hearing=HearingAddress(plan.key), number=str(number))


@blueprint.app_template_filter()
def sender_shown(statement: Statement) -> Byline:
    """The sender as everybody may see them."""
    return public_byline(statement, statement.number)


@blueprint.app_template_filter()
def sender_known(statement: Statement) -> Byline:
    """The sender as staff see them, whatever is public."""
    return office_byline(statement)


@blueprint.app_template_filter()
def tombstone_reason(statement: Statement) -> str:
    """Why a statement is not shown, in the words of its reason class."""
    return tombstone(statement)


def _block(mark: re.Match[str]) -> str:
    block = Markup('<span class="removed"><span class="ds-sr-only">[{}]</span></span>')
    return str(block.format(MARKS[mark[0]].block))
