"""The text that announces a hearing: in full on the web, in short in the newspaper. Dates and address are generated."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from app import i18n
from app.partial_date import in_sentence
from consultations.hearings.hearing import Hearing
from consultations.hearings.hearing_kind import HearingKind
from consultations.hearings.meeting import BodyRole, PlannedMeeting, political
from consultations.plans.plan_type import Announcement


@dataclass(frozen=True, slots=True)
class AnnouncementText:
    """Paragraphs of plain text. `correction` is there once the deadline has been moved."""

    heading: str
    web: list[str]
    newspaper: list[str]
    correction: list[str]


def announcement_text(hearing: Hearing, address: str) -> AnnouncementText:
    """What to print; `address` is where the hearing stands on the web."""
    plan = hearing.plan
    deadline = _("Frist for å svare er til og med %(day)s.", day=i18n.date_full(hearing.last_day))
    read = _("Les utkastet og svar på %(address)s", address=address)
    web = [_what(hearing), plan.summary, _when(hearing), deadline, read, _how(), _then(hearing), _contact(hearing)]
    return AnnouncementText(
        heading=_heading(hearing),
        web=[paragraph for paragraph in web if paragraph],
        newspaper=[paragraph for paragraph in (_what(hearing), deadline, read, _contact(hearing)) if paragraph],
        correction=_correction(hearing, address),
    )


def _heading(hearing: Hearing) -> str:
    kind = HearingKind(hearing.kind)
    if kind is HearingKind.ORDINARY:
        return _("Høring: %(title)s", title=hearing.plan.title)
    return f"{kind.label}: {hearing.plan.title}"


def _what(hearing: Hearing) -> str:
    plan = hearing.plan
    values = {"municipality": plan.municipality.name, "title": plan.title, "basis": plan.legal_basis.rstrip(".")}
    formal = plan.type.rules.announcement is Announcement.NEWSPAPER_AND_WEB
    said = _("%(municipality)s sender utkastet til «%(title)s» på høring.", **values)
    if formal:
        said = _("%(municipality)s legger utkastet til «%(title)s» ut til høring og offentlig ettersyn.", **values)
    basis = _("Hjemmel: %(basis)s.", **values) if plan.legal_basis else ""
    return " ".join(part for part in (said, _decided(hearing), basis) if part)


def _decided(hearing: Hearing) -> str:
    if not hearing.decided_on or not hearing.decided_by_body:
        return ""
    values = {"body": hearing.decided_by_body, "day": i18n.date_full(hearing.decided_on), "case": hearing.decided_case}
    if hearing.decided_case:
        return _("%(body)s vedtok det %(day)s i sak %(case)s.", **values)
    return _("%(body)s vedtok det %(day)s.", **values)


def _when(hearing: Hearing) -> str:
    opens = hearing.first_day
    if hearing.draft_is_public:
        return ""
    return _("Utkastet blir publisert %(day)s (%(week)s).", day=i18n.date_full(opens), week=i18n.week_label(opens))


def _how() -> str:
    return _("Du kan svare på ett eller flere avsnitt uten å logge inn. Du får en kvittering med en kode.")


def _then(hearing: Hearing) -> str:
    ahead = way_ahead(hearing)
    return _("Slik går saken videre: %(meetings)s.", meetings=ahead) if ahead else ""


def way_ahead(hearing: Hearing) -> str:
    """Where the case goes next and where it is decided, as far as it is known: one clause for each body."""
    return "; ".join(_meets(planned) for planned in political(hearing.chain) if planned.when)


def _meets(planned: PlannedMeeting) -> str:
    values = {"body": planned.body.name, "day": in_sentence(planned.when) if planned.when else ""}
    if planned.part is BodyRole.DECIDING:
        return _("%(body)s vedtar %(day)s", **values)
    return _("%(body)s innstiller %(day)s", **values)


def _contact(hearing: Hearing) -> str:
    plan = hearing.plan
    ways = ", ".join(way for way in (plan.contact_name, plan.contact_phone, plan.contact_email) if way)
    return _("Spørsmål: %(ways)s.", ways=ways) if ways else ""


def _correction(hearing: Hearing, address: str) -> list[str]:
    if not hearing.extensions:
        return []
    last = hearing.extensions[-1]
    values = {"title": hearing.plan.title, "old": i18n.date_full(last.from_day), "new": i18n.date_full(last.to_day)}
    return [
        _("Fristen for å svare på høringen om «%(title)s» er flyttet fra %(old)s til og med %(new)s.", **values),
        last.reason,
        _("Les utkastet og svar på %(address)s", address=address),
    ]
