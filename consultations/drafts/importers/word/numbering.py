"""Counts a document's automatic numbers as Word prints them."""

import re
from dataclasses import dataclass, field

from ..numerals import numeral
from ..tree.number import Number
from .names import Element, child, children, integer, is_on, q, val
from .styles import Styles

_PLACE = re.compile(r"%([1-9])")
MAX_LABEL = 150


@dataclass(frozen=True)
class Level:
    """How one level counts and looks; `restart` is the level above which it starts anew, 0 for never."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    legal: bool = False


@dataclass
class Definition:
    """An abstract list and the counters that all lists made from it share."""

    levels: dict[int, Level]
    style_link: str = ""
    counters: list[int | None] = field(default_factory=lambda: [None] * 9)


@dataclass(frozen=True)
class Instance:
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Numbering:
    """Give it the numbered paragraphs in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, Definition] = {}
        self._instances: dict[int, Instance] = {}
        self._started: set[tuple[int, int]] = set()
        for element in root.iter(q("w:abstractNum")) if root is not None else ():
            levels = {integer(val(lvl, "w:ilvl"), 0, high=8): _level(lvl) for lvl in element.iterchildren(q("w:lvl"))}
            link = val(child(element, "w:numStyleLink"))
            self._definitions[val(element, "w:abstractNumId")] = Definition(levels, link)
        for element in root.iter(q("w:num")) if root is not None else ():
            self._instances[integer(val(element, "w:numId"), 0)] = _instance(element)

    def of(self, properties: Element | None, style: str) -> tuple[int, int] | None:
        """The list and level of a paragraph, from itself or its style; None for no list."""
        own = child(properties, "w:numPr")
        own_id, own_level = child(own, "w:numId"), child(own, "w:ilvl")
        style_id, style_level = self._styles.numbering(style)
        num_id = integer(val(own_id), 0) if own_id is not None else style_id
        if not num_id or num_id not in self._instances:
            return None
        if own_level is not None:
            return num_id, integer(val(own_level), 0, high=8)
        linked = self._level_of_style(num_id, style) if own_id is None else None
        return num_id, linked if linked is not None else style_level or 0

    def count(self, num_id: int, ilvl: int) -> Number | None:
        """The next number of the list at that level."""
        instance = self._instances[num_id]
        definition = self._definition(instance.abstract)
        if definition is None:
            return None
        level = self._level(instance, definition, ilvl)
        if level.form == "bullet":
            return Number(num_id, ilvl, 0, "bullet", "", True)
        value = self._advance(instance, definition, num_id, ilvl)
        return Number(num_id, ilvl, value, level.form, self._label(instance, definition, ilvl), _is_simple(level, ilvl))

    def _advance(self, instance: Instance, definition: Definition, num_id: int, ilvl: int) -> int:
        counters = definition.counters
        before = counters[ilvl]
        value = self._level(instance, definition, ilvl).start if before is None else before + 1
        if ilvl in instance.starts and (num_id, ilvl) not in self._started:
            value = instance.starts[ilvl]
        self._started.add((num_id, ilvl))
        counters[ilvl] = value
        for above in range(ilvl):
            if counters[above] is None:
                counters[above] = self._level(instance, definition, above).start
        for deeper in range(ilvl + 1, 9):
            restart = self._level(instance, definition, deeper).restart
            if restart is None or ilvl < restart:
                counters[deeper] = None
        return value

    def _label(self, instance: Instance, definition: Definition, ilvl: int) -> str:
        level = self._level(instance, definition, ilvl)

        def written(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            shown = self._level(instance, definition, at)
            value = definition.counters[at]
            legal = level.legal and shown.form != "decimalZero"
            return numeral(shown.start if value is None else value, "decimal" if legal else shown.form)

        return " ".join(_PLACE.sub(written, level.text).split())

    def _level(self, instance: Instance, definition: Definition, ilvl: int) -> Level:
        return instance.levels.get(ilvl) or definition.levels.get(ilvl) or Level(text=f"%{ilvl + 1}.")

    def _definition(self, abstract: str) -> Definition | None:
        """The definition itself, or the one that its list style leads to."""
        definition = self._definitions.get(abstract)
        if definition and definition.style_link and not definition.levels:
            num_id, _ = self._styles.numbering(definition.style_link)
            linked = self._instances.get(num_id or 0)
            return self._definitions.get(linked.abstract) if linked else definition
        return definition

    def _level_of_style(self, num_id: int, style: str) -> int | None:
        instance = self._instances[num_id]
        definition = self._definition(instance.abstract)
        by_style = {level.style: ilvl for ilvl, level in definition.levels.items()} if definition else {}
        return next((by_style[s.key] for s in self._styles.lineage(style) if s.key and s.key in by_style), None)


def _level(element: Element) -> Level:
    restart = child(element, "w:lvlRestart")
    start = child(element, "w:start")
    return Level(
        start=integer(val(start), 0) if start is not None else 0,
        form=val(child(element, "w:numFmt")) or "decimal",
        text=val(child(element, "w:lvlText"))[:MAX_LABEL],
        restart=integer(val(restart), 0, high=9) if restart is not None else None,
        style=val(child(element, "w:pStyle")),
        legal=is_on(child(element, "w:isLgl")),
    )


def _instance(element: Element) -> Instance:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in children(element):
        if override.tag == q("w:lvlOverride"):
            ilvl = integer(val(override, "w:ilvl"), 0, high=8)
            start, level = child(override, "w:startOverride"), child(override, "w:lvl")
            if start is not None:
                starts[ilvl] = integer(val(start), 1)
            if level is not None:
                levels[ilvl] = _level(level)
    return Instance(val(child(element, "w:abstractNumId")), starts, levels)


def _is_simple(level: Level, ilvl: int) -> bool:
    """An HTML list can show it: one number of its own with marks around it."""
    rest = level.text.replace(f"%{ilvl + 1}", "", 1)
    known = level.form in ("decimal", "lowerLetter", "upperLetter", "lowerRoman", "upperRoman")
    return known and rest != level.text and not any(c.isalnum() or c in "%§" for c in rest)
