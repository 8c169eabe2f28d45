"""Keeping an index like what is public. All of it may be repeated and interrupted."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from app import garbage, published
from app.extensions import reading
from app.published import Document
from search.index import DamagedIndex, Key, SearchIndex, fingerprint

log = logging.getLogger(__name__)

BATCH = 500


@dataclass(frozen=True, slots=True)
class IndexReport:
    """How an index differs from what is public. An unreadable index lacks everything."""

    missing: tuple[Key, ...] = ()
    stale: tuple[Key, ...] = ()
    extra: tuple[Key, ...] = ()
    readable: bool = True

    @property
    def is_clean(self) -> bool:
        return self.readable and not (self.missing or self.stale or self.extra)


def index_changed(index: SearchIndex, changes: Iterable[tuple[str, Collection[str]]]) -> None:
    """Take in changes (kind, references): what is public is put, the rest removed. A damaged index is rebuilt."""
    refs: dict[str, set[str]] = {}
    for kind, some in changes:
        refs.setdefault(kind, set()).update(some)
    try:
        for kind, named in refs.items():
            _take_in(index, kind, sorted(named))
    except DamagedIndex as damage:
        log.warning("search index is rebuilt: %s", damage)
        rebuild(index)


def _take_in(index: SearchIndex, kind: str, refs: list[str]) -> None:
    for start in range(0, len(refs), BATCH):
        some = refs[start : start + BATCH]
        with reading():
            public = published.load(kind, some)
        index.remove(kind, [ref for ref in some if ref not in public])
        index.put(list(public.values()))


def rebuild(index: SearchIndex, progress: Callable[[int], None] | None = None) -> int:
    """Write the index anew from what is public; searches go on meanwhile. Returns the number of documents."""
    return index.rebuild(_all_public(), progress or (lambda _: None))


def _all_public() -> Iterator[list[Document]]:
    """Everything public, no transaction open while a batch is written: searching must hold up nobody's submission."""
    batches = published.all_documents(BATCH)
    while True:
        with reading():
            batch = next(batches, None)
        if batch is None:
            return
        yield batch
        garbage.tidy_if_due()


def heal(index: SearchIndex) -> bool:
    """Rebuild the index if its files are not as they were written. Returns whether that was necessary."""
    if index.is_sound():
        return False
    rebuild(index)
    return True


def reconcile(index: SearchIndex) -> IndexReport:
    """Compare the index with everything that is public, document by document."""
    try:
        held = dict(index.fingerprints())
    except DamagedIndex:
        held, readable = {}, False
    else:
        readable = True
    public = {(d.kind, d.ref): fingerprint(d) for batch in _all_public() for d in batch}
    return IndexReport(
        missing=tuple(sorted(public.keys() - held.keys())),
        stale=tuple(sorted(key for key in public.keys() & held.keys() if public[key] != held[key])),
        extra=tuple(sorted(held.keys() - public.keys())),
        readable=readable,
    )
