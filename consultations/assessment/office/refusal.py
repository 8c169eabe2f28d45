"""Why nothing may be changed, in words: the case is decided, or a body has read what was assessed."""

from __future__ import annotations

from flask_babel import gettext as _

from consultations.hearings.lock import AssessmentsLocked, CaseClosed


def why(refused: CaseClosed) -> str:
    """A sentence that says what can be done."""
    if isinstance(refused, AssessmentsLocked):
        return _(
            "Vurderingene er låst fordi et utvalg har behandlet saken. De kan gjenåpnes under «Dekning og frigivelse»."
        )
    return _("Saken er avgjort. Ingenting kan endres.")
