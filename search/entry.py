"""A document as an index keeps it: words that `search.language` has cut, parted by spaces; not the text itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from app.published import Document
from search.index import fingerprint, place
from search.language import terms_for_index


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """`title` and `text` are stems in reading order, `loose` what else words are found by, `words` their spelling."""

    id: str
    kind: str
    ref: str
    municipality: str
    hearing: str
    sender_type: str
    place: str
    day: int
    mark: str
    title: str
    text: str
    loose: str
    words: str

    def fields(self) -> Mapping[str, str | int]:
        return asdict(self)


def identity(kind: str, ref: str) -> str:
    return f"{kind}:{ref}"


def entry(document: Document) -> IndexEntry:
    """The entry of a document; the same document always has the same."""
    terms = terms_for_index(f"{document.title}\n{document.aliases}", document.text)
    return IndexEntry(
        id=identity(document.kind, document.ref),
        kind=document.kind,
        ref=document.ref,
        municipality=document.municipality,
        hearing=document.hearing,
        sender_type=document.sender_type,
        place=place(document),
        day=document.date.toordinal(),
        mark=fingerprint(document),
        title=" ".join(terms.title),
        text=" ".join(terms.text),
        loose=" ".join(terms.loose),
        words=" ".join(terms.words),
    )
