from pathlib import Path

import pytest

from consultations.drafts.importers import read_draft
from consultations.drafts.importers.numerals import numeral
from consultations.drafts.importers.outline import typed_number

from .word_files import STYLES, abstract, docx, heading, level, num, numbered, paragraph

FIXTURES = Path(__file__).parent / "fixtures"
OUTLINE = abstract(1, level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3"))


def numbers(data: bytes) -> list[tuple[str, str, int]]:
    return [(s.number, s.title, s.level) for s in read_draft(data, "plan.docx").sections]


def test_headings_saved_by_libreoffice_carry_their_automatic_numbers() -> None:
    draft = read_draft((FIXTURES / "libreoffice.docx").read_bytes(), "libreoffice.docx")
    found = [(s.number, s.title) for s in draft.sections]
    assert found[2:5] == [("2.1", "Status"), ("2.2", "Tiltak"), ("2.2.1", "Omsorgsboliger")]
    assert '<ol start="3" type="a"><li>Første</li><li>Andre</li></ol>' in draft.sections[2].html


def test_numbers_on_the_paragraph_are_counted_as_word_prints_them() -> None:
    body = "".join(
        heading(title, ilvl + 1, numbered(1, ilvl))
        for title, ilvl in (("A", 0), ("B", 1), ("C", 1), ("D", 0), ("E", 1))
    )
    found = numbers(docx(body, numbering=OUTLINE + num(1, 1)))
    assert [number for number, _, _ in found] == ["1", "1.1", "1.2", "2", "2.1"]


def test_numbers_on_the_style_are_inherited_and_linked_by_level() -> None:
    linked = abstract(
        1,
        level(0, "Kapittel %1", more='<w:pStyle w:val="Overskrift1"/>'),
        level(1, "%1-%2", more='<w:pStyle w:val="Overskrift2"/>'),
    )
    number = '<w:numPr><w:numId w:val="4"/></w:numPr>'
    styles = STYLES.replace('<w:pPr><w:outlineLvl w:val="0"/>', f'<w:pPr>{number}<w:outlineLvl w:val="0"/>')
    styles = styles.replace('<w:pPr><w:outlineLvl w:val="1"/>', f'<w:pPr>{number}<w:outlineLvl w:val="1"/>')
    body = paragraph("A", "Egen") + heading("B", 2) + heading("C", 2) + heading("D")
    found = numbers(docx(body, numbering=linked + num(4, 1), styles=styles))
    assert found == [("Kapittel 1", "A", 1), ("1-1", "B", 2), ("1-2", "C", 2), ("Kapittel 2", "D", 1)]


def test_a_list_style_leads_to_its_definition() -> None:
    numbering = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Liste"/></w:abstractNum>'
    numbering = OUTLINE + numbering + num(1, 1) + num(2, 2)
    styles = STYLES + (
        '<w:style w:type="numbering" w:styleId="Liste"><w:name w:val="Liste"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = heading("A", 1, numbered(2)) + heading("B", 2, numbered(2, 1))
    assert [n for n, _, _ in numbers(docx(body, numbering=numbering, styles=styles))] == ["1", "1.1"]


def test_start_restart_override_and_letters_are_respected() -> None:
    lists = abstract(
        1, level(0, "%1", "upperRoman", 3), level(1, "%1.%2", "upperLetter", 1, '<w:lvlRestart w:val="0"/>')
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride>'
    places = [(1, 0), (1, 1), (1, 0), (1, 1), (2, 0), (2, 0), (1, 0)]
    body = "".join(heading(f"T{i}", ilvl + 1, numbered(key, ilvl)) for i, (key, ilvl) in enumerate(places))
    found = numbers(docx(body, numbering=lists + num(1, 1) + num(2, 1, override)))
    assert [n for n, _, _ in found] == ["III", "III.A", "IV", "IV.B", "X", "XI", "XII"]


def test_legal_numbering_shows_all_levels_as_digits() -> None:
    lists = abstract(1, level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    body = heading("A", 1, numbered(1)) + heading("B", 2, numbered(1, 1))
    assert [n for n, _, _ in numbers(docx(body, numbering=lists + num(1, 1)))] == ["I", "1.1"]


def test_number_zero_takes_a_heading_out_of_the_numbering() -> None:
    body = heading("A", 1, numbered(1)) + heading("Forord", 1, numbered(0)) + heading("B", 1, numbered(1))
    assert [n for n, _, _ in numbers(docx(body, numbering=OUTLINE + num(1, 1)))] == ["1", "", "2"]


@pytest.mark.parametrize(
    ("typed", "number", "title"),
    [
        ("3.2 Boliger", "3.2", "Boliger"),
        ("3 Boliger", "3", "Boliger"),
        ("3. Boliger", "3", "Boliger"),
        ("3.2.1. Boliger", "3.2.1", "Boliger"),
        ("§ 3-1 Formål", "§ 3-1", "Formål"),
        ("Kapittel 4: Mål", "Kapittel 4", "Mål"),
        ("Vedlegg 1 – Kart", "Vedlegg 1", "Kart"),
        ("A. Bakgrunn", "A", "Bakgrunn"),
        ("2026 i tall", "", "2026 i tall"),
        ("10 tiltak for flere boliger", "", "10 tiltak for flere boliger"),
        ("17. mai", "", "17. mai"),
        ("Innledning", "", "Innledning"),
        ("Vedlegg 1", "", "Vedlegg 1"),
    ],
)
def test_a_typed_number_is_told_from_a_year_or_a_quantity(typed: str, number: str, title: str) -> None:
    assert typed_number(typed) == (number, title)


@pytest.mark.parametrize(
    ("value", "form", "written"),
    [
        (4, "upperRoman", "IV"),
        (1990, "lowerRoman", "mcmxc"),
        (27, "lowerLetter", "aa"),
        (28, "upperLetter", "BB"),
        (0, "x", "0"),
    ],
)
def test_numerals(value: int, form: str, written: str) -> None:
    assert numeral(value, form) == written


def test_skipped_heading_levels_make_a_tree_without_holes() -> None:
    body = heading("A") + heading("B", 3) + heading("C", 2) + heading("D")
    assert [depth for _, _, depth in numbers(docx(body))] == [1, 2, 2, 1]
