"""The staff's pages of editions: the list of them, ordering the next one, one edition, and its files."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import storage
from app.accounts import Permission, current_user, guard
from app.personal_data.staff_text import TextMustBeMended
from app.transaction import recording
from app.word_diff import Piece, compare
from consultations.assessment.release import NotCovered
from consultations.editions.edition import Edition, editions, find_edition
from consultations.editions.order import BeingMade, EditionNotReleased, is_being_made, order_edition, order_of
from consultations.hearings.address import HearingAddress, load_hearing
from consultations.hearings.hearing import Hearing
from consultations.hearings.lock import reopenings
from consultations.points.history import points_changed

from . import comparison, export, wording
from .comparison import CHANGES, KINDS, WRITTEN, Comparison, Difference, read_comparison
from .formats import FORMATS, PAPERS
from .forms import EditionForm
from .permission import EXPORT, MAKE_EDITION, SEE_REPORTS
from .printing import draft_printing

blueprint = Blueprint("editions", __name__)

TOLD = 200  # differences on a page


@dataclass(frozen=True, slots=True)
class EditionTold:
    """A difference as the page shows it: words side by side, or texts compared word by word."""

    difference: Difference
    what: str
    pieces: list[Piece] | None


@blueprint.get("/<municipality>/arbeid/rapporter/<hearing:hearing>/utgaver/")
@guard(SEE_REPORTS)
def listed(hearing: HearingAddress) -> ResponseReturnValue:
    """The editions of a hearing, and the one that is being made."""
    return _list(load_hearing(hearing), EditionForm())


@blueprint.post("/<municipality>/arbeid/rapporter/<hearing:hearing>/utgaver/")
@guard(MAKE_EDITION)
def order(hearing: HearingAddress) -> ResponseReturnValue:
    """Order the next edition."""
    found, form = load_hearing(hearing), EditionForm()
    if not form.validate_on_submit():
        return _list(found, form), 400
    try:
        order_edition(found, form.override_reason.data)
    except EditionNotReleased:
        form.form_errors.append(_("Vurderingene må frigis først. Da lages utgave 1 med det samme."))
    except BeingMade:
        form.form_errors.append(_("En utgave lages alt. Vent til den er ferdig."))
    except NotCovered:
        form.override_reason.errors = [_("Noe mangler. Skriv hvorfor utgaven lages likevel, eller gjør det ferdig.")]
    except TextMustBeMended:
        form.form_errors.append(
            _("En vurdering inneholder et fødselsnummer eller ord som er fjernet fra nettet. Ta det bort først.")
        )
    else:
        flash(_("Utgaven lages nå. Den står her når alle filene er ferdige."), "success")
        return redirect(url_for("editions.listed", hearing=found), 303)
    return _list(found, form), 409


@blueprint.get("/<municipality>/arbeid/rapporter/<hearing:hearing>/utgaver/<int:number>/")
@guard(SEE_REPORTS)
def edition(hearing: HearingAddress, number: int) -> ResponseReturnValue:
    """One edition: its files with checksums, and what changed since the one before."""
    found = load_hearing(hearing, lambda one: find_edition(one, number) is not None)
    shown = find_edition(found, number) or abort(404)
    compared = _comparison(shown)
    return render_template(
        "reports/edition.html",
        hearing=found,
        plan=found.plan,
        edition=shown,
        newest=editions(found)[0].number,
        compared=compared,
        told=[_told(one) for one in compared.differences[:TOLD]] if compared else [],
        kinds=KINDS,
        formats=FORMATS,
        papers=PAPERS,
        may_export=_may(EXPORT, found),
    )


@blueprint.get("/<municipality>/arbeid/rapporter/<hearing:hearing>/utgaver/<int:number>/<name>")
@guard(EXPORT)
def file(hearing: HearingAddress, number: int, name: str) -> ResponseReturnValue:
    """A file of an edition: the bytes as they were stored."""
    found = load_hearing(hearing, lambda one: find_edition(one, number) is not None)
    shown = find_edition(found, number) or abort(404)
    kept = shown.file(*name.partition(".")[::2]) or abort(404)
    stored, paper, form = kept.stored, kept.paper, kept.form
    response: Response = send_file(
        storage.opened(stored), stored.plain_type, as_attachment=True, download_name=stored.name, etag=stored.sha256
    )
    response.content_length = stored.size
    response.headers["Cache-Control"] = "no-store"
    with recording():
        export.taken_out(found, paper, form, number)
    return response


def _list(hearing: Hearing, form: EditionForm) -> str:
    every = editions(hearing)
    return render_template(
        "reports/editions.html",
        hearing=hearing,
        plan=hearing.plan,
        editions=every,
        reopenings=reopenings(hearing),
        changed=bool(every and points_changed(hearing, every[0].made_at)),
        order=order_of(hearing),
        being_made=is_being_made(hearing),
        gaps=draft_printing(hearing).missing,
        form=form,
        may_make=_may(MAKE_EDITION, hearing),
        wording=wording,
    )


def _comparison(shown: Edition) -> Comparison | None:
    found = shown.file(CHANGES, comparison.FORM)
    if shown.number == 1 or found is None:
        return None
    with storage.opened(found.stored) as stored:
        return read_comparison(stored)


def _told(one: Difference) -> EditionTold:
    pieces = compare(one.before, one.after) if one.kind in WRITTEN else None
    return EditionTold(one, str(KINDS[one.kind]), pieces)


def _may(permission: Permission, hearing: Hearing) -> bool:
    user = current_user()
    return user is not None and user.may(permission, hearing.municipality_id)
