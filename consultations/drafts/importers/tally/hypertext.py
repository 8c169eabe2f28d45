"""The words of an HTML page: all text between tags, read by another parser than the importer's."""

import re
from html.parser import HTMLParser

from ..decoding import page_text
from ..ledger import FilePassage

_SILENT = {"script", "style", "template", "title", "noscript"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "mark",
}
_INLINE |= {"q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "u", "var", "wbr", "time", "label"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_PARTS = {"table": "tables", "nav": "headers"}
_NOTE_MARK = re.compile(r"\[?\d{1,4}\]?|[↩︎↑^*†]+")


def passages(data: bytes) -> list[FilePassage]:
    return passages_of(page_text(data))


def passages_of(html: str) -> list[FilePassage]:
    reader = _Text()
    reader.feed(html)
    reader.close()
    reader.end()
    return reader.found


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[FilePassage] = []
        self._open: list[tuple[str, str]] = []
        self._pieces: list[str] = []
        self._link: list[str] | None = None

    def end(self) -> None:
        if "".join(self._pieces).strip():
            self.found.append(FilePassage(self._part, "".join(self._pieces)))
        self._pieces = []

    @property
    def _part(self) -> str:
        return next((part for _tag, part in reversed(self._open) if part), "body")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._pieces.append(" ")
        elif tag not in _INLINE:
            self.end()
        if tag == "a" and said.get("href", "").startswith("#"):
            self._link = []
        if tag == "input" and said.get("type", "text") == "text":
            self._pieces.append(f" {said.get('value', '')} ")
        if tag not in _VOID:
            self._open.append((tag, self._named(tag, said)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end()
        if tag == "a" and self._link is not None:
            text, self._link = "".join(self._link), None
            self._pieces.append(" " if _NOTE_MARK.fullmatch(text.strip()) else text)
        names = [name for name, _part in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not any(tag in _SILENT for tag, _part in self._open):
            (self._link if self._link is not None else self._pieces).append(data.replace("\u00ad", ""))

    def _named(self, tag: str, said: dict[str, str]) -> str:
        if "hidden" in said or "none" in said.get("style", ""):
            return "hidden"
        is_notes = (
            "footnote" in f"{said.get('class')} {said.get('id')} {said.get('role')}" and tag != "a" and tag != "sup"
        )
        return "notes" if is_notes else _PARTS.get(tag, "")
