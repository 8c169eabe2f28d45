"""What once was lost, shifted or published by mistake: each kind with a neighbour of its own."""

from __future__ import annotations

import pytest

from consultations.drafts.importers import ImportedDraft, read_draft
from consultations.drafts.importers.alternative import described
from consultations.drafts.importers.ledger import FilePassage, with_ledger
from consultations.drafts.importers.prompts import is_prompt

from . import odt_files as odt
from .corpus.word_drafts import EXTRA_STYLES, LISTS, cell, field, mark, row, table
from .word_files import STYLES, abstract, docx, heading, level, num, numbered, paragraph, part, png, relation, run

PICTURE = relation("rBilde", "image", "media/bilde.png")


def word(body: str, **parts: object) -> ImportedDraft:
    settings = {"styles": STYLES + EXTRA_STYLES, "numbering": LISTS, **parts}
    return read_draft(docx(body, **settings), "plan.docx")  # type: ignore[arg-type]


def titles(draft: ImportedDraft) -> list[str]:
    return [section.title for section in draft.sections]


def codes(draft: ImportedDraft) -> list[str]:
    return [notice.code for notice in draft.notices]


def test_what_the_reader_loses_is_said_with_its_words_and_its_place() -> None:
    draft = word(heading("Mål") + paragraph("Vi vil ha benker."))
    passages = [
        FilePassage("body", "Mål"),
        FilePassage("body", "Vi vil ha benker."),
        FilePassage("tables", "Tapt celle"),
    ]
    found = with_ledger(draft, passages)
    assert [(n.kind, str(n.message), n.where) for n in found.notices] == [
        ("missing", "Disse ordene mangler: «Tapt celle».", "Mål")
    ]
    assert [(a.part, a.in_file, a.kept, a.missing) for a in found.ledger] == [("body", 5, 5, 0), ("tables", 2, 0, 2)]


def test_a_heading_in_the_style_of_a_contents_heading_stands_unless_it_says_contents() -> None:
    body = (
        paragraph("Innhold", "TOCHeading") + paragraph("Forord", "TOCHeading") + paragraph("Hilsen.") + heading("Mål")
    )
    assert titles(word(body)) == ["Forord", "Mål"]


def test_text_around_a_contents_field_in_its_paragraphs_stays() -> None:
    first = paragraph(
        run("Foran. ") + mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + mark("separate") + run("Mål 3")
    )
    draft = word(heading("Kart") + first + paragraph(mark("end") + run("Etter.")))
    assert draft.sections[0].html == "<p>Foran.</p>\n<p>Etter.</p>"


def test_a_lone_top_heading_beside_a_title_is_a_chapter() -> None:
    body = paragraph("Plan", "Tittel") + heading("Del") + paragraph("Her.") + heading("A", 2) + heading("B", 2)
    draft = word(body)
    assert (draft.title, titles(draft)) == ("Plan", ["Del", "A", "B"])


def test_a_note_in_a_heading_stays_with_it_and_both_links_lead_somewhere() -> None:
    notes = f'<w:footnote w:id="1">{paragraph("En")}</w:footnote><w:footnote w:id="2">{paragraph("To")}</w:footnote>'
    mark_one, mark_two = (f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in (1, 2))
    body = heading("A") + paragraph(run("x") + mark_one) + paragraph(run("B") + mark_two, "Overskrift1")
    first, second = word(body, parts={"word/footnotes.xml": part("footnotes", notes)}).sections
    assert 'id="note-f1"' in first.html and 'id="note-f2"' not in first.html
    assert 'id="note-f2"' in second.html and 'id="note-f2-tilbake"' in second.html


@pytest.mark.parametrize("switch", ["vanish", "strike", "dstrike"])
@pytest.mark.parametrize("where", ["paragraph", "character", "table", "defaults", "ancestor"])
def test_a_style_hides_and_strikes_as_a_run_does(switch: str, where: str) -> None:
    look = f"<w:rPr><w:{switch}/></w:rPr>"
    kind = where if where in ("character", "table") else "paragraph"
    style = f'<w:style w:type="{kind}" w:styleId="S"><w:name w:val="S"/>{look}</w:style>'
    style += '<w:style w:type="paragraph" w:styleId="U"><w:name w:val="U"/><w:basedOn w:val="S"/></w:style>'
    if where == "defaults":
        style = f"<w:docDefaults><w:rPrDefault>{look}</w:rPrDefault></w:docDefaults>"
    text = {
        "paragraph": paragraph("ordet", "S"),
        "ancestor": paragraph("ordet", "U"),
        "character": paragraph(run("ordet", '<w:rStyle w:val="S"/>')),
        "table": table(row(cell("ordet"), cell("ordet")), properties='<w:tblStyle w:val="S"/>'),
        "defaults": paragraph("ordet"),
    }[where]
    off = f'<w:{switch} w:val="0"/>'
    draft = word(paragraph(run("T", off), "Overskrift1") + text, styles=STYLES + style)
    assert ("ordet" in draft.sections[0].html) is (switch != "vanish")
    assert ("hidden-text" if switch == "vanish" else "struck-text") in codes(draft)


@pytest.mark.parametrize(
    "alt", ["C:\\Users\\kari.n\\kai.png", "/home/kari/kai.jpg", "\\\\server\\felles\\a.tif", "kart kai.PNG", "IMG_2044"]
)
def test_the_name_of_a_file_describes_no_picture(alt: str) -> None:
    assert described(alt) == ""


@pytest.mark.parametrize("alt", ["Kart over kaia", "Bilde av pdf-knappen", "24/7-senteret i Storvik"])
def test_a_description_stays(alt: str) -> None:
    assert described(alt) == alt


@pytest.mark.parametrize(
    "text",
    [
        "Click or tap here to enter text.",
        "Klikk eller trykk her for å skrive inn tekst.",
        "Klikk her for å skrive inn tekst.",
        "Velg et element.",
        "Klikk eller trykk for å skrive inn en dato.",
        "Lorem ipsum dolor sit amet.",
    ],
)
def test_a_prompt_is_known(text: str) -> None:
    assert is_prompt(text)
    assert "placeholder" in codes(word(heading("T") + paragraph(text) + paragraph("x")))


@pytest.mark.parametrize(
    "text", ["Skriv til oss.", "Velg et tiltak som passer.", "Klikk her for å lese planen.", "Klikk her"]
)
def test_a_sentence_of_a_plan_is_no_prompt(text: str) -> None:
    assert not is_prompt(text)


def test_a_head_of_two_rows_keeps_its_columns() -> None:
    tall, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = table(
        row(cell("Tiltak", tall), cell("Kroner", '<w:gridSpan w:val="2"/>'), head=True),
        row(cell("", on), cell("2027"), cell("2028")),
        row(cell("Benk"), cell("1"), cell("2")),
    )
    assert word(heading("T") + body).sections[0].html == (
        '<table><colgroup span="1"></colgroup><colgroup span="2"></colgroup>'
        '<thead><tr><th scope="col" rowspan="2">Tiltak</th><th scope="colgroup" colspan="2">Kroner</th></tr>'
        '<tr><th scope="col">2027</th><th scope="col">2028</th></tr></thead>'
        "<tbody><tr><td>Benk</td><td>1</td><td>2</td></tr></tbody></table>"
    )


def test_a_row_that_begins_later_keeps_its_columns() -> None:
    late = "<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" + cell("b") + "</w:tr>"
    body = table(row(cell("A"), cell("B"), head=True), late)
    assert "<tr><td></td><td>b</td></tr>" in word(heading("T") + body).sections[0].html


def test_a_cropped_picture_is_cropped() -> None:
    drawn = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" descr="Kart"/><a:graphic><a:graphicData uri="p"><pic:pic>'
        '<pic:blipFill><a:blip r:embed="rBilde"/><a:srcRect l="25000" b="50000"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    parts: dict[str, str | bytes] = {"word/media/bilde.png": png(40, 30)}
    image = word(heading("T") + paragraph(drawn), parts=parts, relations=PICTURE).images[0]
    assert (image.width, image.height) == (30, 15)


def test_an_odt_picture_is_cropped_too() -> None:
    body = odt.h("T") + odt.p(odt.image("a.png", "Kart", "Utsnitt"))
    image = read_draft(odt.odt(body, files={"Pictures/a.png": png(96, 96)}), "plan.odt").images[0]
    assert (image.width, image.height) == (77, 96)


def test_forms_show_what_was_filled_in() -> None:
    ticked = mark("begin", "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>") + mark(
        "end"
    )
    empty = mark("begin", "<w:ffData><w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox></w:ffData>")
    body = heading("T") + paragraph(ticked + run(" ja ") + empty + mark("end") + run(" nei"))
    assert word(body).sections[0].html == "<p>☑ ja ☐ nei</p>"


def test_legal_numbers_keep_their_zero_and_long_labels_are_whole() -> None:
    legal = abstract(9, level(0, "%1", "upperRoman"), level(1, "Punkt %1.%2", "decimalZero", more="<w:isLgl/>"))
    body = heading("A", 1, numbered(9)) + heading("B", 2, numbered(9, 1)) + heading("C", 1, numbered(3))
    draft = word(body, numbering=LISTS + legal + num(9, 9))
    assert [section.number for section in draft.sections] == ["I", "Punkt 1.01", "Planbestemmelse nr. 1"]


def test_references_within_the_document_lead_to_the_section() -> None:
    target = f'<w:bookmarkStart w:id="1" w:name="_Ref7"/>{run("Lys")}<w:bookmarkEnd w:id="1"/>'
    links = (
        f'<w:hyperlink w:anchor="_Ref7">{run("lys")}</w:hyperlink>' + run(" ") + field(" PAGEREF _Ref7 \\h ", run("4"))
    )
    links += f'<w:hyperlink w:anchor="borte">{run("borte")}</w:hyperlink>'
    draft = word(heading("A") + paragraph(links) + paragraph(target, "Overskrift1"))
    assert draft.sections[0].html == '<p><a href="avsnitt/2">lys</a> <a href="avsnitt/2">4</a>borte</p>'
    assert codes(draft) == ["link-target"]


def test_an_odt_has_numbers_notes_links_and_hidden_text_as_word_has() -> None:
    body = (
        odt.p("Plan", "Title")
        + odt.h("Mål")
        + odt.p("Tekst" + odt.note("Kilde") + odt.span(" hemmelig", "Skjult") + odt.span(" strøket", "Strok"))
        + odt.h('<text:bookmark text:name="m"/>Tiltak', 2)
        + odt.listed(odt.p("en"), odt.p("to"), name="Tall")
        + odt.p('<text:a xlink:href="#m">tiltak</text:a>')
    )
    draft = read_draft(odt.odt(body), "plan.odt")
    assert draft.title == "Plan"
    assert [(s.number, s.title, s.level) for s in draft.sections] == [("1", "Mål", 1), ("1.1", "Tiltak", 2)]
    assert draft.sections[0].html.startswith(
        '<p>Tekst<sup><a href="#note-f1" id="note-f1-tilbake">1</a></sup> strøket</p>'
    )
    assert draft.sections[1].html == '<ol><li>en</li><li>to</li></ol>\n<p><a href="avsnitt/2">tiltak</a></p>'
    assert codes(draft) == ["hidden-text", "struck-text"]


def test_html_has_its_title_charset_and_notes() -> None:
    page = (
        '<html><head><meta charset="iso-8859-1"><title>Plan</title></head><body><h1>Mål</h1><p>Blåbær'
        '<a href="#a" id="b">1</a></p><h1>Tiltak</h1><p>x</p><aside id="a"><p>Kilde <a href="#b">^</a></p></aside></body>'
    )
    draft = read_draft(page.encode("latin-1"), "plan.html")
    assert (draft.title, titles(draft)) == ("Plan", ["Mål", "Tiltak"])
    assert "Blåbær<sup>" in draft.sections[0].html and "Kilde" in draft.sections[0].html
    assert draft.sections[1].html == "<p>x</p>"


def test_markdown_shows_a_tag_that_is_none_and_keeps_a_note_that_nothing_refers_to() -> None:
    draft = read_draft("# A\n\nSkriv til <kommunen>.\n\n[^x]: Løs note\n\n# B\n\nx".encode(), "plan.md")
    assert draft.sections[0].html == "<p>Skriv til &lt;kommunen&gt;.</p>\n<p>[^x]: Løs note</p>"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        (
            {
                "META-INF/manifest.xml": f"<manifest:manifest {odt.SPACES}><manifest:encryption-data/></manifest:manifest>"
            },
            "encrypted",
        ),
        ({"Basic/Standard/Module1.xml": "<x/>"}, "macros"),
        ({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "entities"),
        ({"content.xml": "<a"}, "broken"),
        ({"Pictures/a.bmp": b"\0" * 6_000_000}, "zip-bomb"),
    ],
)
def test_a_bad_odt_is_refused_as_a_bad_word_file_is(files: dict[str, str | bytes], code: str) -> None:
    from consultations.drafts.importers import DraftRefused

    with pytest.raises(DraftRefused) as refusal:
        read_draft(odt.odt(odt.p("x"), files=files), "plan.odt")
    assert refusal.value.code == code
