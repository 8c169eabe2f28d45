"""Letters to senders: receipts and links. They carry numbers and links, never what somebody wrote."""

from __future__ import annotations

from flask_babel import gettext as _

from app import clock, i18n, limits, mail
from app.links import absolute
from app.references import token_hash
from consultations.plans.plan import Plan
from consultations.statements.draft_answer import DraftAnswer
from consultations.statements.name_confirmation import token_for
from consultations.statements.statement import Statement


def send(statement: Statement, code: str) -> None:
    """The receipt, and the question whether the name may be shown where the sender asked for that.

    None to an address that has had many on one day: it may be somebody's who has asked for nothing.
    """
    if not limits.allow_mail_to(statement.sender.email):
        return
    plan = statement.hearing.plan
    subject = _("Kvittering: innspill nr. %(number)s til %(plan)s", number=statement.number, plan=plan.title)
    _send(statement, _key(statement), subject, [*_receipt(statement, code), _not_mine(plan)])
    if statement.sender.show_name:
        _send(statement, f"show-name:{statement.ref}", _("Vil du vise navnet ditt?"), _name_question(statement))


def is_sent(statement: Statement) -> bool:
    """Whether the receipt goes by mail, and the question about the name with it."""
    return bool(statement.sender.email) and mail.is_accepted(_key(statement))


def send_resume_link(draft: DraftAnswer, link: str, to: str) -> None:
    """The link to a draft, to whoever wrote it."""
    plan = draft.hearing.plan
    body = [
        _("Her er lenken til kladden din i høringen «%(plan)s»:", plan=plan.title),
        link,
        _("Alle som har lenken, kan lese og endre kladden. Ikke del den med andre."),
        _("Kladden er ikke sendt. Den blir slettet %(day)s.", day=i18n.date_full(clock.local(draft.kept_until))),
        _("Har du ikke bedt om denne e-posten? Da kan du se bort fra den."),
    ]
    key = f"resume:{draft.id}:{token_hash(to)[:12]}:{clock.now():%Y%m%d%H%M}"
    mail.send(to, _("Kladden din"), _letter(body, plan), key=key, municipality_id=plan.municipality_id)


def _key(statement: Statement) -> str:
    return f"receipt:{statement.ref}"


def _receipt(statement: Statement, code: str) -> list[str]:
    plan = statement.hearing.plan
    received = clock.local(statement.received_at)
    values = {
        "number": statement.number,
        "plan": plan.title,
        "day": i18n.date_full(received),
        "time": i18n.time_of_day(received),
    }
    lines = [
        _("Vi har fått innspillet ditt til «%(plan)s». Det kom %(day)s %(time)s og har nummer %(number)s.", **values)
    ]
    if statement.late:
        lines.append(_("Innspillet kom etter fristen. Kommunen avgjør om det blir tatt med i behandlingen."))
    return [
        *lines,
        _("Kvitteringskode: %(code)s", code=code),
        _("Med koden kan du se hva som skjer med innspillet, også om flere år:"),
        absolute("receipt.ask", municipality=plan.municipality.slug),
    ]


def _not_mine(plan: Plan) -> str:
    ways = " / ".join(way for way in (plan.contact_name, plan.contact_phone, plan.contact_email) if way)
    contact = ways or plan.municipality.feedback_email or plan.municipality.name
    return _(
        "Har du ikke sendt dette? Da har noen brukt e-postadressen din. Si fra til kommunen: %(contact)s. "
        "Oppgi nummeret, så tar vi innspillet bort fra nettsiden.",
        contact=contact,
    )


def _name_question(statement: Statement) -> list[str]:
    plan = statement.hearing.plan
    link = absolute("receipt.show_name", municipality=plan.municipality.slug, token=token_for(statement))
    return [
        _("Du ba om at navnet ditt skal stå ved innspill nr. %(number)s på nettsiden.", number=statement.number),
        _("Åpne lenken og trykk på knappen hvis det stemmer:"),
        link,
        _("Gjør du ingenting, står det «Privatperson» ved innspillet. Du kan når som helst ta navnet bort igjen."),
        _not_mine(plan),
    ]


def _send(statement: Statement, key: str, subject: str, lines: list[str]) -> None:
    body = _letter(lines, statement.hearing.plan)
    mail.send(statement.sender.email, subject, body, key=key, municipality_id=statement.municipality_id)


def _letter(lines: list[str], plan: Plan) -> str:
    return "\n\n".join([*lines, plan.municipality.name]) + "\n"
