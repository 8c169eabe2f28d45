"""The search page among 10 000 remarks against the bare engine: Whoosh's own search of the same terms, best 20."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from whoosh import query as asked
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from search.index_files import IndexFiles
from search.query import Query, parse
from search.whoosh_schema import schema
from search.whoosh_snapshot import INDEX_NAME
from tests.benchmarks import load, servers, tables
from tests.benchmarks.seeding import Seeded

WORDS = ("skole", "trygg skolevei", "bussen vinter", "foreldre", "gymsal", '"lang tid"', "bibliotek")
ROUNDS, PAGES, BEST = 7, 6, 20
GOAL = 2.0


@dataclass(frozen=True, slots=True)
class Line:
    """Times of one query in milliseconds."""

    words: str
    plain: float
    bare: float
    page: float

    def row(self) -> list[object]:
        ratio = self.page / self.bare
        return [
            self.words,
            self.plain,
            self.bare,
            self.page,
            self.page / self.plain,
            ratio,
            tables.at_most(ratio, GOAL),
        ]


def report(seeded: Seeded) -> None:
    tables.heading(
        "Searching",
        f"Medians in ms of {ROUNDS * PAGES}. «The words»: Whoosh looks up only the stems of the words. «Same terms»: "
        "all that the page looks up too\n(synonyms, parts of compounds, other spellings). «Page»: the answer by HTTP, "
        "found, filtered, loaded and compared with the database, rendered.",
    )
    index = _open(seeded)
    with servers.product(seeded.settings) as product, index.searcher() as searcher:
        lines = [_measure(words, searcher, product.port) for words in WORDS]
    lines.append(
        Line("all of them", *(sum(getattr(line, name) for line in lines) for name in ("plain", "bare", "page")))
    )
    columns = ("query", "Whoosh: the words", "Whoosh: same terms", "page", "page/words", "ratio", "goal")
    tables.table(columns, [line.row() for line in lines])


def _measure(words: str, searcher: Any, port: int) -> Line:
    plain, bare = _plain(parse(words)), _same_terms(parse(words))
    numbers = count()

    def page() -> bytes:
        return load.get(f"/storvik/sok?q={quote(words)}&bench={next(numbers)}")

    load.send(port, [page() for _ in range(8)], connections=8)  # every worker has the index in memory
    times: dict[str, list[float]] = {"plain": [], "bare": [], "page": []}
    for _ in range(ROUNDS):
        times["plain"] += _timed(lambda: searcher.search(plain, limit=BEST), PAGES)
        times["bare"] += _timed(lambda: searcher.search(bare, limit=BEST), PAGES)
        times["page"] += load.send(port, [page() for _ in range(PAGES)], connections=1).times
    return Line(words, **{name: 1000 * statistics.median(some) for name, some in times.items()})


def _timed(search: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        search()
        taken.append(time.perf_counter() - began)
    return taken


def _open(seeded: Seeded) -> Any:
    files = IndexFiles(Path(seeded.settings.data_dir) / "index")
    storage = FileStorage(str(files.path(files.check())), supports_mmap=False)
    return FileIndex(storage, schema(), INDEX_NAME)


def _plain(query: Query) -> Any:
    """Each word by its own stem, as a search that knows no more would ask for it."""
    return asked.And([_phrase(c.phrase) if c.phrase else asked.Term("text", c.terms[0].key) for c in query.required])


def _same_terms(query: Query) -> Any:
    return asked.And(
        [
            _phrase(clause.phrase)
            if clause.phrase
            else asked.Or([asked.Term(term.field, term.key, boost=term.weight) for term in clause.terms])
            for clause in query.required
        ]
    )


def _phrase(stems: tuple[str, ...]) -> Any:
    """Whoosh cannot read our positions, so all of the stems stand for the phrase: less work for it than for us."""
    return asked.And([asked.Term("text", stem) for stem in stems])
