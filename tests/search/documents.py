"""Documents for the tests of search, and a room that publishes them."""

from collections.abc import Iterator, Sequence
from datetime import date

from app.published import Document


def document(ref: str, text: str, **other: object) -> Document:
    """A published remark; `other` replaces any of its values."""
    values: dict[str, object] = {
        "kind": "comment",
        "municipality": "lillevik",
        "hearing": "boligplan",
        "title": "Merknad",
        "url": f"/lillevik/horinger/boligplan/{ref}",
        "date": date(2026, 11, 2),
        "sender_type": "private",
    }
    return Document(ref=ref, text=text, **{**values, **other})  # type: ignore[arg-type]


class Shelf:
    """A room whose public documents the test decides on."""

    kind = "comment"

    def __init__(self, *documents: Document) -> None:
        self.documents = {one.ref: one for one in documents}

    def put(self, one: Document) -> None:
        self.documents[one.ref] = one

    def load(self, refs: Sequence[str]) -> dict[str, Document]:
        return {ref: self.documents[ref] for ref in refs if ref in self.documents}

    def refs(self) -> Iterator[str]:
        yield from list(self.documents)
