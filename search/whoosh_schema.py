"""Terms as Whoosh stores them: already cut, stemmed and weighted by `search.language`; no text, no analyser."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whoosh import fields, formats

from app.published import Document
from search.index import fingerprint
from search.language import terms_for_index
from search.ranking import Card

Posting = tuple[bytes, int, float, bytes]


def encoded(positions: Sequence[int]) -> bytes:
    """Positions as a few digits; as a pickle for each word they made the index half as large again."""
    return " ".join(map(str, positions)).encode()


def decoded(value: bytes) -> list[int]:
    """What `encoded` wrote, read back."""
    return [int(position) for position in value.split()]


class StemsField(fields.FieldType):
    """Stems in reading order, with their positions for phrases."""

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.analyzer = None
        self.scorable = True
        self.stored = False
        self.unique = False

    def index(self, value: Sequence[str], **_: object) -> Iterator[Posting]:
        """One posting for each stem: term, frequency, weight, encoded positions."""
        places: dict[str, list[int]] = {}
        for position, stem in enumerate(value):
            places.setdefault(stem, []).append(position)
        for stem, positions in places.items():
            yield stem.encode(), len(positions), float(len(positions)), encoded(positions)


class LooseField(fields.FieldType):
    """Looser keys with a weight, without positions."""

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None
        self.scorable = False
        self.stored = False
        self.unique = False

    def index(self, value: Sequence[tuple[str, float]], **_: object) -> Iterator[Posting]:
        """One posting for each key."""
        for key, weight in value:
            yield key.encode(), 1, weight, b""


def schema() -> Any:
    """Fields of the index. `card` is the only thing stored; `id` finds a document again to replace it."""
    return fields.Schema(
        id=fields.ID(), title=StemsField(), text=StemsField(), loose=LooseField(), card=fields.STORED()
    )


def identity(kind: str, ref: str) -> str:
    return f"{kind}:{ref}"


def row(document: Document) -> Mapping[str, object]:
    """A document as the writer takes it."""
    terms = terms_for_index(document.title, document.text)
    card = (
        document.kind,
        document.ref,
        document.municipality,
        document.hearing,
        document.sender_type,
        document.date.toordinal(),
        fingerprint(document),
        len(terms.text),
    )
    return {
        "id": identity(document.kind, document.ref),
        "title": terms.title,
        "text": terms.text,
        "loose": tuple(terms.loose.items()),
        "card": card,
    }


def card(stored: Mapping[str, Any]) -> Card:
    """What `row` stored, read back."""
    kind, ref, municipality, hearing, sender_type, day, mark, length = stored["card"]
    return Card((kind, ref), municipality, hearing, sender_type, day, mark, length)
