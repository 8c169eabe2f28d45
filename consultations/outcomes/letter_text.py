"""What the letters say, in the language of the municipality: numbers, words of ours and links, nobody's text."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import ngettext

from app.links import absolute
from consultations.outcomes.decision import Decision
from consultations.outcomes.letter import LetterKind, Told
from consultations.plans.plan import Plan
from consultations.points.verdict import outcome_label


def subject(plan: Plan) -> str:
    """«Saken «Boligsosial plan» er avgjort»"""
    return _("Saken «%(plan)s» er avgjort", plan=plan.title)


def paragraphs(decision: Decision, said: Told, link: str) -> list[str]:
    """The letter to one sender; `link` is the address that opens the receipt."""
    plan, number = decision.hearing.plan, said.statement.number
    sent = _(
        "Saken «%(plan)s» er avgjort. Du sendte innspill nr. %(number)s i høringen.", plan=plan.title, number=number
    )
    result = absolute("result.result", municipality=plan.municipality.slug, hearing=decision.hearing)
    return [
        sent,
        decision.sentence,
        *_outcome(said),
        _("Se hva som ble bestemt, og hvorfor. Lenken er personlig og åpner kvitteringen din:") + "\n" + link,
        _("Les resultatet av hele høringen:") + "\n" + result,
        _appeal(plan),
    ]


def kind_label(kind: LetterKind) -> str:
    """What kind of letter it is, for who looks it over."""
    return {
        LetterKind.OUTCOME: _("Utfallet av punktene"),
        LetterKind.LATE: _("Kom etter fristen og ble ikke tatt med"),
        LetterKind.NO_REMARKS: _("Ingen merknader"),
    }[kind]


def _outcome(said: Told) -> list[str]:
    if said.kind is LetterKind.NO_REMARKS:
        return [_("Du hadde ingen merknader til planen.")]
    if said.kind is LetterKind.LATE:
        return [_("Innspillet kom etter fristen og ble ikke tatt med i behandlingen.")]
    listed = "\n".join(f"- {outcome_label(code)}: {points}" for code, points in said.verdicts)
    told = [ngettext("Slik gikk det med punktet ditt:", "Slik gikk det med de %(num)s punktene dine:", said.points)]
    told[0] += "\n" + listed
    if said.departs:
        told.append(
            ngettext(
                "På %(num)s punkt bestemte politikerne noe annet enn det som var foreslått.",
                "På %(num)s punkter bestemte politikerne noe annet enn det som var foreslått.",
                said.departs,
            )
        )
    return told


def _appeal(plan: Plan) -> str:
    """Who may appeal, within what time and to whom; or that nobody may (pbl §§ 1-9 and 11-15; fvl §§ 28–32)."""
    if not plan.type.rules.appeal_allowed:
        return _("Vedtaket kan ikke påklages.")
    return _(
        "Vedtaket kan påklages av den som er part eller har rettslig klageinteresse (plan- og bygningsloven § 1-9 og "
        "forvaltningsloven § 28). Fristen er tre uker fra du fikk vite om vedtaket (forvaltningsloven § 29). Skriv til "
        "%(municipality)s hvilket vedtak du klager på, hva du vil ha endret, og hvorfor. Kommunen ser på saken på nytt "
        "og sender klagen videre til Statsforvalteren hvis den ikke er enig med deg.",
        municipality=plan.municipality.name,
    )
