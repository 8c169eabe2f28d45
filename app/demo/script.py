"""Reads the files of written voices: who speaks, how it reached us, what must not be shown, what was answered."""

import re
from dataclasses import dataclass

from app.demo.manuscript import content
from consultations.statements.channel import Channel
from consultations.statements.sender_type import SenderType

SENDER_TYPES = frozenset(SenderType)
CHANNELS = frozenset(Channel)
LANGUAGES = frozenset({"nb", "nn", "en"})
SECTION = re.compile(r"^(hele|\d+(\.\d+)*)$")
PART = re.compile(r"^\[(?P<section>[\d.]*)\] ?(?P<text>.*)$")


@dataclass(frozen=True)
class ScriptedAnswer:
    """What the administration writes to one comment; `change` is a new sentence, or «the old one → the new one»."""

    verdict: str
    text: str
    change: str


@dataclass(frozen=True)
class SpokenLine:
    """What is said of one section; an empty section means the whole draft."""

    section: str
    text: str
    answer: ScriptedAnswer | None = None


@dataclass(frozen=True)
class Role:
    """One sender's lines as they stand in the file, with marks still in the text."""

    sender_type: str
    name: str
    flags: frozenset[str]
    lines: tuple[SpokenLine, ...]

    def flag(self, name: str, default: str = "") -> str:
        """The value of `name:value` among the flags."""
        return next((flag.split(":", 1)[1] for flag in sorted(self.flags) if flag.startswith(f"{name}:")), default)

    def words(self, name: str) -> str:
        """The same, where underscores stand for spaces."""
        return self.flag(name).replace("_", " ")

    def one_of(self, values: frozenset[str], default: str) -> str:
        return next(iter(self.flags & values), default)


def parts(file: str) -> list[Role]:
    """All parts of one file, in its order."""
    return [part(chunk) for chunk in re.split(r"^# ", content(file), flags=re.MULTILINE)[1:]]


def part(chunk: str) -> Role:
    header, *body = chunk.strip().split("\n")
    fields = [field.strip() for field in header.split("|")]
    if fields[0] not in SENDER_TYPES:
        return bare_part(header.split(), body)
    is_private = fields[0] == "private"
    flags = frozenset(fields[1:] if is_private else fields[2:]) - {""}
    return Role(fields[0], "" if is_private else fields[1], flags, labelled_lines(body))


def bare_part(words: list[str], body: list[str]) -> Role:
    """A private person: sections in the header, texts separated by `---`."""
    sections = [word.replace("hele", "") for word in words if SECTION.match(word)]
    flags = frozenset(word for word in words if not SECTION.match(word))
    texts = "\n".join(body).split("\n---\n")
    lines = tuple(SpokenLine(section, text.strip()) for section, text in zip(sections, texts, strict=True))
    return Role("private", "", flags, lines)


def labelled_lines(body: list[str]) -> tuple[SpokenLine, ...]:
    lines: list[SpokenLine] = []
    for row in body:
        if row.startswith("> "):
            verdict, text, change = (field.strip() for field in row.removeprefix("> ").split("|"))
            lines[-1] = SpokenLine(lines[-1].section, lines[-1].text, ScriptedAnswer(verdict, text, change))
        else:
            match = PART.match(row)
            assert match, row
            lines.append(SpokenLine(match["section"], match["text"]))
    return tuple(lines)


def groups(file: str) -> dict[str, list[str]]:
    """A file of `@name` headings with lines under them."""
    found: dict[str, list[str]] = {}
    for chunk in content(file).split("@")[1:]:
        name, *rows = chunk.strip().split("\n")
        found[name] = [row for row in rows if row]
    return found
