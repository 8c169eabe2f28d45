"""The page for somebody who wrote different things in two tabs: both texts, and a choice."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.pages import kept_fields
from consultations.statements import forms
from consultations.statements.answering import PAGE_FIELD, Answering, posted_mark, remember, sections_of
from consultations.statements.content import TICKS, WHOLE
from consultations.statements.page_mark import TEXT, Clash
from consultations.statements.sender_type import SenderType


def two_tabs(answering: Answering, clashes: list[Clash], back: str) -> ResponseReturnValue:
    """Nothing of this tab is stored, all of it is carried; `back` is the endpoint where the newest text stands."""
    remember(answering.hearing, answering.key)
    titles = {TEXT + section.key: section.label for section in sections_of(answering.hearing)}
    titles[TEXT + WHOLE] = _("Planen som helhet")
    page = render_template(
        "statements/two_tabs.html",
        answering=answering,
        hearing=answering.hearing,
        plan=answering.hearing.plan,
        clashes=[_shown(one, titles) for one in clashes],
        fields=kept_fields(PAGE_FIELD),
        page_field=PAGE_FIELD,
        page_mark=posted_mark().told_of(clashes),
        action=request.path,
        back=url_for(back, hearing=answering.hearing),
    )
    return page, 409


def _shown(clash: Clash, titles: dict[str, str]) -> tuple[str, str, str]:
    name = clash.field
    return _label(name, titles), _said(name, clash.newer), _said(name, clash.older)


def _label(name: str, titles: dict[str, str]) -> str:
    """What the field is called on the form."""
    if name.startswith(TEXT):
        return titles.get(name, _("Avsnittet finnes ikke lenger"))
    form = forms.SupportForm() if name == "supports" else forms.SenderForm()
    return str(form[name].label.text)


def _said(name: str, value: str) -> str:
    """What was written or chosen, as the form says it."""
    if name == "sender_type":
        return str(SenderType(value).label) if value in set(SenderType) else value
    return _("Krysset av") if name in TICKS else value
