"""Sections are parted, joined and made of bold lines; no word, note or address is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask

from app.extensions import db
from app.text import text_of_html
from consultations.drafts.arranging import CannotJoin, CannotPart, merge, promote, split, suggestions
from consultations.drafts.draft_import import import_draft
from consultations.drafts.version import Published, Version, publish_version
from consultations.plans.plan import Plan
from tests import factories

from .test_draft_office import PLAN, planner, upload, versions  # noqa: F401 - a fixture and its friends

DRAFT = """# Plan

## 1 Benker

Om benker[^1].

**Langs kaia**

Flere benker[^2]. Se [lys](#lys).

## Lys

Mer lys.

### Om vinteren

Enda mer.

[^1]: Første note.
[^2]: Andre note.
"""


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.test_request_context("/"):
        made = factories.plan(factories.municipality().id)
        db.session.commit()
        yield made


@pytest.fixture
def version(plan: Plan) -> Version:
    return import_draft(plan, DRAFT.encode(), "plan.md")


def words(version: Version) -> list[str]:
    return sorted(" ".join(f"{s.number} {s.title} {text_of_html(s.html)}" for s in version.sections).split())


def shape(version: Version) -> list[tuple[int, int, str, str]]:
    return [(s.position, s.level, s.number, s.key) for s in version.sections]


def test_a_bold_line_becomes_a_section_with_its_own_note(version: Version) -> None:
    before = words(version)
    made = split(version.sections[0], 1, "", deeper=True)
    assert (made.title, made.level, made.key) == ("Langs kaia", 2, "langs-kaia")
    assert [s.key for s in version.sections] == ["benker", "langs-kaia", "lys", "om-vinteren"]
    first, second = version.sections[:2]
    assert "Første note" in first.html and "Andre note" not in first.html
    assert 'start="2"' in second.html and "Andre note" in second.html and "Første note" not in second.html
    assert words(version) == before


def test_a_section_is_parted_anywhere_with_a_title_of_its_own(version: Version) -> None:
    made = split(version.sections[0], 2, "2.1 Kaia", deeper=False)
    assert (made.number, made.title, made.level) == ("2.1", "Kaia", 1)
    assert "Langs kaia" in version.sections[0].html


def test_what_stands_under_a_joined_section_moves_up(version: Version) -> None:
    before = words(version)
    into = merge(version.sections[1])
    assert into.key == "benker"
    assert shape(version) == [(1, 1, "1", "benker"), (2, 2, "", "om-vinteren")]
    assert "<strong>Lys</strong>" in into.html and 'href="avsnitt/benker"' in into.html
    assert words(version) == before


def test_nothing_is_parted_where_nothing_is(version: Version) -> None:
    for at, title in ((9, "x"), (-1, "x"), (0, "x"), (2, "")):
        if (at, title) == (2, ""):
            continue
        with pytest.raises(CannotPart):
            split(version.sections[0], at, title, deeper=False)
    with pytest.raises(CannotJoin):
        merge(version.sections[0])


def test_a_published_version_stays_as_it_is(version: Version) -> None:
    publish_version(version)
    for act in (lambda: split(version.sections[0], 1, "x", False), lambda: merge(version.sections[1])):
        with pytest.raises(Published):
            act()
    with pytest.raises(Published):
        promote(version, set())


def test_bold_lines_of_a_text_without_headings_are_suggested_and_become_sections(plan: Plan) -> None:
    text = "**Mål**\n\nVi vil ha benker.\n\n**2 Tiltak**\n\nSe under.\n\n**Dette er en hel setning.**\n\nSlutt."
    version = import_draft(plan, text.encode(), "plan.md")
    found = suggestions(version)
    assert [line for _section, _at, line in found] == ["Mål", "2 Tiltak"]
    assert "bold-heading" in [notice["code"] for notice in version.report]
    promote(version, {(section.key, at) for section, at, _line in found})
    assert [(s.number, s.title, s.level) for s in version.sections] == [("", "Mål", 1), ("2", "Tiltak", 1)]


def test_a_planner_parts_and_joins_sections_on_pages(app: Flask, planner) -> None:  # noqa: F811
    upload(planner, DRAFT.encode())
    page = planner.get(f"{PLAN}utkast/1/avsnitt/benker/del")
    assert page.form("Del avsnittet").values["at"] == "1"
    done = page.form("Del avsnittet").send()
    assert "Det nye heter «Langs kaia»." in done.text
    again = planner.get(f"{PLAN}utkast/1/avsnitt/langs-kaia/del").form("Slå sammen").send()
    assert "«Langs kaia» står nå i «1 Benker»." in again.text
    assert [section.key for section in versions(app)[0].sections] == ["benker", "lys", "om-vinteren"]


def test_a_bad_form_comes_back_with_everything_typed(planner) -> None:  # noqa: F811
    upload(planner, DRAFT.encode())
    page = planner.get(f"{PLAN}utkast/1/avsnitt/benker/del").form("Del avsnittet").send(title="x" * 301, deeper="y")
    assert page.status == 400
    values = page.form("Del avsnittet").values
    assert (values["at"], values["title"], values["deeper"]) == ("1", "x" * 301, "y")


def test_bold_lines_are_chosen_on_a_page(app: Flask, planner) -> None:  # noqa: F811
    upload(planner, DRAFT.encode())
    page = planner.get(f"{PLAN}utkast/1/").link("Gjør 1 linje til overskrift")
    assert page.form("Gjør til overskrifter").send().status == 400
    done = page.form("Gjør til overskrifter").send(lines="benker.1")
    assert "1 linje er blitt overskrift." in done.text
    assert [section.title for section in versions(app)[0].sections][:2] == ["Benker", "Langs kaia"]


def test_the_match_is_shown_and_corrected_with_the_titles(app: Flask, planner) -> None:  # noqa: F811
    upload(planner, DRAFT.encode())
    page = upload(planner, b"# Plan\n\n## Nytt\n\nx\n\n" + DRAFT.encode().removeprefix(b"# Plan\n"))
    form = page.form("Lagre")
    assert (form.values["earlier_1"], form.values["earlier_2"]) == ("", "benker")
    double = form.send(earlier_1="benker", title_2="Sitteplasser")
    assert double.status == 400
    assert "Flere avsnitt er satt til å være dette." in double.text
    assert double.form("Lagre").values["title_2"] == "Sitteplasser"
    double.form("Lagre").send(earlier_2="")
    assert [section.key for section in versions(app)[1].sections][:2] == ["benker", "sitteplasser"]


def test_the_report_shows_the_words_of_the_file(planner) -> None:  # noqa: F811
    page = planner.get(f"{PLAN}utkast/nytt").form("Les inn").send(file=(BytesIO(DRAFT.encode()), "plan.md"))
    cells = [cell.text_content().strip() for cell in page.select("details .office-table tbody tr *")]
    assert cells[0] == "Brødtekst" and cells[1] == cells[2] and cells[3:5] == ["0", "0"]
