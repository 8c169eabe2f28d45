"""A section keeps its address where its text is, whatever is put in front, moved or renamed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.extensions import db
from consultations.drafts.correction import SectionCorrection, correct
from consultations.drafts.draft_import import import_draft
from consultations.drafts.keys import DoubleKey
from consultations.drafts.matching import matched, places
from consultations.drafts.version import Version
from consultations.plans.plan import Plan
from tests import factories

from .word_files import docx, heading, paragraph

Row = tuple[int, str, str]  # level, title, text


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.test_request_context("/"):
        made = factories.plan(factories.municipality().id)
        db.session.commit()
        yield made


def imported(plan: Plan, *rows: Row) -> Version:
    body = "".join(heading(title, level) + paragraph(text) for level, title, text in rows)
    return import_draft(plan, docx(body), "plan.docx")


def keys(version: Version) -> list[str]:
    return [section.key for section in version.sections]


FIRST: list[Row] = [
    (1, "Sentrum", ""),
    (2, "Mål", "Mål for sentrum."),
    (1, "Neset", ""),
    (2, "Mål", "Mål for Neset."),
]


def test_a_chapter_in_front_moves_no_address_of_equal_titles(plan: Plan) -> None:
    assert keys(imported(plan, *FIRST)) == ["sentrum", "mal", "neset", "mal-2"]
    second = imported(plan, (1, "Fjellet", ""), (2, "Mål", "Mål for Fjellet."), *FIRST)
    assert keys(second) == ["fjellet", "mal-3", "sentrum", "mal", "neset", "mal-2"]


def test_a_chapter_that_is_taken_out_leaves_its_address_to_nobody(plan: Plan) -> None:
    imported(plan, *FIRST)
    second = imported(plan, (1, "Fjellet", ""), (2, "Mål", "Noe helt annet om høyden."), *FIRST[2:])
    assert keys(second) == ["fjellet", "mal-3", "neset", "mal-2"]


def test_chapters_that_change_places_take_their_addresses_along(plan: Plan) -> None:
    imported(plan, *FIRST)
    assert keys(imported(plan, *FIRST[2:], *FIRST[:2])) == ["neset", "mal-2", "sentrum", "mal"]


def test_a_chapter_with_a_new_name_is_known_by_its_words(plan: Plan) -> None:
    text = "Vi vil ha flere benker langs kaia, og noen av dem skal ha rygg og armlene."
    imported(plan, (1, "Benker", text), (1, "Lys", "Vi vil ha mer lys."))
    assert keys(imported(plan, (1, "Lys", "Vi vil ha mer lys."), (1, "Sitteplasser ute", text))) == ["lys", "benker"]


def test_a_text_that_is_rewritten_is_known_by_its_title_and_what_stands_above(plan: Plan) -> None:
    imported(plan, *FIRST)
    changed = [(level, title, text.replace("Mål for", "Hit skal vi i")) for level, title, text in FIRST]
    assert keys(imported(plan, *changed)) == ["sentrum", "mal", "neset", "mal-2"]


def test_a_chapter_that_was_away_in_one_version_gets_its_address_back(plan: Plan) -> None:
    imported(plan, (1, "Lys", "x"), (1, "Benker", "y"))
    imported(plan, (1, "Lys", "x"))
    assert keys(imported(plan, (1, "Lys", "x"), (1, "Benker", "y"))) == ["lys", "benker"]


def test_headings_without_text_are_told_by_what_stands_above(plan: Plan) -> None:
    imported(plan, (1, "Sentrum", "Om sentrum."), (2, "Mål", ""), (3, "Barn", "Lekeplasser."), (1, "Neset", "x"))
    put_in_front = [(1, "Fjellet", "Om fjellet."), (2, "Mål", ""), (3, "Vern", "Stier.")]
    second = imported(plan, *put_in_front, (1, "Sentrum", "Noe nytt her."), (2, "Mål", ""), (3, "Ungdom", "Skatepark."))
    assert keys(second)[3:5] == ["sentrum", "mal"]


def test_equal_titles_over_other_words_are_not_taken_in_their_order(plan: Plan) -> None:
    imported(plan, (1, "Tiltak", "Flere benker ved kaia."), (1, "Tiltak", "Mer lys langs stien."))
    second = imported(plan, (1, "Tiltak", "Nye søppelkasser."), (1, "Tiltak", "Mer lys langs stien til skolen."))
    assert keys(second) == ["tiltak-3", "tiltak-2"]


def test_the_planner_says_which_section_is_which(plan: Plan) -> None:
    imported(plan, *FIRST)
    second = imported(plan, *FIRST)
    corrections = {
        "mal": SectionCorrection("Mål", True, earlier="mal-2"),
        "mal-2": SectionCorrection("Mål", True, earlier="mal"),
        "neset": SectionCorrection("Neset", True, earlier=""),
    }
    correct(second, corrections)
    assert keys(second) == ["sentrum", "mal-2", "neset-2", "mal"]


def test_no_two_sections_are_the_same_earlier_one(plan: Plan) -> None:
    imported(plan, *FIRST)
    second = imported(plan, *FIRST)
    with pytest.raises(DoubleKey):
        correct(second, {"mal-2": SectionCorrection("Mål", True, earlier="mal")})


TITLES = st.sampled_from(["Mål", "Tiltak", "Status", "Sentrum", "Neset", "Fjellet"])
CHAPTER = st.lists(st.tuples(st.integers(1, 3), TITLES), min_size=1, max_size=12)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(before=CHAPTER, front=CHAPTER, data=st.data())
def test_whatever_is_put_in_front_no_section_is_taken_for_another(
    before: list[tuple[int, str]], front: list[tuple[int, str]], data: st.DataObject
) -> None:
    """Titles repeat freely; a chapter begins at the top, and each text is its own."""
    old = [
        (level if at else 1, "", title, f"Tekst {at} om {title}", str(at)) for at, (level, title) in enumerate(before)
    ]
    put = [(level if at else 1, "", title, f"Ny tekst {at}", "") for at, (level, title) in enumerate(front)]
    earlier, new = places(old), places([*put, *old])
    found = matched(new, earlier)
    assert [found[place].key for place in new[len(put) :]] == [place.key for place in earlier]
    assert all(place not in found for place in new[: len(put)])
