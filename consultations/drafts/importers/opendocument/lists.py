"""Counts a document's automatic numbers as LibreOffice prints them."""

import re
from dataclasses import dataclass, field

from ..numerals import numeral
from ..tree.number import Number
from ..xml_part import Element
from .names import children, integer, q, said

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_PLACE = re.compile(r"%(\d{1,2})%")
_LEVELS = {q("text:list-level-style-number"), q("text:outline-level-style"), q("text:list-level-style-bullet")}
_LEVELS |= {q("text:list-level-style-image")}


@dataclass(frozen=True)
class OdtLevel:
    """How one level counts and looks; `form` is "" where it has no number, "bullet" for a mark."""

    form: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str = ""


@dataclass
class Counting:
    """One list as it runs through the document."""

    key: int
    style: str
    values: list[int | None] = field(default_factory=lambda: [None] * 11)


class Lists:
    """The list styles of a document, and how far each list has come."""

    def __init__(self, *roots: Element | None) -> None:
        self._levels: dict[str, dict[int, OdtLevel]] = {}
        self._made = 0
        self._last: dict[str, Counting] = {}
        self._named: dict[str, Counting] = {}
        for root in roots:
            for element in root.iter(q("text:list-style"), q("text:outline-style")) if root is not None else ():
                name = "" if element.tag == q("text:outline-style") else said(element, "style:name")
                self._levels[name] = {
                    integer(said(one, "text:level"), 1, 1, 10): _level(one)
                    for one in children(element)
                    if one.tag in _LEVELS
                }
        self.outline = self._new("")

    def begin(self, element: Element, outer: Counting | None, style: str) -> Counting:
        """The list that an element opens: a part of the outer one, one that goes on, or a new one."""
        if outer is not None and style in ("", outer.style):
            return outer
        earlier = self._named.get(said(element, "text:continue-list"))
        if earlier is None and said(element, "text:continue-numbering") == "true":
            earlier = self._last.get(style)
        counting = earlier or self._new(style)
        self._last[style] = self._named[said(element, "xml:id")] = counting
        return counting

    def count(self, counting: Counting, depth: int, start: str = "") -> Number | None:
        """The next number at this depth (from 1); None where the level shows none."""
        depth = min(depth, 10)
        level = self._level(counting, depth)
        if level.form == "bullet":
            return Number(counting.key, depth - 1, 0, "bullet", "", True)
        before = counting.values[depth]
        value = integer(start, level.start) if start else level.start if before is None else before + 1
        counting.values[depth] = value
        for above in range(1, depth):
            if counting.values[above] is None:
                counting.values[above] = self._level(counting, above).start
        counting.values[depth + 1 :] = [None] * (10 - depth)
        if not level.form:
            return None
        return Number(counting.key, depth - 1, value, level.form, self._label(counting, depth), _is_simple(level))

    def _label(self, counting: Counting, depth: int) -> str:
        level = self._level(counting, depth)
        if level.pattern:
            return " ".join(
                _PLACE.sub(lambda place: self._written(counting, int(place.group(1))), level.pattern).split()
            )
        shown = range(max(1, depth - level.shown + 1), depth + 1)
        digits = ".".join(filter(None, (self._written(counting, at) for at in shown)))
        return f"{level.prefix}{digits}{level.suffix}".strip()

    def _written(self, counting: Counting, depth: int) -> str:
        value = counting.values[depth] if 0 < depth <= 10 else None
        form = self._level(counting, depth).form
        return "" if value is None or form in ("", "bullet") else numeral(value, form)

    def _level(self, counting: Counting, depth: int) -> OdtLevel:
        return self._levels.get(counting.style, {}).get(depth, OdtLevel())

    def _new(self, style: str) -> Counting:
        self._made += 1
        return Counting(self._made, style)


def _level(element: Element) -> OdtLevel:
    if element.tag in (q("text:list-level-style-bullet"), q("text:list-level-style-image")):
        return OdtLevel("bullet")
    form = said(element, "style:num-format")
    return OdtLevel(
        form=_FORMS.get(form, "decimal") if form else "",
        prefix=said(element, "style:num-prefix")[:80],
        suffix=said(element, "style:num-suffix")[:80],
        shown=integer(said(element, "text:display-levels"), 1, 1, 10),
        start=integer(said(element, "text:start-value"), 1),
        pattern=(said(element, "loext:num-list-format") or said(element, "style:num-list-format"))[:150],
    )


def _is_simple(level: OdtLevel) -> bool:
    """An HTML list can show it: one number of its own with marks around it."""
    around = _PLACE.sub("", level.pattern) if level.pattern else level.prefix + level.suffix
    single = len(_PLACE.findall(level.pattern)) == 1 if level.pattern else level.shown == 1
    return single and not any(c.isalnum() or c == "§" for c in around)
