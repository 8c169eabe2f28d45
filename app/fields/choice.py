"""Lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField


def options(labels: Mapping[str, Any]) -> list[SelectChoice]:
    """What can be chosen, by value."""
    return [SelectChoice(value, label) for value, label in labels.items()]


class ChoiceField(SelectField):
    """A list that says in plain words when it was given something else."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms calls it so
        if self.data not in {choice.value for choice in self.choices or ()}:
            raise ValueError(_l("Velg noe fra listen."))
