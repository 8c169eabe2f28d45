"""The verdict vocabulary: what the administration proposes to do with a point, and what each verdict asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString


class Need(Enum):
    """What a verdict is not complete without."""

    REASON = "reason"
    CHANGE = "change"  # what changes in the plan
    PLACE = "place"  # where in the plan it stands


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code` is what we store; icon and colour by code are in templates/components/feedback.html."""

    code: str
    label: LazyString
    needs: frozenset[Need] = frozenset()
    hint: LazyString | None = None  # what to write as the reason
    outcome: LazyString | None = None  # the word once it is decided, where that is another


VERDICTS = {
    verdict.code: verdict
    for verdict in (
        Verdict("accepted", _l("Tas til følge"), frozenset({Need.CHANGE}), outcome=_l("Tatt til følge")),
        Verdict(
            "partly",
            _l("Tas delvis til følge"),
            frozenset({Need.CHANGE, Need.REASON}),
            outcome=_l("Delvis tatt til følge"),
        ),
        Verdict("rejected", _l("Tas ikke til følge"), frozenset({Need.REASON}), outcome=_l("Ikke tatt til følge")),
        Verdict("noted", _l("Tas til orientering"), outcome=_l("Tatt til orientering")),
        Verdict("acknowledged", _l("Tas til etterretning"), outcome=_l("Tatt til etterretning")),
        Verdict("covered", _l("Allerede ivaretatt"), frozenset({Need.PLACE})),
        Verdict("later", _l("Ivaretas i senere arbeid"), frozenset({Need.REASON}), _l("Skriv hvor og når.")),
        Verdict("outside", _l("Utenfor planens tema")),
        Verdict(
            "forwarded", _l("Oversendt rette instans"), frozenset({Need.REASON}), _l("Skriv hvem den er sendt til.")
        ),
        Verdict("objection_met", _l("Innsigelse imøtekommet"), frozenset({Need.CHANGE})),
        Verdict("objection_not_met", _l("Innsigelse ikke imøtekommet"), frozenset({Need.REASON})),
    )
}

# What can become of a point besides a verdict, once the bodies have had their say.
OTHER_OUTCOMES = {
    "not_assessed": _l("Ikke behandlet i saken"),
    "not_adopted": _l("Planen ble ikke vedtatt"),
}


def label(code: str | None) -> str:
    """The word for a verdict or an outcome; «Ikke besvart» where there is none yet."""
    if code is None:
        return str(_l("Ikke besvart"))
    verdict = VERDICTS.get(code)
    return str(verdict.label if verdict else OTHER_OUTCOMES.get(code, code))


def outcome_label(code: str) -> str:
    """The word for what became of a point once the bodies have decided: «Tatt til følge»."""
    verdict = VERDICTS.get(code)
    return str(verdict.outcome) if verdict and verdict.outcome else label(code)


def missing(code: str, *, reason: str, change: str, place: str | None) -> set[Need]:
    """What the verdict still lacks. Raises KeyError for a code that is not in the vocabulary."""
    given = {Need.REASON: reason, Need.CHANGE: change, Need.PLACE: place}
    return {need for need in VERDICTS[code].needs if not (given[need] or "").strip()}
