"""What everybody may know of moderation: how much was published, shortened and withheld, and why."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.guards import public
from app.municipalities.municipality import current_municipality
from moderation.numbers import numbers

blueprint = Blueprint("moderation_numbers", __name__)


@blueprint.get("/<municipality>/moderering")
@public
def log() -> ResponseReturnValue:
    """Numbers and reasons for each hearing."""
    return render_template("moderation/log.html", hearings=numbers(current_municipality().id))
