"""References, codes and keys: random where they must be, readable where they can be, forgiving when they are typed."""

from __future__ import annotations

import pytest

from app.references import ALPHABET, code_hash, new_reference, new_token, slug


def test_references_do_not_repeat_and_use_no_letter_that_is_misread() -> None:
    made = {new_reference() for _number in range(5000)}
    assert len(made) == 5000
    assert set("".join(made)) <= set(ALPHABET)
    assert not set("ilou") & set(ALPHABET)
    assert {len(one) for one in made} == {12}


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", ""), lambda code: f"  {code}\t"])
def test_a_code_is_known_however_it_is_typed(typed) -> None:  # type: ignore[no-untyped-def]
    code = "7H2K-9MXW-04TD-QZ5B"
    assert code_hash(typed(code)) == code_hash(code)


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    assert code_hash("OIL0-0000-0000-0000") == code_hash("0110-0000-0000-0000")


def test_tokens_are_long_enough_not_to_be_guessed() -> None:
    assert len(new_token()) >= 43


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Boligsosial plan 2027–2030", "boligsosial-plan-2027-2030"),
        ("Ærlig på øya i Ås", "aerlig-pa-oya-i-as"),
        ("Café & Čakčá", "cafe-cakca"),
        ("—", "side"),
        ("x" * 100, "x" * 60),
        ("../../etc", "etc"),
    ],
)
def test_a_title_becomes_a_key(title: str, key: str) -> None:
    assert slug(title) == key
