"""Finds the notes of a page: an item and a mark that lead to each other, whatever a program calls them."""

from .elements import HEADINGS
from .reading import Element

_ITEMS = ("li", "div", "aside", "p", "tr")


def notes_of(root: Element) -> dict[str, Element]:
    """The elements that hold notes, by the name that their marks lead to."""
    elements = list(root.iter())
    order = {id(element): at for at, element in enumerate(elements)}
    named = _named(root)
    found: dict[str, Element] = {}
    for mark in root.iter("a"):
        name = _target(mark)
        item = _item(named.get(name)) if name in named else None
        if item is None or order[id(item)] < order[id(mark)] or _within(mark, item):
            continue
        back = {_target(link) for link in item.iter("a")}
        if back & _names(mark) and not any(inner.tag in HEADINGS for inner in item.iter()):
            found[name] = item
    return found


def _named(root: Element) -> dict[str, Element]:
    named: dict[str, Element] = {}
    for element in root.iter():
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if isinstance(element.tag, str) and name:
                named.setdefault(name, element)
    return named


def _target(link: Element) -> str:
    href = link.get("href") or ""
    return href[1:] if href.startswith("#") else ""


def _names(mark: Element) -> set[str]:
    """What a mark is called, by itself or by the raised text around it."""
    parent = mark.getparent()
    around = [parent] if parent is not None and parent.tag in ("sup", "span") else []
    return {name for one in (mark, *around, *mark) for name in (one.get("id"), one.get("name")) if name}


def _item(target: Element | None) -> Element | None:
    if target is None or target.tag in _ITEMS:
        return target
    item = next(target.iterancestors(*_ITEMS), None)
    outer = item.getparent() if item is not None else None
    alone = outer is not None and outer.tag == "div" and len(outer) == 1
    return outer if alone else item


def _within(inner: Element, outer: Element) -> bool:
    return any(above is outer for above in inner.iterancestors())
