"""Reads the demo's manuscripts: Markdown with leads, captions, footnotes, tracked insertions and comments."""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Heading:
    level: int
    number: str
    title: str


@dataclass(frozen=True)
class Paragraph:
    text: str
    is_lead: bool = False


@dataclass(frozen=True)
class ListItem:
    """One item; items of one list share `list_number`, levels count from 0."""

    text: str
    level: int
    is_numbered: bool
    list_number: int


@dataclass(frozen=True)
class Table:
    caption: str
    header: tuple[str, ...]
    right_aligned: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Illustration:
    name: str
    alternative: str
    caption: str


Block = Heading | Paragraph | ListItem | Table | Illustration


@dataclass(frozen=True)
class MarkedText:
    """A stretch of text; kind is plain, bold, italic, footnote, inserted or comment."""

    text: str
    kind: str = "plain"


@dataclass
class Manuscript:
    facts: dict[str, str] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    footnotes: dict[str, str] = field(default_factory=dict)

    @property
    def outline(self) -> tuple[Heading, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Heading))


INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+)\*|\[\^(?P<footnote>\d+)\]|\{\+(?P<inserted>.+?)\+\}|\{>(?P<comment>.+?)>\}"
)
ITEM = re.compile(r"^(?P<indent> *)(?P<mark>-|\d+\.) (?P<text>.+)$")
FIGURE = re.compile(r"^!\[(?P<alternative>.+)\]\(figur:(?P<name>\w+)\)$")


def content(name: str) -> str:
    """The text of one content file."""
    return (files("app.demo") / "content" / name).read_text(encoding="utf-8")


def spans(text: str) -> list[MarkedText]:
    """Splits a line into stretches of plain, bold, italic and marked text."""
    found: list[MarkedText] = []
    position = 0
    for match in INLINE.finditer(text):
        if match.start() > position:
            found.append(MarkedText(text[position : match.start()]))
        kind = match.lastgroup or "plain"
        found.append(MarkedText(match[kind], kind))
        position = match.end()
    if position < len(text):
        found.append(MarkedText(text[position:]))
    return found


@cache
def manuscript(name: str) -> Manuscript:
    """The manuscript `content/<name>.md`, parsed once; treat it as read-only."""
    reader = Reader()
    for chunk in content(f"{name}.md").strip().split("\n\n"):
        reader.read(chunk.strip("\n").split("\n"))
    return reader.result


class Reader:
    """Turns chunks of lines (separated by blank lines) into blocks, and counts headings and lists."""

    def __init__(self) -> None:
        self.result = Manuscript()
        self.counters = [0, 0, 0]
        self.lists = 0
        self.caption = ""

    def read(self, lines: list[str]) -> None:
        first = lines[0]
        if first.startswith("#"):
            self.add_heading(first)
        elif first.startswith("|"):
            self.add_table(lines)
        elif first.startswith("Tabell: "):
            self.caption = first.removeprefix("Tabell: ")
        elif first.startswith("Figur: "):
            self.caption_figure(first.removeprefix("Figur: "))
        elif match := FIGURE.match(first):
            self.result.blocks.append(Illustration(match["name"], match["alternative"], ""))
        elif first.startswith("[^"):
            self.add_footnotes(lines)
        elif ITEM.match(first):
            self.add_items(lines)
        elif first.startswith("Tittel: "):
            self.result.facts.update((name, text) for name, _, text in (line.partition(": ") for line in lines))
        else:
            self.result.blocks.append(Paragraph(" ".join(lines).removeprefix("> "), first.startswith("> ")))

    def add_heading(self, line: str) -> None:
        marks, title = line.split(" ", 1)
        level = len(marks)
        self.counters[level - 1] += 1
        self.counters[level:] = [0] * (3 - level)
        number = ".".join(str(count) for count in self.counters[:level])
        self.result.blocks.append(Heading(level, number, title.removeprefix(f"{number} ")))

    def add_table(self, lines: list[str]) -> None:
        header, ruler, *rows = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines)
        right = tuple(cell.endswith(":") for cell in ruler)
        self.result.blocks.append(Table(self.caption, header, right, tuple(rows)))
        self.caption = ""

    def caption_figure(self, caption: str) -> None:
        figure = self.result.blocks[-1]
        assert isinstance(figure, Illustration)
        self.result.blocks[-1] = Illustration(figure.name, figure.alternative, caption)

    def add_footnotes(self, lines: list[str]) -> None:
        for line in lines:
            mark, text = line.split("]: ", 1)
            self.result.footnotes[mark.removeprefix("[^")] = text

    def add_items(self, lines: list[str]) -> None:
        self.lists += 1
        for line in lines:
            match = ITEM.match(line)
            assert match, line
            level = 1 if match["indent"] else 0
            self.result.blocks.append(ListItem(match["text"], level, match["mark"] != "-", self.lists))
