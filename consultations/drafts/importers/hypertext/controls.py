"""Form controls on a page: what is filled in is text, what is not is left out."""

from .elements import words_in
from .reading import Element, PageReading

_BOXES = {"checkbox": "☑☐", "radio": "◉○"}


def control_text(reading: PageReading, element: Element) -> str:
    """Ticks as signs, values as text; a list shows what is chosen."""
    if element.tag == "button":
        return words_in(element)
    if element.tag == "select":
        return _chosen(reading, element)
    if element.tag == "textarea":
        return element.text or ""
    kind = (element.get("type") or "text").lower()
    if kind in _BOXES:
        reading.notices.add("check-box")
        return _BOXES[kind][0 if element.get("checked") is not None else 1]
    return "" if kind in ("hidden", "password", "submit", "reset", "image", "file") else element.get("value") or ""


def _chosen(reading: PageReading, element: Element) -> str:
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    for option in options:
        if option not in chosen:
            reading.notices.leave_out("script", words_in(option))
    return ", ".join(words_in(option).strip() for option in chosen)
