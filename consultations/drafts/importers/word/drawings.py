"""Pictures, charts and text boxes inside a paragraph."""

from html import escape

from ..pictures import UnreadablePicture
from .names import Element, children, q, val
from .reading import Reading
from .spans import Span

_CHART = "drawingml/2006/chart"
_DIAGRAM = "drawingml/2006/diagram"


def read_drawing(reading: Reading, element: Element) -> list[Span]:
    """A w:drawing, w:pict or w:object: its pictures as images, its text boxes put aside, the rest reported."""
    texts = list(element.iter(q("w:txbxContent")))[:1]
    if texts:
        reading.boxes.extend(texts)
        reading.notices.add("text-box")
        return []
    kinds = [data.get("uri") or "" for data in element.iter(q("a:graphicData"))]
    if any(kind.endswith((_CHART, "chartex")) for kind in kinds):
        reading.notices.add("chart")
    elif any(kind.endswith(_DIAGRAM) for kind in kinds):
        reading.notices.add("smartart")
    elif element.tag == q("w:object"):
        reading.notices.add("object")
    else:
        return _pictures(reading, element)
    return []


def _pictures(reading: Reading, element: Element) -> list[Span]:
    alt, decorative = _alternative(element)
    spans = []
    for blip in element.iter(q("a:blip"), q("v:imagedata")):
        key = val(blip, "r:embed") or val(blip, "r:id")
        relation = reading.relations.get(key)
        if relation is None or relation.external:
            reading.notices.add("image-linked")
        else:
            spans += _picture(reading, relation.target, alt, decorative)
    return spans


def _picture(reading: Reading, part: str, alt: str, decorative: bool) -> list[Span]:
    data = reading.package.data(part)
    try:
        image = reading.pictures.add(data or b"\x89PNG", alt)
    except UnreadablePicture as unreadable:
        reading.notices.add(unreadable.code)
        return []
    if not alt and not decorative:
        reading.notices.add("image-without-alt")
    size = f'width="{image.width}" height="{image.height}"'
    return [Span(html=f'<img src="bilde/{image.name}" alt="{escape(alt)}" {size}>')]


def _alternative(element: Element) -> tuple[str, bool]:
    described = [*element.iter(q("wp:docPr")), *element.iter(q("v:shape"))]
    decorative = any(val_of.get("val") in ("1", "true") for val_of in element.iter(q("adec:decorative")))
    for shape in described:
        alt = shape.get("descr") or shape.get("alt") or shape.get("title") or ""
        if alt.strip():
            return " ".join(alt.split())[:500], decorative
    return "", decorative


def alternative_content(element: Element) -> list[Element]:
    """What to read of an mc:AlternateContent: the choice if it draws something we know, else the fallback."""
    branches = list(children(element))
    return list(children(branches[0])) if branches else []
