"""Word drafts: every construction as a function that takes words and gives XML."""

from collections.abc import Callable

from ..word_files import (
    STYLES,
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
from .words import Words

EXTRA_STYLES = (
    '<w:style w:type="paragraph" w:styleId="TOCHeading"><w:name w:val="TOC Heading"/><w:basedOn w:val="Overskrift1"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Veiledning"><w:name w:val="Veiledning"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Under"><w:name w:val="Under"/><w:basedOn w:val="Veiledning"/></w:style>'
    '<w:style w:type="character" w:styleId="Strøket"><w:name w:val="Strøket"/><w:rPr><w:dstrike/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Hemmelig"><w:name w:val="Hemmelig"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading"><w:name w:val="Heading"/></w:style>'
)
LISTS = (
    abstract(1, level(0, "%1."), level(1, "%1.%2"))
    + abstract(2, level(0, "•", "bullet"))
    + abstract(3, level(0, "Planbestemmelse nr. %1"))
    + num(1, 1)
    + num(2, 2)
    + num(3, 3)
)


def mark(kind: str, more: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{more}</w:fldChar></w:r>'


def field(code: str, result: str, form: str = "") -> str:
    return f"{mark('begin', form)}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, head: bool = False) -> str:
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(cells)}</w:tr>"


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith(("<w:p", "<w:tbl")) else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def shape(content: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"


def drawn(content: str) -> str:
    return f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="x">{content}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'


def plain(words: Words) -> str:
    return paragraph(words.some())


def emphasis_and_breaks(words: Words) -> str:
    return paragraph(
        run(words.some(), "<w:b/>")
        + "<w:r><w:br/></w:r>"
        + run(words.some(), "<w:i/>")
        + "<w:r><w:tab/></w:r>"
        + run(words.some())
    )


def lists(words: Words) -> str:
    return "".join(paragraph(words.some(), "", numbered(key, at)) for key, at in ((1, 0), (1, 1), (2, 0), (3, 0)))


def plain_table(words: Words) -> str:
    return table(row(cell(words.some()), cell(words.some()), head=True), row(cell(words.some()), cell(words.some())))


def merged_head(words: Words) -> str:
    tall, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    return table(
        row(cell(words.some(), tall), cell(words.some(), '<w:gridSpan w:val="2"/>'), head=True),
        row(cell(words.some(), on), cell(words.some()), cell(words.some())),
        row(cell(words.some()), cell(words.some()), cell(words.some())),
    )


def tables_in_tables(words: Words) -> str:
    inner = table(row(cell(words.some()), cell(words.some())))
    for _ in range(5):
        inner = table(row(cell(paragraph(words.some()) + inner + paragraph("")), cell(words.some())))
    return inner


def controlled_rows(words: Words) -> str:
    inner = row(cell(words.some()), cell(words.some()))
    wrapped = f"<w:sdt><w:sdtContent>{row(cell(words.some()), cell(words.some()))}</w:sdtContent></w:sdt>"
    return table(inner, wrapped)


def numbers_in_cells(words: Words) -> str:
    empty = cell(paragraph("", "", numbered(1)))
    return table(row(cell(words.some()), cell(words.some()), head=True), row(empty, cell(words.some())))


def grouped_boxes(words: Words) -> str:
    boxes = "".join(shape(paragraph(words.some())) for _ in range(3))
    picture = f'<pic:pic><pic:nvPicPr><pic:cNvPr descr="{"kart over kaia"}"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rBilde"/></pic:blipFill></pic:pic>'
    return paragraph(run(words.some()) + drawn(f"<wpg:wgp>{boxes}{picture}</wpg:wgp>"))


def boxes_in_both_dialects(words: Words) -> str:
    text = paragraph(words.some())
    choice = f"<mc:Choice>{drawn(shape(text)).removeprefix('<w:r>').removesuffix('</w:r>')}</mc:Choice>"
    fallback = (
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
    )
    return paragraph(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>" + run(words.some()))


def alternatives_around_paragraphs(words: Words) -> str:
    return f"<mc:AlternateContent><mc:Choice>{paragraph(words.some())}</mc:Choice><mc:Fallback/></mc:AlternateContent>"


def only_a_fallback(words: Words) -> str:
    fallback = f"<mc:Fallback>{paragraph(words.some())}</mc:Fallback>"
    return f"<mc:AlternateContent><mc:Choice/>{fallback}</mc:AlternateContent>"


def word_art(words: Words) -> str:
    return paragraph(f'<w:r><w:pict><v:shape><v:textpath string="{words.some()}"/></v:shape></w:pict></w:r>')


def drop_cap(words: Words) -> str:
    word = words.some(1)
    first = paragraph(word[0], "", '<w:framePr w:dropCap="drop" w:lines="3"/>')
    return first + paragraph(f"{word[1:]} {words.some()}")


def notes(words: Words) -> str:
    return paragraph(run(words.some()) + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(words.some()))


def note_in_heading(words: Words) -> str:
    return paragraph(run(words.some()) + '<w:r><w:endnoteReference w:id="2"/></w:r>', "Overskrift2") + plain(words)


def hidden(words: Words) -> str:
    return (
        paragraph(run(words.some()) + run(words.silent(), "<w:vanish/>"))
        + paragraph(words.silent(), "Veiledning")
        + paragraph(words.silent(), "Under")
        + table(row(cell(words.silent()), cell(words.silent())), properties='<w:tblStyle w:val="Hemmelig"/>')
    )


def struck(words: Words) -> str:
    return paragraph(run(words.some(), "<w:dstrike/>") + run(words.some(), '<w:rStyle w:val="Strøket"/>'))


def tracked(words: Words) -> str:
    gone = f"<w:del><w:r><w:delText>{words.silent()}</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run(words.silent())}</w:moveFrom>"
    return paragraph(run(words.some()) + gone + f"<w:ins>{run(words.some())}</w:ins>" + moved) + paragraph(
        words.some(), "", "<w:rPr><w:del/></w:rPr>"
    )


def contents_in_heading(words: Words) -> str:
    code = "<w:r><w:instrText>TOC</w:instrText></w:r>"
    first = paragraph(mark("begin") + code + mark("separate") + run(words.silent()), "INNH1")
    return first + paragraph(mark("end") + run(words.some()), "Overskrift1") + plain(words)


def contents_control(words: Words) -> str:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    inner = paragraph(words.silent(), "TOCHeading") + paragraph(field("TOC", run(words.silent())))
    return f"<w:sdt>{gallery}<w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def foreword(words: Words) -> str:
    return paragraph(words.some(), "TOCHeading") + plain(words)


def bare_heading(words: Words) -> str:
    return paragraph(words.some(), "Heading") + plain(words)


def long_labels(words: Words) -> str:
    return heading(words.some(), 1, numbered(3)) + plain(words)


def placeholders(words: Words) -> str:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run(words.silent())}</w:sdtContent></w:sdt>"
    block = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph(words.silent())}</w:sdtContent></w:sdt>"
    )
    return paragraph(run(words.some()) + prompt) + block


def old_forms(words: Words) -> str:
    ticked = "<w:ffData><w:checkBox><w:default w:val='1'/></w:checkBox></w:ffData>"
    first, second = words.some(1), words.some(1)
    choices = f"<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='{first}x'/><w:listEntry w:val='{second}'/></w:ddList></w:ffData>"
    text = field("FORMTEXT", run(words.some()))
    box = mark("begin", ticked) + "<w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>" + mark("end")
    listed = mark("begin", choices) + "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>" + mark("end")
    return paragraph(box + run(f" {first} ") + listed + run(" ") + text)


def references(words: Words) -> str:
    target = f'<w:bookmarkStart w:id="9" w:name="_Ref1"/>{run(words.some())}<w:bookmarkEnd w:id="9"/>'
    link = f'<w:hyperlink w:anchor="_Ref1">{run(words.some())}</w:hyperlink>'
    return heading(target, 2) + paragraph(link + run(" ") + field(" REF _Ref1 \\h ", run(words.some())))


def torn_field(words: Words) -> str:
    return paragraph(mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>") + plain(words)


def captions(words: Words) -> str:
    return paragraph(drawing("rBilde", "kart")) + paragraph(words.some(), "Bildetekst")


def charts(words: Words) -> str:
    chart = '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rDiagram"/></a:graphicData>'
    return paragraph(
        run(words.some()) + f"<w:r><w:drawing><wp:inline><a:graphic>{chart}</a:graphic></wp:inline></w:drawing></w:r>"
    )


def formula(words: Words) -> str:
    return paragraph(run(words.some()) + f"<m:oMath><m:r><m:t>{words.some(1)}</m:t></m:r></m:oMath>")


def ruby_and_tags(words: Words) -> str:
    ruby = f"<w:r><w:ruby><w:rt>{run(words.some(1))}</w:rt><w:rubyBase>{run(words.some(1))}</w:rubyBase></w:ruby></w:r>"
    return paragraph(ruby + f"<w:smartTag>{run(words.some())}</w:smartTag>")


FEATURES: list[Callable[[Words], str]] = [
    *(plain, emphasis_and_breaks, lists, plain_table, merged_head, tables_in_tables, controlled_rows, numbers_in_cells),
    *(grouped_boxes, boxes_in_both_dialects, alternatives_around_paragraphs, only_a_fallback, word_art, drop_cap),
    *(hidden, struck, tracked, contents_in_heading, contents_control, foreword, bare_heading, long_labels),
    *(placeholders, old_forms, references, torn_field, captions, formula, ruby_and_tags),
]
ONCE: list[Callable[[Words], str]] = [notes, note_in_heading, charts]


def draft(words: Words) -> bytes:
    """A file with a title, chapters and about fifteen constructions."""
    body = paragraph(words.some(), "Tittel")
    chosen = words.chance.sample(FEATURES, 14) + ONCE
    words.chance.shuffle(chosen)
    for feature in chosen:
        if words.chance.random() < 0.5:
            body += heading(words.some(), words.chance.randint(1, 3))
        body += feature(words) + plain(words)
    chart = f"<c:chart {_C}><a:t {_A}>{words.silent()}</a:t></c:chart>"
    parts: dict[str, str | bytes] = {
        "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{paragraph(words.some())}</w:footnote>'),
        "word/endnotes.xml": part("endnotes", f'<w:endnote w:id="2">{paragraph(words.some())}</w:endnote>'),
        "word/comments.xml": part("comments", f'<w:comment w:id="0">{paragraph(words.silent())}</w:comment>'),
        "word/header.xml": part("hdr", paragraph(words.silent())),
        "word/charts/chart1.xml": chart,
        "word/media/bilde.png": png(),
    }
    links = relation("rBilde", "image", "media/bilde.png") + relation("rDiagram", "chart", "charts/chart1.xml")
    return docx(body, numbering=LISTS, styles=STYLES + EXTRA_STYLES, parts=parts, relations=links)


_C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
