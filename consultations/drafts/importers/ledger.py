"""Words in the file against words in the sections: what is gone is said plainly, with its place."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from flask_babel import lazy_gettext as _

from app.text import text_of_html

from .model import Account, ImportedDraft, ImportedSection, Notice

PARTS = ("body", "tables", "boxes", "notes", "drawings", "headers", "comments", "hidden", "deleted")
_STAYS_OUT = ("headers", "comments", "hidden", "deleted")
_WORD = re.compile(r"[^\W_]+")
_NOTE_LINK = re.compile(r'<a href="#note-[^>]*>[^<]*</a>')
_IMAGE = re.compile(r"<img [^>]*>")
_SHOWN_WORDS = 30
_MOST_PLACES = 50


class FilePassage(NamedTuple):
    """A paragraph as it stands in the file: where, and its words."""

    part: str
    text: str


@dataclass
class Gap:
    """Words of a passage that were not found again."""

    at: int
    passage: FilePassage
    words: list[str]


def with_ledger(draft: ImportedDraft, passages: list[FilePassage]) -> ImportedDraft:
    """The draft with its account of words, and a notice for each place where words are gone."""
    book = _Book(draft)
    gaps = [gap for gap in book.entered(passages) if not book.stands_otherwise(gap) and book.without_glued(gap)]
    lost = tuple(_notice(gap, book.place_of(passages, gap.at)) for gap in gaps[:_MOST_PLACES])
    return replace(draft, ledger=tuple(book.accounts(passages, gaps)), notices=(*lost, *draft.notices))


class _Book:
    """Takes the words of the file out of those that the sections and the notices hold."""

    def __init__(self, draft: ImportedDraft) -> None:
        self._titles = [section.title for section in draft.sections]
        self._texts = [_words_of(section) for section in draft.sections]
        self._letters = ["".join(text) for text in self._texts]
        title = words(draft.title)
        self._held = Counter(word for text in [title, *self._texts] for word in text)
        self._left = Counter(word for text in draft.left_out for word in words(text))
        self._all = "\0".join(["".join(title), *self._letters, *("".join(words(text)) for text in draft.left_out)])
        self.kept: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()

    def entered(self, passages: list[FilePassage]) -> list[Gap]:
        """What is neither in a section nor in a notice. Words that are to be read go first."""
        order = sorted(range(len(passages)), key=lambda at: passages[at].part in _STAYS_OUT)
        gaps = [Gap(at, passages[at], self._enter(passages[at])) for at in order]
        return sorted((gap for gap in gaps if gap.words), key=lambda gap: gap.at)

    def _enter(self, passage: FilePassage) -> list[str]:
        stays_out = passage.part in _STAYS_OUT
        first, second = (self._left, self._held) if stays_out else (self._held, self._left)
        gone = []
        for word in words(passage.text):
            source = next((bag for bag in (first, second) if bag[word] > 0), None)
            if source is None:
                gone.append(word)
                continue
            source[word] -= 1
            (self.kept if source is self._held else self.left_out)[passage.part] += 1
        return gone

    def stands_otherwise(self, gap: Gap) -> bool:
        """The same letters stand there, parted into words in another way."""
        letters = "".join(words(gap.passage.text))
        if len(letters) < 4 or letters not in self._all:
            return False
        self.kept[gap.passage.part] += len(gap.words)
        return True

    def without_glued(self, gap: Gap) -> bool:
        """Takes out words that are two without a space between, as shown and hidden may be; whether some are left."""
        gap.words = [word for word in gap.words if not self._is_glued(word, gap.passage.part)]
        return bool(gap.words)

    def _is_glued(self, word: str, part: str) -> bool:
        for at in range(1, len(word)):
            halves = [(half, self._bag_with(half)) for half in (word[:at], word[at:])]
            if all(bag is not None for _half, bag in halves) and word[:at] != word[at:]:
                for half, bag in halves:
                    assert bag is not None
                    bag[half] -= 1
                hidden = any(bag is self._left for _half, bag in halves)
                (self.left_out if hidden else self.kept)[part] += 1
                return True
        return False

    def _bag_with(self, word: str) -> Counter[str] | None:
        return next((bag for bag in (self._held, self._left) if bag[word] > 0), None)

    def accounts(self, passages: list[FilePassage], gaps: list[Gap]) -> Iterable[Account]:
        total: Counter[str] = Counter()
        for passage in passages:
            total[passage.part] += len(words(passage.text))
        gone: Counter[str] = Counter()
        for gap in gaps:
            gone[gap.passage.part] += len(gap.words)
        for part in PARTS:
            if total[part]:
                yield Account(part, total[part], self.kept[part], self.left_out[part], gone[part])

    def place_of(self, passages: list[FilePassage], at: int) -> str:
        """The title of the section that holds what stands before in the file."""
        for passage in reversed(passages[max(0, at - 30) : at]):
            letters = "".join(words(passage.text))
            found = [title for title, text in zip(self._titles, self._letters, strict=True) if letters in text]
            if len(letters) > 3 and found:
                return found[-1]
        return ""


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def _words_of(section: ImportedSection) -> list[str]:
    html = _IMAGE.sub(" ", _NOTE_LINK.sub(" ", section.html))
    return words(f"{section.number} {section.title} {text_of_html(html)}")


def _notice(gap: Gap, where: str) -> Notice:
    shown = " ".join(gap.words[:_SHOWN_WORDS]) + (" …" if len(gap.words) > _SHOWN_WORDS else "")
    return Notice("missing", "words-missing", _("Disse ordene mangler: «%(words)s».", words=shown), where)
