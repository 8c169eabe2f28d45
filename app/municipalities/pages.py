"""The municipality's own colours as a stylesheet whose name changes with its content."""

from __future__ import annotations

from flask import Blueprint, Response, abort, url_for

from app.accounts.guards import public
from app.municipalities import colours
from app.municipalities.municipality import Municipality, current_municipality

blueprint = Blueprint("municipalities", __name__)


@blueprint.get("/<municipality>/farger-<fingerprint>.css")
@public
def accent(fingerprint: str) -> Response:
    """The tokens of the accent colour; 404 for a fingerprint that is no longer true."""
    owner = current_municipality()
    if owner.accent is None or fingerprint != colours.fingerprint(owner.accent):
        abort(404)
    return Response(colours.stylesheet(owner.accent), mimetype="text/css")


@blueprint.app_template_global()
def colours_url(owner: Municipality) -> str:
    """Where a municipality's colours are."""
    return url_for(
        "municipalities.accent", municipality=owner.slug, fingerprint=colours.fingerprint(owner.accent or "")
    )
