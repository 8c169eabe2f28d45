"""What a writer cut off a picture in Word: the rest is in the file, and nobody is to see it."""

from ...pictures import Crop
from ..names import Element, child, q


def crop_of(image: Element) -> Crop:
    """Left, top, right and bottom as shares of the picture; negative ones add air and are left aside."""
    if image.tag == q("v:imagedata"):
        names = ("cropleft", "croptop", "cropright", "cropbottom")
        return _within([_vml(image.get(name) or "") for name in names])
    parent = image.getparent()
    source = child(parent, "a:srcRect") if parent is not None else None
    return _within([_share(source.get(side) or "") for side in "ltrb"] if source is not None else [0, 0, 0, 0])


def _within(sides: list[float]) -> Crop:
    left, top, right, bottom = (min(max(side, 0.0), 0.99) for side in sides)
    return (left, top, right, bottom) if left + right < 1 and top + bottom < 1 else (0.0, 0.0, 0.0, 0.0)


def _share(text: str) -> float:
    return _number(text[:-1]) / 100 if text.endswith("%") else _number(text) / 100_000


def _vml(text: str) -> float:
    return _number(text[:-1]) / 65536 if text.endswith("f") else _number(text)


def _number(text: str) -> float:
    try:
        return float(text[:20]) if text.isascii() and "n" not in text.lower() else 0.0
    except ValueError:
        return 0.0
