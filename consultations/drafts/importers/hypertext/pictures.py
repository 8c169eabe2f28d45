"""Pictures that lie in the page itself; others are reported."""

import binascii
from base64 import b64decode
from html import escape
from urllib.parse import unquote_to_bytes

from ..alternative import described
from ..pictures import UnreadablePicture
from .reading import Element, PageReading


def picture(reading: PageReading, element: Element) -> str:
    """The image with its alternative text, or "" with a notice."""
    alt = described(element.get("alt") or element.get("title") or "")
    data = _data(element.get("src") or "")
    if data is None:
        reading.notices.add("image-linked")
        return ""
    try:
        image = reading.pictures.add(data, alt)
    except UnreadablePicture as unreadable:
        reading.notices.add(unreadable.code)
        return ""
    if not alt and not (element.get("alt") == "" and element.get("role") in ("presentation", "none")):
        reading.notices.add("image-without-alt")
    size = f'width="{image.width}" height="{image.height}"'
    return f'<img src="bilde/{image.name}" alt="{escape(alt)}" {size}>'


def _data(source: str) -> bytes | None:
    if source[:5].lower() != "data:":
        return None
    head, _comma, body = source.partition(",")
    try:
        return b64decode("".join(body.split())) if head.lower().endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return b"\x89PNG"
