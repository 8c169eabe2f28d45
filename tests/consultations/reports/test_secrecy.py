"""What was removed, withheld, withdrawn or not yet moderated – and private names – is in no paper and on no page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app.accounts import PLANNER
from app.extensions import db
from consultations.assessment.release import release
from consultations.hearings.hearing import Hearing
from consultations.reports import export
from consultations.reports.formats import FORMATS
from consultations.statements.publication import publish, withdraw, withhold
from consultations.statements.reason_class import ReasonClass
from consultations.statements.removal import Passage
from tests.consultations.reports.cases import REPORT, RESULT, answer, closed_hearing, received, signed_in, statements_of
from tests.pages import Visitor

SECRETS = ("Kari Innbygger", "Fjernetord", "Tilbakeholdtord", "Trukketord", "Venteord", "hemmelig@example.no")
SHOWN = ("Velforeningen Solsia", "Beholdtord", "Rådsord")


@pytest.fixture
def hearing(app: Flask) -> int:
    """One statement of every kind, all answered, released in spite of the one that waits."""
    with app.app_context():
        made = closed_hearing()
        cut = received(made, "Beholdtord og Fjernetord her.", published=False, email="hemmelig@example.no")
        publish(cut, {cut.comments[0].id: [Passage(13, 23)]})
        withhold(received(made, "Tilbakeholdtord"), ReasonClass.THIRD_PARTY)
        withdraw(received(made, "Trukketord"))
        received(made, "Venteord", published=False)
        received(made, "Vi vil ha lys.", sender_type="association", organisation="Velforeningen Solsia")
        received(made, "Rådsord om heis.", sender_type="council", organisation="Eldrerådet")
        statements = statements_of(made)
        answer(*statements[:2], theme="Boliger")
        answer(*statements[3:5], verdict="rejected", change="", reason="Det er ikke råd til det.")
        answer(statements[5], verdict="partly", reason="Heis kommer i nye bygg.")
        release(made, "Moderator er syk, og saken skal opp nå.")
        db.session.commit()
        return made.id


def words_of(data: bytes) -> str:
    """All text of a file, of every part where it is a zip."""
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def papers(app: Flask, hearing_id: int, folder: Path) -> Iterator[tuple[str, str]]:
    with app.app_context():
        hearing = db.session.get(Hearing, hearing_id)
        assert hearing
        for what in ("summary", "table"):
            for form in FORMATS:
                out = folder / f"{what}.{form}"
                export.write(hearing, what, form, out)
                yield out.name, words_of(out.read_bytes())


def test_no_secret_is_in_any_file(app: Flask, hearing: int, tmp_path: Path) -> None:
    for name, words in papers(app, hearing, tmp_path):
        assert [secret for secret in SECRETS if secret in words] == [], name
        if name != "summary.csv":
            assert [word for word in SHOWN if word not in words] == [], name
            assert "fjernet av personvernhensyn" in words, name


@pytest.mark.parametrize("path", [RESULT, f"{REPORT}/", f"{REPORT}/oppsummering", f"{REPORT}/merknadstabell"])
def test_no_secret_is_on_any_page(app: Flask, hearing: int, path: str) -> None:
    page = (Visitor(app) if path == RESULT else signed_in(app, PLANNER)).get(path)
    assert page.status == 200
    assert [secret for secret in SECRETS if secret in page.body] == []


def test_tombstones_stand_with_their_numbers(app: Flask, hearing: int) -> None:
    page = signed_in(app, PLANNER).get(f"{REPORT}/merknadstabell")
    for words in (
        "Innspillet er ikke publisert. Grunn: opplysninger om andre personer.",
        "Avsenderen har trukket innspillet",
        "Innspillet venter på moderering og er ikke publisert ennå.",
        "Privatperson nr. 1",
    ):
        assert words in page.text
    assert [row.get("id") for row in page.select("tbody tr")] == [f"merknad-{number}-1" for number in range(1, 7)]
