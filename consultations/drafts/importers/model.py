"""What a draft looks like once it is read, whatever file it came from."""

from dataclasses import dataclass, replace
from typing import Literal

from flask_babel.speaklater import LazyString

MAX_SECTIONS = 1000
MAX_FILE = 30 * 1024 * 1024


@dataclass(frozen=True)
class ImportedSection:
    """A heading with what stands under it; `number` is the one printed in the document, "" where there is none."""

    number: str
    title: str
    level: int
    html: str


@dataclass(frozen=True)
class ImportedImage:
    """A re-encoded picture; the sections show it as `<img src="bilde/NAME">`."""

    name: str
    media_type: str
    data: bytes
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Notice:
    """Left out ("dropped"), for a person to look at ("attention"), or lost for a reason we do not know ("missing")."""

    kind: Literal["dropped", "attention", "missing"]
    code: str
    message: LazyString
    where: str


@dataclass(frozen=True)
class Account:
    """The words of one part of the file: all, those in sections, those reported as left out, those that are gone."""

    part: str
    in_file: int
    kept: int
    left_out: int
    missing: int


@dataclass(frozen=True)
class ImportedDraft:
    """Sections in the order of the document; their levels make the tree. Notices tell of the words in `left_out`."""

    title: str
    sections: tuple[ImportedSection, ...]
    images: tuple[ImportedImage, ...]
    notices: tuple[Notice, ...]
    left_out: tuple[str, ...] = ()
    ledger: tuple[Account, ...] = ()

    def called(self, title: str) -> "ImportedDraft":
        """The same draft with a title from elsewhere than its text."""
        return replace(self, title=title[:300])


class DraftRefused(Exception):
    """The file cannot become a draft; the message tells the planner why and what to do."""

    def __init__(self, code: str, message: LazyString) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
