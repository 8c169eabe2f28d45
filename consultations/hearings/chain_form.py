"""The part of a form that holds a chain of bodies: rows that are added, moved and taken away with plain buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, Form, FormField, SelectField

from app.fields.choice import options
from app.fields.partial_date import PartialDateField
from app.municipalities.body import Body
from consultations.hearings.meeting import BodyRole, Chain, PlannedMeeting, usual_part

ACT, NEW_BODY = "kjede", "nytt_utvalg"  # the button that was pressed, and whom to add
LONGEST = 20

Row = dict[str, str]


class MeetingRow(Form):
    body = SelectField(_l("Utvalg"))
    part = SelectField(_l("Oppgave"), choices=options({part.value: part.label for part in BodyRole}))
    when = PartialDateField(_l("Når"))


class ChainForm(FlaskForm):
    """Its chain is read with `planned` after `offer` told which bodies there are."""

    chain = FieldList(FormField(MeetingRow), max_entries=LONGEST)

    def offer(self, bodies: Sequence[Body]) -> None:
        """Let the rows choose among these bodies."""
        self.bodies = {str(body.id): body for body in bodies}
        for row in self.chain:
            row.form.body.choices = options({number: body.name for number, body in self.bodies.items()})

    @property
    def unused(self) -> list[Body]:
        """The bodies that no row has."""
        used = {row.form.body.data for row in self.chain}
        return [body for number, body in self.bodies.items() if number not in used]

    @property
    def is_readable(self) -> bool:
        """Whether every row names a body and a part that there are."""
        return all(row.form.body.data in self.bodies and row.form.part.data in list(BodyRole) for row in self.chain)

    @property
    def planned(self) -> Chain:
        """What was chosen."""
        chosen = (row.form for row in self.chain)
        return tuple(
            PlannedMeeting(self.bodies[row.body.data], BodyRole(row.part.data), row.when.data) for row in chosen
        )


def rows_of(chain: Chain) -> list[dict[str, Any]]:
    """A chain as the form's data."""
    return [{"body": str(one.body.id), "part": one.part.value, "when": one.when} for one in chain]


def asks_to_rearrange() -> bool:
    """Whether a button of the chain was pressed, and nothing is to be stored yet."""
    return ACT in request.form


def sent(bodies: Sequence[Body]) -> MultiDict[str, str] | None:
    """What was sent, with the rows as the button that was pressed wants them; everything typed stays. None on a GET."""
    if request.method != "POST":
        return None
    if not asks_to_rearrange():
        return request.form
    kept = MultiDict((name, value) for name, value in request.form.items(multi=True) if not name.startswith("chain-"))
    for at, row in enumerate(_rearranged(_rows(request.form), request.form[ACT], bodies)):
        kept.update({f"chain-{at}-{name}": value for name, value in row.items()})
    return kept


def _rows(form: MultiDict[str, str]) -> list[Row]:
    numbers = sorted({int(parts[1]) for name in form if len(parts := name.split("-")) == 3 and _is_row(parts)})
    return [{name: form.get(f"chain-{at}-{name}", "") for name in ("body", "part", "when")} for at in numbers[:LONGEST]]


def _is_row(parts: list[str]) -> bool:
    return parts[0] == "chain" and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) <= 3


def _rearranged(rows: list[Row], act: str, bodies: Sequence[Body]) -> list[Row]:
    what, _hyphen, number = act.partition("-")
    at = int(number) if number.isascii() and number.isdigit() and len(number) <= 3 else -1
    if what == "ny":
        return [*rows, *_new_row(bodies)] if len(rows) < LONGEST else rows
    if not 0 <= at < len(rows):
        return rows
    row = rows.pop(at)
    if what != "bort":
        rows.insert(max(at - 1, 0) if what == "opp" else at + 1, row)
    return rows


def _new_row(bodies: Sequence[Body]) -> list[Row]:
    chosen = next((body for body in bodies if str(body.id) == request.form.get(NEW_BODY)), None)
    return [{"body": str(chosen.id), "part": usual_part(chosen).value, "when": ""}] if chosen else []
