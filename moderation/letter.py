"""What the sender is told of a decision: numbers, links and the reason's class, no text and no names."""

from __future__ import annotations

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from app import mail
from app.links import absolute
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Statement


def tell_sender(statement: Statement, version: int) -> None:
    """Write to the sender, if there is an address, what became of this version of the statement."""
    if not statement.sender.email:
        return
    home = statement.hearing.plan.municipality
    with force_locale(home.language):
        number = {"number": statement.number}
        if statement.is_published:
            subject, lines = _("Innspill nr. %(number)s er publisert", **number), _published(statement)
        else:
            subject, lines = _("Innspill nr. %(number)s vises ikke på nettet", **number), _withheld(statement)
        body = "\n\n".join([*lines, home.name]) + "\n"
    key = f"moderation:{statement.ref}:{version}"
    mail.send(statement.sender.email, subject, body, key=key, municipality_id=statement.municipality_id)


def _published(statement: Statement) -> list[str]:
    plan = statement.hearing.plan
    link = absolute(
        "pages.statement", municipality=plan.municipality.slug, hearing=statement.hearing, ref=statement.ref
    )
    lines = [_("Innspillet ditt med nummer %(number)s er nå publisert her:", number=statement.number), link]
    reasons = statement.removal_reasons
    if reasons:
        named = ", ".join(str(reason.label) for reason in reasons)
        why = ngettext("Grunnen er: %(reason)s.", "Grunnene er: %(reason)s.", len(reasons), reason=named)
        lines += [_("Vi viser ikke hele teksten.") + " " + why, *_what_to_do(statement)]
    return lines


def _withheld(statement: Statement) -> list[str]:
    reason = ReasonClass(statement.withheld_reason or ReasonClass.PERSONAL_DATA).label
    lines = [
        _(
            "Vi viser ikke innspill nr. %(number)s på nettet. Grunnen er: %(reason)s.",
            number=statement.number,
            reason=reason,
        ),
        _("Innspillet er mottatt og registrert. Kommunen leser det og behandler det som alle andre innspill."),
    ]
    if statement.hearing.accepting:
        plan = statement.hearing.plan
        link = absolute("pages.hearing", municipality=plan.municipality.slug, hearing=statement.hearing)
        lines.append(_("Du kan sende et nytt innspill uten dette så lenge høringen er åpen: %(link)s", link=link))
    return [*lines, *_what_to_do(statement)]


def _what_to_do(statement: Statement) -> list[str]:
    """How to correct or complain. The code is in the receipt; it never stands in a letter like this one."""
    home = statement.hearing.plan.municipality
    link = absolute("receipt.ask", municipality=home.slug)
    lines = [_("Med kvitteringskoden ser du mer om avgjørelsen: %(link)s", link=link)]
    contact = statement.hearing.plan.contact_email or home.feedback_email
    if contact:
        lines.append(
            _(
                "Mener du at dette er feil? Skriv til %(contact)s og oppgi nummeret. Da ser vi på det igjen.",
                contact=contact,
            )
        )
    return lines
