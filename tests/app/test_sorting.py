"""The order of Norwegian words, names and section numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sorting import LONGEST_KEY, natural_key, sort_key


@pytest.mark.parametrize(
    "in_order",
    [
        ["Aker", "Zeta", "Ærø", "Østre", "Ås"],
        ["Ytre", "Ærlig", "Ødegård", "Aasen"],
        ["Nord", "nordre", "Nordøst"],
        ["Vel 2", "Vel 10"],
        ["Caesar", "čuo", "Dag"],
        ["Bø vel", "Bøen"],
        ["«Trygg bolig»", "Trygge hjem"],
        ["Zeta", "Älg", "Ærø"],
        ["Uvdal", "Über alt", "Yttervik"],
    ],
)
def test_names_stand_in_norwegian_order(in_order: list[str]) -> None:
    keys = [sort_key(name) for name in in_order]
    assert keys == sorted(set(keys))


def test_aa_sorts_as_å_and_foreign_letters_as_their_neighbours() -> None:
    assert sort_key("Aas") == sort_key("ås") == sort_key("A\N{COMBINING RING ABOVE}S")
    assert sort_key("Öre") == sort_key("øre")
    assert sort_key("Äro") == sort_key("ÆRO")
    assert sort_key("Müller") == sort_key("Myller")
    assert sort_key("Idé") == sort_key("ide")


def test_section_numbers_stand_in_natural_order() -> None:
    numbers = ["1", "2", "2.1", "2.9", "2.10", "2.10.1", "10", "Vedlegg 2", "Vedlegg 10"]
    keys = [natural_key(number) for number in numbers]
    assert keys == sorted(set(keys))


@given(st.text())
def test_a_key_sorts_alike_in_every_collation(text: str) -> None:
    for key in (sort_key(text), natural_key(text)):
        assert key == "" or (key.isascii() and key.isdecimal())
        assert len(key) <= LONGEST_KEY


@given(st.lists(st.integers(0, 10**12), min_size=2))
def test_numbers_sort_by_their_value(numbers: list[int]) -> None:
    in_order = sorted((str(n) for n in numbers), key=natural_key)
    assert all(int(a) <= int(b) for a, b in pairwise(in_order))
