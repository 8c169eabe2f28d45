"""Personal data in running text. All numbers are invented: months plus 40, 65 or 80, phone numbers made up."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2

from app.personal_data import Finding, find, label


def national_id(six: str = "014190") -> str:
    """A synthetic number with right check digits for a date."""
    for individual in range(100, 200):
        first = calc_check_digit1(f"{six}{individual}")
        number = f"{six}{individual}{first}" + calc_check_digit2(f"{six}{individual}{first}")
        if len(number) == 11:
            return number
    raise AssertionError(six)


ID = national_id()
KINDS = ("national_id", "account", "email", "phone")


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, text[finding.start : finding.end]) for finding in find(text)]


SPELLINGS = [
    ID,
    f"{ID[:6]} {ID[6:]}",
    f"{ID[:6]}-{ID[6:]}",
    f"{ID[:6]} - {ID[6:]}",
    f"{ID[:6]}\n{ID[6:]}",
    f"{ID[:6]}\r\n{ID[6:]}",
    f"{ID[:6]}\N{NO-BREAK SPACE}{ID[6:]}",
    f"{ID[:6]}\N{NARROW NO-BREAK SPACE}{ID[6:]}",
    f"{ID[:6]}\N{EN DASH}{ID[6:]}",
    f"{ID[:6]}\N{ZERO WIDTH SPACE}{ID[6:]}",
    f"{ID[:2]}.{ID[2:4]}.{ID[4:6]} {ID[6:]}",
    f"{ID[:2]}/{ID[2:4]}/{ID[4:6]}-{ID[6:]}",
    f"{ID[:2]}.{ID[2:4]}.19{ID[4:6]} {ID[6:]}",
    " ".join(ID),
    "\N{SOFT HYPHEN}".join(ID),
    "".join(chr(0xFF10 + int(digit)) for digit in ID),
    "".join(chr(0x0660 + int(digit)) for digit in ID),
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_national_id_is_found_in_every_spelling(spelling: str) -> None:
    assert found(f"Jeg (f. {spelling}) er mot.") == [("national_id", spelling)]
    assert found(f"nr{spelling}.") == [("national_id", spelling)]


@pytest.mark.parametrize("six", ["418190", "018190", "016690", "026190", "290200", "694100"])
def test_d_numbers_and_synthetic_numbers_count(six: str) -> None:
    number = national_id(six)
    assert find(number) == (Finding("national_id", 0, 11),)


def test_a_wrong_check_digit_is_a_possible_national_id() -> None:
    wrong = ID[:10] + str((int(ID[10]) + 1) % 10)
    (finding,) = find(f"Nummer {wrong[:6]} {wrong[6:]}")
    assert (finding.kind, finding.certain) == ("national_id", False)


def test_a_date_that_never_was_is_no_national_id() -> None:
    assert find("321390 12345") == ()


def test_other_numbers_beside_it_do_not_hide_a_national_id() -> None:
    assert found(f"side 5 {ID} av 7") == [("national_id", ID)]
    assert found(f"{ID}\n{ID}") == [("national_id", ID), ("national_id", ID)]


@pytest.mark.parametrize("written", ["8601.11.17947", "8601 11 17947", "86011117947", "8601 1117 947"])
def test_an_account_number_is_found(written: str) -> None:
    assert found(f"Betal til {written}.") == [("account", written)]


def test_an_account_number_is_found_at_the_end_of_an_iban() -> None:
    assert found("NO9386011117947") == [("account", "86011117947")]


def test_a_national_id_is_never_taken_for_an_account_number() -> None:
    assert found(f"{ID[:4]}.{ID[4:6]}.{ID[6:]}") == [("national_id", f"{ID[:4]}.{ID[4:6]}.{ID[6:]}")]


@pytest.mark.parametrize(
    "written",
    [
        "41234567",
        "412 34 567",
        "41 23 45 67",
        "412\N{NO-BREAK SPACE}34\N{NO-BREAK SPACE}567",
        "+47 412 34 567",
        "0047 41234567",
        "22 22 22 22",
        "412\n34 567",
        "+46 8 123 456 78",
    ],
)
def test_a_phone_number_is_found(written: str) -> None:
    assert found(f"Ring meg på {written}, takk.") == [("phone", written)]


def test_two_phone_numbers_with_a_slash_between_are_two() -> None:
    assert found("41 23 45 67/41 23 45 68") == [("phone", "41 23 45 67"), ("phone", "41 23 45 68")]


@pytest.mark.parametrize(
    "text",
    [
        "sak 2026/1234 og 2026/41234567",
        "PS 34/14, 14/2083-15 og 2014/2554-15",
        "gnr. 40/531 og gnr. 40 bnr. 41",
        "974 760 673 og 974760673",
        "Planen for 2022–2032, eller 2022-2032",
        "22 000 000 kroner og 41 234 567 kroner",
        "31.12.2026 kl. 12.00–14.00, 2026-12-31",
        "§ 11-14 og pbl. § 12-10",
        "@ola, a@b, http://example.no/@ola",
        "",
    ],
)
def test_case_numbers_years_and_sums_are_left_alone(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize("written", ["kari.nordmann+vel@example.no", "bjørn@sør.example.org", "kari (at) example.no"])
def test_an_email_address_is_found(written: str) -> None:
    assert found(f"Skriv til <{written}>.") == [("email", written)]


def test_findings_that_touch_become_one_of_the_graver_kind() -> None:
    assert found(f"{ID}@example.no") == [("national_id", f"{ID}@example.no")]


def test_places_are_those_of_the_text_as_written() -> None:
    text = f"\N{ZERO WIDTH SPACE}Åge \N{SOFT HYPHEN}bor her: {ID}\r\nog 41\N{SOFT HYPHEN}234\N{SOFT HYPHEN}567"
    assert found(text) == [("national_id", ID), ("phone", "41\N{SOFT HYPHEN}234\N{SOFT HYPHEN}567")]


@given(st.text(alphabet=st.sampled_from("0123456789 .-/\n\r@ab+(\u00a0\u200b\u00ad\uff11"), max_size=200))
@settings(max_examples=300, deadline=None)
def test_findings_are_sorted_apart_and_inside_the_text(text: str) -> None:
    end = 0
    for finding in find(text):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


@given(st.text(max_size=60), st.sampled_from(SPELLINGS), st.text(max_size=60))
@settings(deadline=None)
def test_a_national_id_is_covered_whatever_stands_around_it(before: str, spelling: str, after: str) -> None:
    text = f"{before}: x{spelling}x {after}"
    start = len(before) + 3
    assert any(f.start <= start and start + len(spelling) <= f.end for f in find(text))


@pytest.mark.parametrize(
    "piece",
    ["(", "@", "a@", "a.", "1", "1 ", "(1", "+1-", "\uff11", "a@a.", "41234567 ", "010190 12345 ", "(at)", "\u200b"],
)
def test_hostile_text_of_full_length_gets_an_answer(piece: str) -> None:
    text = (piece * 65536)[:65536]
    assert all(0 <= finding.start < finding.end <= len(text) for finding in find(text))


def test_every_number_that_can_be_given_out_in_norway_is_found_and_no_other() -> None:
    for start in range(2000, 10_000, 7):
        written = f"{start}{start * 37 % 10_000:04}"
        known = phonenumbers.is_valid_number(phonenumbers.parse(written, "NO"))
        assert [one.kind for one in find(f"Nei, {written}")] == (["phone"] if known else []), written


def test_every_kind_has_a_word() -> None:
    assert [label(kind) for kind in KINDS][1:] == ["kontonummer", "e-postadresse", "telefonnummer"]
    assert label("national_id", certain=False) == "mulig fødselsnummer"
