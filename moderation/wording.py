"""How the office speaks of decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from app import clock, i18n
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Statement
from moderation.bulk import BulkResult
from moderation.decision import Again, AlreadyDecided, Ruling

MOST_LINKS = 5  # messages travel in a cookie


def said_of_decision(statement: Statement, url: str) -> Markup:
    """What the next page says of the decision just made, with the way back to it."""
    done = (
        _("Innspill nr. %(number)s er publisert.")
        if statement.is_published
        else _("Innspill nr. %(number)s vises ikke.")
    )
    return Markup('{} <a href="{}">{}</a>').format(done % {"number": statement.number}, url, _("Angre eller endre"))


def said_of_bulk(outcome: BulkResult, url_of: Callable[[Statement], str]) -> Iterator[tuple[str, str]]:
    """(kind of message, words) about what became of several; those that were left out lead to their pages."""
    if outcome.approved:
        count = len(outcome.approved)
        yield "success", ngettext("%(num)s innspill er publisert.", "%(num)s innspill er publisert.", count)
    if outcome.found:
        yield "warning", _said_of_found(outcome, url_of)
    for statement, first in outcome.taken:
        yield "warning", _("Innspill nr. %(number)s: %(what)s", number=statement.number, what=said_of_first(first))
    for statement in outcome.left:
        yield (
            "warning",
            _("Innspill nr. %(number)s er ikke publisert. Åpne det og se på det for seg.", number=statement.number),
        )
    if not (outcome.approved or outcome.found or outcome.taken or outcome.left):
        yield "warning", _("Du valgte ingen innspill.")


def _said_of_found(outcome: BulkResult, url_of: Callable[[Statement], str]) -> Markup:
    """How many were left out for what was found in them, and where each is."""
    count = len(outcome.found)
    said = ngettext(
        "%(num)s innspill er ikke publisert, fordi det har funn:",
        "%(num)s innspill er ikke publisert, fordi de har funn:",
        count,
    )
    links = (
        Markup('<a href="{}">{}</a> ({})').format(
            url_of(statement),
            _("Innspill %(number)s", number=statement.number),
            ", ".join(dict.fromkeys(one.label for one in found)),
        )
        for statement, found in outcome.found[:MOST_LINKS]
    )
    rest = [_("og %(count)s til", count=count - MOST_LINKS)] if count > MOST_LINKS else []
    return Markup("{} {}").format(said, Markup(", ").join([*links, *rest]))


def said_of_first(first: AlreadyDecided) -> str:
    """Who decided what and when."""
    when = clock.local(first.when)
    values = {"who": first.who, "day": i18n.date_full(when), "time": i18n.time_of_day(when)}
    if first.what is Ruling.APPROVED:
        return _("%(who)s publiserte det %(day)s %(time)s.", **values)
    return _("%(who)s holdt det tilbake %(day)s %(time)s.", **values)


def reason_label(reason: str) -> str:
    """The words of a reason class."""
    return str(ReasonClass(reason).label)


def again_label(again: str) -> str:
    """Why something was decided once more."""
    return str(Again(again).label)
