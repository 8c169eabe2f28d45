"""Word's fields: codes whose result stands in the text. Links are kept as links, a table of contents is left out."""

import re
from dataclasses import dataclass

from ..names import Element, q, val

_LINK = re.compile(r'^\s*HYPERLINK\s+(?!\\l)"?([^"\s]+)"?', re.IGNORECASE)
_PLACE = re.compile(r'^\s*HYPERLINK\s+\\l\s+"?([^"\s]+)"?', re.IGNORECASE)
_REFERENCE = re.compile(r'^\s*(?:REF|PAGEREF)\s+"?([^"\s\\]+)"?', re.IGNORECASE)
_CONTENTS = re.compile(r"^\s*(?:TOC|TOA|INDEX)\b", re.IGNORECASE)


@dataclass
class Field:
    code: str = ""
    shows_result: bool = False


class Fields:
    """The fields that are open at the place where we read; they may span paragraphs."""

    def __init__(self) -> None:
        self._open: list[Field] = []

    def begin(self) -> None:
        self._open.append(Field())

    def code(self, text: str) -> None:
        if self._open and not self._open[-1].shows_result and len(self._open[-1].code) < 4000:
            self._open[-1].code += text

    def separate(self) -> None:
        if self._open:
            self._open[-1].shows_result = True

    def end(self) -> None:
        if self._open:
            self._open.pop()

    def forget(self) -> None:
        self._open.clear()

    @property
    def in_contents(self) -> bool:
        return any(_CONTENTS.match(field.code) for field in self._open)

    @property
    def hides_text(self) -> bool:
        return self.in_contents or any(not field.shows_result for field in self._open)

    @property
    def link(self) -> str:
        return self._innermost(_LINK)

    @property
    def place(self) -> str:
        """The bookmark that a link leads to."""
        return self._innermost(_PLACE)

    @property
    def reference(self) -> str:
        """The bookmark whose text or page stands here."""
        return self._innermost(_REFERENCE)

    def _innermost(self, pattern: re.Pattern[str]) -> str:
        found = (pattern.match(field.code) for field in reversed(self._open))
        return next((match.group(1) for match in found if match), "")


def drop_torn(story: Element) -> None:
    """Take away the beginnings of fields that the file never ends: they would swallow all that follows."""
    still_open: list[Element] = []
    for mark in story.iter(q("w:fldChar")):
        kind = val(mark, "w:fldCharType")
        if kind == "begin":
            still_open.append(mark)
        elif kind == "end" and still_open:
            still_open.pop()
    for mark in still_open:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)
