"""Pictures, charts, shapes, text boxes and form controls that are drawn in a document."""

import posixpath
import re
from html import escape

from ..alternative import described
from ..pictures import WHOLE, Crop, UnreadablePicture, size_in_inches
from ..tree.spans import Span
from ..xml_part import Element, parsed
from .names import child, children, q, said, written
from .reading import OdtReading

_CLIP = re.compile(r"rect\(\s*([^,\s]+)[,\s]+([^,\s]+)[,\s]+([^,\s]+)[,\s]+([^,\s)]+)\s*\)")
_UNITS = {"in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72, "pc": 1 / 6}
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)(in|cm|mm|pt|pc)")


def read_drawing(reading: OdtReading, element: Element) -> list[Span]:
    """A frame, a shape, a group or a control: images stand in the text, boxes are put aside, the rest is reported."""
    if element.tag == q("draw:control"):
        return _control(reading, element)
    if element.tag in (q("draw:g"), q("draw:a")):
        return [span for part in children(element) for span in read_drawing(reading, part)]
    boxes = [element] if child(element, "text:p") is not None or child(element, "text:list") is not None else []
    boxes += element.findall(q("draw:text-box"))
    if boxes:
        reading.boxes += boxes
        reading.notices.add("text-box", sum(bool(written(box).strip()) for box in boxes))
    for embedded in (child(element, "draw:object"), child(element, "draw:object-ole")):
        if embedded is not None:
            return _object(reading, embedded)
    images = element.findall(q("draw:image"))
    return _picture(reading, element, images) if images else []


def _control(reading: OdtReading, element: Element) -> list[Span]:
    control = reading.controls.get(said(element, "draw:control"))
    if control is None:
        return []
    if control.tag not in (q("form:checkbox"), q("form:radio")):
        text = said(control, "form:current-value") or said(control, "form:label")
        return [Span(f"{text} ")] if text else []
    reading.notices.add("check-box")
    state = said(control, "form:current-state") or said(control, "form:state") or said(control, "form:current-selected")
    return [Span(f"{'☑' if state in ('checked', 'true') else '☐'} {said(control, 'form:label')}".strip())]


def _object(reading: OdtReading, embedded: Element) -> list[Span]:
    name = posixpath.normpath(posixpath.join(said(embedded, "xlink:href"), "content.xml"))
    words = ""
    if name in reading.archive.names:
        root = parsed(reading.archive.read(name))
        if root.tag.endswith("}math"):
            reading.notices.add("equation")
            return [Span(" ".join("".join(one for one in root.itertext()).split()))]
        words = written(root)
        is_chart = child(root, "office:body", "office:chart") is not None
        reading.notices.add("chart" if is_chart else "object")
    else:
        reading.notices.add("object")
    reading.notices.left_out.append(words)
    return []


def _picture(reading: OdtReading, frame: Element, images: list[Element]) -> list[Span]:
    alt = described(_description(frame))
    code = "image-linked"
    for image in images:
        data = _data(reading, image)
        if data is None:
            continue
        try:
            made = reading.pictures.add(data, alt, _crop(reading, frame, data))
        except UnreadablePicture as unreadable:
            code = unreadable.code
            continue
        if not alt and said(frame, "loext:decorative") != "true":
            reading.notices.add("image-without-alt")
        size = f'width="{made.width}" height="{made.height}"'
        return [Span(html=f'<img src="bilde/{made.name}" alt="{escape(alt)}" {size}>')]
    reading.notices.add(code)
    return []


def _data(reading: OdtReading, image: Element) -> bytes | None:
    name = posixpath.normpath(said(image, "xlink:href") or "-")
    return reading.archive.read(name) if name in reading.archive.names else None


def _description(frame: Element) -> str:
    for name in ("svg:desc", "svg:title"):
        text = (frame.findtext(q(name)) or "").strip()
        if text and described(text):
            return text
    return ""


def _crop(reading: OdtReading, frame: Element, data: bytes) -> Crop:
    """Shares of the picture that the clipping takes away; it is given in lengths of the picture as it was made."""
    clip = _CLIP.match(reading.styles.property("graphic", said(frame, "draw:style-name"), "graphic", "fo:clip"))
    size = size_in_inches(data) if clip else None
    if clip is None or size is None:
        return WHOLE
    top, right, bottom, left = (_inches(length) for length in clip.groups())
    width, height = size
    crop = (left / width, top / height, right / width, bottom / height)
    return crop if crop[0] + crop[2] < 1 and crop[1] + crop[3] < 1 else WHOLE


def _inches(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found.group(1)) * _UNITS[found.group(2)] if found else 0.0
