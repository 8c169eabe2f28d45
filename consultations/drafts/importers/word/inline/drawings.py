"""Pictures, WordArt, charts and text boxes inside a paragraph, alone or in groups."""

from collections.abc import Iterator
from html import escape

from ...alternative import described
from ...pictures import UnreadablePicture
from ...tree.spans import Span
from ..names import Element, branch, child, children, q, val
from ..reading import Reading
from .crop import crop_of

_CHART = "drawingml/2006/chart"
_DIAGRAM = "drawingml/2006/diagram"
_BOX, _PICTURES = q("w:txbxContent"), (q("a:blip"), q("v:imagedata"))


def read_drawing(reading: Reading, element: Element) -> list[Span]:
    """A w:drawing, w:pict or w:object: its pictures as images, its text boxes put aside, the rest reported."""
    spans: list[Span] = []
    decorated = element.tag == q("w:object")
    if decorated:
        reading.notices.add("object")
    for part in _parts(element):
        if part.tag == _BOX:
            reading.boxes.append(part)
            reading.notices.add("text-box")
        elif part.tag in _PICTURES and not decorated:
            spans += _picture_of(reading, element, part)
        elif part.tag == q("v:textpath"):
            spans += _word_art(reading, part)
        elif part.tag == q("a:graphicData"):
            _graphic(reading, part)
        elif part.tag == q("a:t"):
            spans.append(Span((part.text or "") + " "))
    return spans


def _parts(element: Element) -> Iterator[Element]:
    """All that is drawn, one branch of each alternative, nothing from within a text box."""
    for part in branch(element) if element.tag == q("mc:AlternateContent") else children(element):
        yield part
        if part.tag != _BOX:
            yield from _parts(part)


def _word_art(reading: Reading, path: Element) -> list[Span]:
    text = (path.get("string") or "").strip()
    if not text:
        return []
    reading.notices.add("word-art")
    return [Span(f"{text} ")]


def _graphic(reading: Reading, data: Element) -> None:
    kind = data.get("uri") or ""
    if kind.endswith((_CHART, "chartex")):
        reading.notices.add("chart")
    elif kind.endswith(_DIAGRAM):
        reading.notices.add("smartart")
    else:
        return
    for part in data.iterchildren():
        for name, key in part.attrib.items():
            if str(name).startswith(q("r:")) and (relation := reading.relations.get(str(key))):
                reading.notices.left_out.append(drawn_words(reading.package.xml(relation.target)))


def drawn_words(root: Element | None) -> str:
    """The words of a chart or a diagram, which live in a file of their own."""
    found = root.iter(q("a:t"), q("c:v")) if root is not None else ()
    return " ".join(text.text or "" for text in found)


def _picture_of(reading: Reading, drawing: Element, image: Element) -> list[Span]:
    relation = reading.relations.get(val(image, "r:embed") or val(image, "r:id"))
    if relation is None or relation.external:
        reading.notices.add("image-linked")
        return []
    alt, decorative = _alternative(drawing, image)
    try:
        made = reading.pictures.add(reading.package.data(relation.target) or b"\x89PNG", alt, crop_of(image))
    except UnreadablePicture as unreadable:
        reading.notices.add(unreadable.code)
        return []
    if not alt and not decorative:
        reading.notices.add("image-without-alt")
    size = f'width="{made.width}" height="{made.height}"'
    return [Span(html=f'<img src="bilde/{made.name}" alt="{escape(alt)}" {size}>')]


def _alternative(drawing: Element, image: Element) -> tuple[str, bool]:
    """What the picture itself says, else the whole drawing; and whether it is only for show."""
    decorative = any(one.get("val") in ("1", "true") for one in drawing.iter(q("adec:decorative")))
    for shape in [*_own_shape(image), *drawing.iter(q("wp:docPr"), q("v:shape"))]:
        for name in ("descr", "alt", "title"):
            if alt := described(shape.get(name) or ""):
                return alt, decorative
    return "", decorative


def _own_shape(image: Element) -> list[Element]:
    for above in image.iterancestors(q("pic:pic"), q("v:shape")):
        own = child(above, "pic:nvPicPr", "pic:cNvPr") if above.tag == q("pic:pic") else above
        return [own] if own is not None else []
    return []
