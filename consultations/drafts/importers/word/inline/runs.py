"""Running text of a paragraph: runs, links, fields, tracked changes taken as accepted, marks of notes."""

from urllib.parse import quote

from ...tree.spans import Span
from ..names import Element, branch, child, children, is_on, q, val, written
from ..reading import Reading
from .drawings import read_drawing
from .forms import form_field, shows_prompt

_DELETED = {q("w:del"), q("w:moveFrom")}
_INSERTED = {q("w:ins"), q("w:moveTo")}
_TRANSPARENT = {q("w:smartTag"), q("w:customXml"), q("w:sdtContent"), q("w:dir"), q("w:bdo"), q("w:rubyBase")}
_PRINTED = {q("w:tab"): "\t", q("w:ptab"): "\t", q("w:noBreakHyphen"): "\u2011"}
_DRAWN = {q("w:drawing"), q("w:pict"), q("w:object")}
_MARKS = {q("w:footnoteReference"), q("w:endnoteReference")}
_SYMBOLS = {0xB7: "•", 0xA7: "▪", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xE0: "→", 0xE8: "→"}
_SYMBOLS |= {0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xAE: "→", 0x2D: "-", 0x4A: "☺"}


def read_runs(reading: Reading, element: Element, href: str = "") -> list[Span]:
    """The spans of a paragraph or of something inside one."""
    spans: list[Span] = []
    for part in children(element):
        spans += _read_part(reading, part, href)
    return spans


def _read_part(reading: Reading, part: Element, href: str) -> list[Span]:
    if part.tag == q("w:r"):
        return _read_run(reading, part, href)
    if part.tag in _DELETED:
        reading.changes += 1
        reading.notices.left_out.append(written(part))
    elif part.tag in _INSERTED:
        reading.changes += 1
        return read_runs(reading, part, href)
    elif part.tag in _TRANSPARENT:
        return read_runs(reading, part, href)
    elif part.tag == q("w:sdt"):
        return [] if shows_prompt(reading, part) else read_runs(reading, part, href)
    elif part.tag == q("w:hyperlink"):
        return read_runs(reading, part, _target(reading, part) or href)
    elif part.tag == q("w:bookmarkStart"):
        reading.targets.meet(val(part, "w:name"))
    elif part.tag == q("w:fldSimple"):
        return _simple_field(reading, part, href)
    elif part.tag == q("mc:AlternateContent"):
        return [span for inner in branch(part) for span in _read_part(reading, inner, href)]
    elif part.tag in (q("m:oMath"), q("m:oMathPara")):
        reading.notices.add("equation")
        return [Span("".join(text.text or "" for text in part.iter(q("m:t"))))]
    return []


def _target(reading: Reading, link: Element) -> str:
    relation, anchor = reading.relations.get(val(link, "r:id")), val(link, "w:anchor")
    if relation is None:
        return reading.targets.href(anchor) if anchor else ""
    return _allowed(reading, relation.target + (f"#{quote(anchor)}" if anchor and "#" not in relation.target else ""))


def _allowed(reading: Reading, href: str) -> str:
    if not href:
        return ""
    if href.lower().startswith(("http://", "https://", "mailto:")) and not any(c.isspace() for c in href):
        return href[:2000]
    reading.notices.add("link-target")
    return ""


def _simple_field(reading: Reading, element: Element, href: str) -> list[Span]:
    reading.fields.begin()
    reading.fields.code(val(element, "w:instr"))
    reading.fields.separate()
    spans = read_runs(reading, element, href)
    reading.fields.end()
    return spans


def _read_run(reading: Reading, run: Element, href: str) -> list[Span]:
    look = _look(reading, child(run, "w:rPr"))
    if look is None:
        draws = next(run.iter(*_DRAWN, *_MARKS), None) is not None
        reading.notices.leave_out("hidden-text", written(run) or ("·" if draws else ""))
    spans = []
    for part in children(run):
        if part.tag == q("w:fldChar"):
            _field_mark(reading, val(part, "w:fldCharType"))
            spans += form_field(reading, part) if look is not None else []
        elif part.tag == q("w:instrText"):
            reading.fields.code(part.text or "")
        elif look is not None and not reading.fields.hides_text:
            spans += _content(reading, part, look, href or _field_link(reading))
        elif look is not None and reading.fields.in_contents:
            reading.notices.leave_out_everywhere("contents", written(part))
    return spans


def _field_link(reading: Reading) -> str:
    fields = reading.fields
    if fields.link:
        return _allowed(reading, fields.link)
    if fields.place:
        return reading.targets.href(fields.place)
    return reading.targets.href(fields.reference, must=False) if fields.reference else ""


def _field_mark(reading: Reading, kind: str) -> None:
    marks = {"begin": reading.fields.begin, "separate": reading.fields.separate, "end": reading.fields.end}
    if kind in marks:
        marks[kind]()


def _content(reading: Reading, part: Element, look: Span, href: str) -> list[Span]:
    text = ""
    if part.tag == q("w:t"):
        text = _legible(part.text or "")
    elif part.tag in _PRINTED:
        text = _PRINTED[part.tag]
    elif part.tag == q("w:sym"):
        text = _symbol(reading, val(part, "w:char"))
    elif part.tag in (q("w:br"), q("w:cr")):
        return [Span(html="<br>") if val(part, "w:type") in ("", "textWrapping") else Span(" ")]
    elif part.tag in _MARKS:
        return _note_mark(reading, part)
    elif part.tag in _DRAWN:
        return read_drawing(reading, part)
    elif part.tag == q("mc:AlternateContent"):
        return [span for inner in branch(part) for span in _content(reading, inner, look, href)]
    elif part.tag == q("w:ruby"):
        return [span for inner in children(part) for span in _content(reading, inner, look, href)]
    elif part.tag == q("w:rubyBase"):
        return read_runs(reading, part, href)
    elif part.tag == q("w:rt"):
        return [Span(" ("), *read_runs(reading, part, href), Span(")")]
    return [Span(text, "", look.strong, look.em, look.raised, href)] if text else []


def _legible(text: str) -> str:
    """Text without soft hyphens, with the private characters of symbol fonts turned into real ones."""
    text = text.replace("\u00ad", "").replace("\n", " ")
    if any("\uf000" <= c <= "\uf0ff" for c in text):
        text = "".join(_SYMBOLS.get(ord(c) - 0xF000, "") if "\uf000" <= c <= "\uf0ff" else c for c in text)
    return text


def _symbol(reading: Reading, code: str) -> str:
    try:
        found = _SYMBOLS.get(int(code, 16) & 0xFF, "")
    except ValueError:
        found = ""
    if not found:
        reading.notices.add("symbol")
    return found


def _note_mark(reading: Reading, part: Element) -> list[Span]:
    kind = "f" if part.tag == q("w:footnoteReference") else "s"
    return [] if reading.in_note else [Span(html=reading.marks.mark(kind, val(part, "w:id")))]


def _look(reading: Reading, properties: Element | None) -> Span | None:
    """The emphasis of a run, or None when it is hidden."""
    style = val(child(properties, "w:rStyle"))

    def switch(name: str) -> Element | None:
        own = child(properties, name)
        return own if own is not None else reading.styles.run_switch(style, name)

    def is_set(name: str) -> bool:
        own = child(properties, name)
        if own is not None:
            return is_on(own)
        return reading.styles.is_set(name, reading.paragraph_style, style, reading.table_style)

    if is_set("w:vanish"):
        return None
    if is_set("w:strike") or is_set("w:dstrike"):
        reading.notices.add("struck-text")
    raised = {"superscript": "sup", "subscript": "sub"}.get(val(switch("w:vertAlign")), "")
    return Span(strong=is_on(switch("w:b")), em=is_on(switch("w:i")), raised=raised)
