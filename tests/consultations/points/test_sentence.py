"""A remark is cut where somebody says something new, never at what only leads there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.points.sentence import sentences

MAIL = (
    "Fra: Kari Nordmann\nSendt: 3. mars 2027 21:14\nEmne: Høring\n\nHei!\n\nBygg flere boliger. Behold skolen.\n\n"
    "Med vennlig hilsen\nKari Nordmann\nStrandveien 1"
)


def parts(text: str) -> list[str]:
    return [sentence.text.strip() for sentence in sentences(text)]


def test_each_sentence_can_be_a_point() -> None:
    assert parts("Bygg flere boliger. Behold skolen! Hvorfor ikke?") == [
        "Bygg flere boliger.",
        "Behold skolen!",
        "Hvorfor ikke?",
    ]


def test_the_head_greeting_and_signature_of_a_letter_go_with_what_is_said() -> None:
    first, last = parts(MAIL)
    assert first.startswith("Fra: Kari") and first.endswith("Bygg flere boliger.")
    assert last.startswith("Behold skolen.") and last.endswith("Strandveien 1")


def test_what_comes_after_a_signature_can_be_cut_again() -> None:
    text = "Behold skolen.\nHilsen Kari\nPS: Bygg også en vei.\nHilsen Ola\nHei igjen!\nSkolen er viktig for oss."
    assert parts(text) == [
        "Behold skolen.\nHilsen Kari",
        "PS: Bygg også en vei.\nHilsen Ola",
        "Hei igjen!\nSkolen er viktig for oss.",
    ]


@pytest.mark.parametrize("mark", ["A.", "1.", "2.1", "b)", "IV."])
def test_a_number_goes_with_its_sentence(mark: str) -> None:
    assert parts(f"Vi mener dette.\n{mark} Behold skolen.\n{mark} Bygg ny vei.") == [
        "Vi mener dette.",
        f"{mark} Behold skolen.",
        f"{mark} Bygg ny vei.",
    ]


def test_a_heading_goes_with_its_text() -> None:
    assert parts("Skole\nSkolen må stå.\n\nVei og trafikk\nDet trengs en vei.") == [
        "Skole\nSkolen må stå.",
        "Vei og trafikk\nDet trengs en vei.",
    ]


def test_items_of_a_list_without_full_stops_are_points() -> None:
    assert len(parts("Vi ønsker:\n- flere benker\n- bedre lys\n- en kiosk")) == 4


@given(st.text(alphabet="aAbÅ .!?:\n-1)«»", max_size=200))
def test_nothing_is_lost_or_moved(text: str) -> None:
    found = sentences(text, 7)
    assert "".join(sentence.text for sentence in found) == text
    assert [sentence.start for sentence in found] == sorted({sentence.start for sentence in found})
    assert all(text[sentence.start - 7 :].startswith(sentence.text) for sentence in found)
