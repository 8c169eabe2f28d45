"""One state of a Whoosh index, held in memory and read without the disk. Parts that did not change are shared."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC
from whoosh.reading import SegmentReader, TermNotFound

from search.index import Key
from search.index_files import IndexFiles, Manifest
from search.ranking import Card, Groups
from search.whoosh_schema import card, decoded, schema

INDEX_NAME = "MAIN"


class Segment:
    """A part of the index that is written once: its reader, its documents, and from which number they count."""

    def __init__(self, reader: Any, cards: list[Card]) -> None:
        self.reader = reader
        self.cards = cards

    def matcher(self, field: str, key: str) -> Any | None:
        try:
            return self.reader.postings(field, key.encode())
        except TermNotFound:
            return None


class Snapshot:
    """Answers for one state of the index, whatever happens to its files. Not to be used by two threads at once."""

    def __init__(self, files: IndexFiles, manifest: Manifest, before: "Snapshot | None" = None) -> None:
        """Read what `before` does not already hold. Raises DamagedIndex."""
        same = before if before is not None and before.manifest.folder == manifest.folder else None
        self.manifest: Manifest = manifest
        self.contents = {name: _content(files, manifest, name, same) for name in manifest.files}
        self._segments = dict(_segments(self.contents, same))
        self.cards: Sequence[Card] = [card for segment in self._segments.values() for card in segment.cards]
        self.average_length = sum(card.length for card in self.cards) / max(1, len(self.cards))
        self.groups = Groups(self.cards)
        self._numbers: dict[Key, int] = {}

    def weights(self, field: str, key: str) -> Mapping[int, float]:
        found: dict[int, float] = {}
        offset = 0
        for segment in self._segments.values():
            matcher = segment.matcher(field, key)
            for ids, weights in _blocks(matcher) if matcher is not None else ():
                found.update(zip([offset + n for n in ids], weights, strict=True))
            offset += len(segment.cards)
        return found

    def positions(self, field: str, key: str, documents: Collection[int]) -> Mapping[int, Sequence[int]]:
        found: dict[int, Sequence[int]] = {}
        offset = 0
        for segment in self._segments.values():
            matcher = segment.matcher(field, key)
            for ids, values in _value_blocks(matcher) if matcher is not None else ():
                found.update(
                    (offset + n, decoded(value))
                    for n, value in zip(ids, values, strict=True)
                    if offset + n in documents
                )
            offset += len(segment.cards)
        return found

    def beginning(self, field: str, prefix: str, most: int) -> list[str]:
        found: dict[str, None] = {}
        for segment in self._segments.values():
            for number, term in enumerate(segment.reader.expand_prefix(field, prefix.encode())):
                if number == most:
                    break
                found[term.decode()] = None
        return sorted(found)[:most]

    def numbers(self, keys: Collection[Key]) -> list[int]:
        """Which documents keys name; unknown ones name none."""
        if keys and not self._numbers:
            self._numbers = {card.key: n for n, card in enumerate(self.cards)}
        return [self._numbers[key] for key in keys if key in self._numbers]


def _content(files: IndexFiles, manifest: Manifest, name: str, before: Snapshot | None) -> bytes:
    if before is not None and before.manifest.files.get(name) == manifest.files[name]:
        return before.contents[name]
    return files.read(manifest, name)


def _segments(contents: Mapping[str, bytes], before: Snapshot | None) -> Iterator[tuple[str, Segment]]:
    storage = RamStorage()
    storage.files = dict(contents)
    shape = schema()
    known = before._segments if before is not None else {}
    for part in TOC.read(storage, INDEX_NAME, schema=shape).segments:
        name = part.segment_id()
        if name in known:
            yield name, known[name]
        else:
            reader = SegmentReader(storage, shape, part)
            yield name, Segment(reader, [card(stored) for stored in reader.all_stored_fields()])


def _blocks(matcher: Any) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    """Documents and weights of a term. Whole blocks where Whoosh has them, much faster than one by one."""
    if not isinstance(matcher, W3LeafMatcher):
        yield from (([n], [weight]) for n, weight, _ in _single(matcher))
        return
    block: Any = matcher
    while block.is_active():
        block._read_ids()
        block._read_weights()
        yield block._ids, block._weights
        block._next_block()


def _value_blocks(matcher: Any) -> Iterator[tuple[Sequence[int], Sequence[bytes]]]:
    """Documents and encoded positions of a term."""
    if not isinstance(matcher, W3LeafMatcher):
        yield from (([n], [value]) for n, _, value in _single(matcher))
        return
    block: Any = matcher
    while block.is_active():
        block._read_ids()
        block._read_values()
        yield block._ids, block._values
        block._next_block()


def _single(matcher: Any) -> Iterator[tuple[int, float, bytes]]:
    while matcher.is_active():
        yield matcher.id(), matcher.weight(), matcher.value()
        matcher.next()
