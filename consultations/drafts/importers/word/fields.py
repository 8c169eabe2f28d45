"""Word's fields: codes whose result stands in the text. Links are kept as links, a table of contents is left out."""

import re
from dataclasses import dataclass

_LINK = re.compile(r'^\s*HYPERLINK\s+(?!\\l)"?([^"\s]+)"?', re.IGNORECASE)
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
        found = (_LINK.match(field.code) for field in reversed(self._open))
        return next((match.group(1) for match in found if match), "")
