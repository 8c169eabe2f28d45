from consultations.drafts.importers import ImportedDraft, read_draft

from .word_files import (
    abstract,
    docx,
    drawing,
    heading,
    level,
    num,
    numbered,
    paragraph,
    part,
    png,
    relation,
    run,
)

LISTS = (
    abstract(1, level(0, "%1."), level(1, "%2)", "lowerLetter"))
    + abstract(2, level(0, "•", "bullet"), level(1, "–", "bullet"))
    + abstract(3, level(0, "%1."), level(1, "%1.%2"))
    + num(1, 1)
    + num(2, 2)
    + num(3, 3)
    + num(4, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
)
LINK = relation("rLenke", "hyperlink", "https://example.no/a?b=1&amp;c=2", "External")
FILE_LINK = relation("rFil", "hyperlink", "file:///H:/plan.docx", "External")
IMAGE = relation("rBilde", "image", "media/bilde.png")
NOTE = '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Kilde: SSB</w:t></w:r></w:p></w:footnote>'
NOTE_MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def draft(body: str, **parts: object) -> ImportedDraft:
    return read_draft(docx(body, **parts), "plan.docx")  # type: ignore[arg-type]


def html(body: str, **parts: object) -> str:
    return draft(heading("T") + body, **parts).sections[0].html


def codes(found: ImportedDraft) -> set[str]:
    return {notice.code for notice in found.notices}


def item(text: str, num_id: int, ilvl: int = 0) -> str:
    return paragraph(text, "", numbered(num_id, ilvl))


def table(*rows: str, look: str = '<w:tblLook w:val="0000"/>') -> str:
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, header: bool = False) -> str:
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if header else ''}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else paragraph(text)}</w:tc>"


def rich_document() -> bytes:
    body = (
        paragraph("Boligsosial plan", "Tittel")
        + heading("Mål", 1, numbered(3))
        + paragraph(run("Fet", "<w:b/>") + f'<w:hyperlink r:id="rLenke">{run("lenke")}</w:hyperlink>' + NOTE_MARK)
        + heading("Tiltak", 2, numbered(3, 1))
        + item("en", 1)
        + item("under", 1, 1)
        + item("punkt", 2)
        + table(row(cell("A"), cell("B"), header=True), row(cell("1", '<w:vMerge w:val="restart"/>'), cell("2")))
        + paragraph(drawing("rBilde", "Kart"))
    )
    parts = {"word/footnotes.xml": part("footnotes", NOTE), "word/media/bilde.png": png()}
    return docx(body, numbering=LISTS, parts=parts, relations=LINK + IMAGE)


def test_a_whole_document_becomes_numbered_sections() -> None:
    found = read_draft(rich_document(), "plan.docx")
    assert found.title == "Boligsosial plan"
    assert [(s.number, s.title, s.level) for s in found.sections] == [("1", "Mål", 1), ("1.1", "Tiltak", 2)]
    assert [image.name for image in found.images] == ["bilde-1.png"]


def test_emphasis_is_kept_once_for_neighbours_that_share_it() -> None:
    body = paragraph(
        run("a", "<w:b/>") + run("b", "<w:b/>") + run("c", "<w:i/>") + run("2", '<w:vertAlign w:val="superscript"/>')
    )
    assert html(body) == "<p><strong>ab</strong><em>c</em><sup>2</sup></p>"
    assert (
        html(paragraph(run("x", '<w:rStyle w:val="Sterk"/>') + run("y", '<w:b w:val="0"/>')))
        == "<p><strong>x</strong>y</p>"
    )


def test_text_is_shown_as_text() -> None:
    assert html(paragraph("&lt;script&gt; &amp; Øst")) == "<p>&lt;script&gt; &amp; Øst</p>"


def test_breaks_tabs_and_hyphens() -> None:
    body = paragraph(
        "<w:r><w:t>bo\u00adlig</w:t><w:softHyphen/><w:br/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t>"
        '<w:br w:type="page"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    )
    assert html(body) == "<p>bolig<br>a\u2011b ✓</p>"


def test_lists_nest_and_a_restarted_list_keeps_its_start() -> None:
    body = (
        item("en", 1)
        + item("a", 1, 1)
        + item("b", 1, 1)
        + item("to", 1)
        + paragraph("mellom")
        + item("tre", 1)
        + item("fem", 4)
    )
    assert html(body, numbering=LISTS) == (
        '<ol><li>en<ol type="a"><li>a</li><li>b</li></ol></li><li>to</li></ol>\n<p>mellom</p>\n'
        '<ol start="3"><li>tre</li></ol><ol start="5"><li>fem</li></ol>'
    )


def test_bullets_are_bullets() -> None:
    assert html(item("x", 2) + item("y", 2, 1), numbering=LISTS) == "<ul><li>x<ul><li>y</li></ul></li></ul>"


def test_a_compound_number_stands_in_the_text_because_it_is_cited() -> None:
    assert html(item("en", 3) + item("to", 3, 1), numbering=LISTS) == "<ol><li>en</li></ol>\n<p>1.1 to</p>"


def test_a_table_has_header_cells_and_merged_cells() -> None:
    body = table(
        row(cell("Tiltak", '<w:gridSpan w:val="2"/>'), header=True),
        row(cell("a", '<w:vMerge w:val="restart"/>'), cell("b")),
        row(cell("", "<w:vMerge/>"), cell("c")),
    )
    assert html(body) == (
        '<table><thead><tr><th scope="col" colspan="2">Tiltak</th></tr></thead>'
        '<tbody><tr><td rowspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>'
    )


def test_the_table_look_marks_a_first_row_as_header() -> None:
    assert '<th scope="col">A</th>' in html(
        table(row(cell("A"), cell("B")), row(cell("1"), cell("2")), look='<w:tblLook w:val="04A0"/>')
    )


def test_a_table_without_header_is_reported_and_a_frame_becomes_a_quotation() -> None:
    assert "table-without-header" in codes(
        draft(heading("T") + table(row(cell("A"), cell("B")), row(cell("1"), cell("2"))))
    )
    assert html(table(row(cell("Fakta")))) == "<blockquote><p>Fakta</p></blockquote>"


def test_a_nested_table_stays_in_its_cell_and_a_caption_finds_its_table() -> None:
    inner = table(row(cell("x"), cell("y")))
    found = html(paragraph("Tabell 1", "Bildetekst") + table(row(cell("A"), cell(inner + paragraph("")))))
    assert found.startswith("<table><caption>Tabell 1</caption>")
    assert "<td><table><tbody><tr><td>x</td>" in found


def test_an_image_is_re_encoded_and_keeps_its_alternative_text() -> None:
    parts = {"word/media/bilde.png": png(2000, 1000, "JPEG")}
    found = draft(heading("T") + paragraph(drawing("rBilde", "Kart over byen")), parts=parts, relations=IMAGE)
    image = found.images[0]
    assert (image.name, image.media_type, image.width, image.height) == ("bilde-1.jpg", "image/jpeg", 1600, 800)
    assert b"Hemmelig" not in image.data
    assert '<img src="bilde/bilde-1.jpg" alt="Kart over byen" width="1600" height="800">' in found.sections[0].html


def test_images_without_description_in_other_formats_or_broken_are_reported() -> None:
    for data, code in ((png(), "image-without-alt"), (b"<svg/>", "image-format"), (png()[:60], "image-broken")):
        found = draft(
            heading("T") + paragraph(drawing("rBilde")), parts={"word/media/bilde.png": data}, relations=IMAGE
        )
        assert [(n.code, n.where) for n in found.notices] == [(code, "T")]


def test_a_footnote_stands_at_the_end_of_its_section_with_links_there_and_back() -> None:
    body = heading("A") + paragraph(run("Tekst") + NOTE_MARK) + heading("B") + paragraph("x")
    found = draft(body, parts={"word/footnotes.xml": part("footnotes", NOTE)})
    assert found.sections[0].html == (
        '<p>Tekst<sup><a href="#note-f1" id="note-f1-tilbake">1</a></sup></p>\n'
        '<ol><li id="note-f1">Kilde: SSB <a href="#note-f1-tilbake">Tilbake til teksten</a></li></ol>'
    )


def test_links_to_the_web_are_kept_and_others_become_text() -> None:
    body = paragraph(f'<w:hyperlink r:id="rLenke">{run("web")}</w:hyperlink>') + paragraph(
        f'<w:hyperlink r:id="rFil">{run("fil")}</w:hyperlink><w:hyperlink w:anchor="_Ref1">{run("her")}</w:hyperlink>'
    )
    found = draft(heading("T") + body, relations=LINK + FILE_LINK)
    assert found.sections[0].html == '<p><a href="https://example.no/a?b=1&amp;c=2">web</a></p>\n<p>filher</p>'
    assert codes(found) == {"link-target"}


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{run(result)}{mark('end')}"


def test_a_link_written_as_a_field_is_a_link_and_other_fields_show_their_result() -> None:
    body = paragraph(field(' HYPERLINK "https://example.no" ', "nett") + field(" PAGEREF _Toc1 ", "7"))
    assert html(body) == '<p><a href="https://example.no">nett</a>7</p>'


def test_tracked_changes_are_taken_as_accepted_and_reported() -> None:
    body = (
        paragraph(
            f'<w:del w:id="1"><w:r><w:delText>gammel</w:delText></w:r></w:del><w:ins w:id="2">{run("ny")}</w:ins>'
        )
        + paragraph(run("før "), "", '<w:rPr><w:del w:id="3"/></w:rPr>')
        + paragraph("etter")
        + paragraph(f"<w:moveFrom>{run('flyttet')}</w:moveFrom>")
        + paragraph(f"<w:moveTo>{run('flyttet')}</w:moveTo>")
    )
    found = draft(heading("T") + body)
    assert found.sections[0].html == "<p>ny</p>\n<p>før etter</p>\n<p>flyttet</p>"
    assert "5." in str(next(n for n in found.notices if n.code == "tracked-changes").message)


def test_a_deleted_heading_takes_no_number() -> None:
    gone = paragraph(f"<w:del>{run('Gammelt')}</w:del>", "Overskrift1", numbered(3) + "<w:rPr><w:del/></w:rPr>")
    found = draft(heading("A", 1, numbered(3)) + gone + heading("B", 1, numbered(3)), numbering=LISTS)
    assert [(s.number, s.title) for s in found.sections] == [("1", "A"), ("2", "B")]


def test_comments_contents_and_page_headers_stay_out_and_are_reported() -> None:
    contents = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("Mål 3"),
        "INNH1",
    )
    contents += paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    control = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    control += f"<w:sdtContent>{paragraph('Innhold')}</w:sdtContent></w:sdt>"
    parts = {
        "word/comments.xml": part("comments", f'<w:comment w:id="0">{paragraph("Husk!")}</w:comment>'),
        "word/header.xml": part("hdr", paragraph("Ås kommune")),
    }
    found = draft(contents + control + heading("Mål") + paragraph("Tekst"), parts=parts)
    assert [s.title for s in found.sections] == ["Mål"]
    assert codes(found) == {"comments", "contents", "page-headers"}


def test_hidden_text_is_never_published() -> None:
    found = draft(heading("T") + paragraph(run("Hemmelig", "<w:vanish/>") + run("Åpent")))
    assert found.sections[0].html == "<p>Åpent</p>"
    assert codes(found) == {"hidden-text"}


def test_a_text_box_becomes_a_quotation_after_its_paragraph() -> None:
    text = f"<w:txbxContent>{paragraph('Fakta')}</w:txbxContent>"
    choice, fallback = f"<w:drawing>{text}</w:drawing>", f"<w:pict>{text}</w:pict>"
    box = f"<mc:Choice>{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback>"
    box = f"<w:r><mc:AlternateContent>{box}</mc:AlternateContent></w:r>"
    found = draft(heading("T") + paragraph(run("Tekst") + box))
    assert found.sections[0].html == "<p>Tekst</p>\n<blockquote><p>Fakta</p></blockquote>"
    assert codes(found) == {"text-box"}


def test_charts_and_equations_are_reported() -> None:
    chart = '<w:r><w:drawing><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
    found = draft(heading("T") + paragraph(run("a") + chart + "<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>"))
    assert found.sections[0].html == "<p>ax+y</p>"
    assert codes(found) == {"chart", "equation"}


def test_text_before_the_first_heading_becomes_an_introduction() -> None:
    found = draft(paragraph("Plan", "Tittel") + paragraph("Kjære leser") + heading("Mål") + heading("Tiltak"))
    assert (found.title, [s.title for s in found.sections]) == ("Plan", ["Innledning", "Mål", "Tiltak"])
    taken = draft(paragraph("Kjære leser") + heading("1 Innledning") + heading("2 Mål"))
    assert [(s.number, s.title) for s in taken.sections] == [("", "Om dokumentet"), ("1", "Innledning"), ("2", "Mål")]


def test_a_document_without_headings_becomes_one_section_with_a_notice() -> None:
    found = draft(paragraph("Bare tekst"))
    assert [s.html for s in found.sections] == ["<p>Bare tekst</p>"]
    assert (found.title, codes(found)) == ("plan", {"no-headings"})


def test_a_document_in_strict_ooxml_is_read_too() -> None:
    strict = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{heading("Mål")}</w:body></w:document>'
    assert draft("", parts={"word/document.xml": strict}).sections[0].title == "Mål"


def test_a_field_that_never_ends_does_not_swallow_the_chapters_that_follow() -> None:
    torn = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>')
    assert [s.title for s in draft(torn + heading("Mål") + paragraph("x")).sections] == ["Mål"]


def test_the_last_paragraph_is_kept_when_its_mark_is_deleted() -> None:
    assert html(paragraph("slutt", "", '<w:rPr><w:del w:id="3"/></w:rPr>')) == "<p>slutt</p>"
