"""A form without rules of its own, for pages whose verbs say what is wrong."""

from __future__ import annotations

from collections.abc import Mapping

from werkzeug.datastructures import MultiDict
from wtforms import Form


class PlainForm(Form):
    """A form that shows what was typed or held, and checks nothing by itself."""

    def __init__(self, typed: MultiDict[str, str] | None = None, held: Mapping[str, object] | None = None) -> None:
        super().__init__(typed, data=held)
