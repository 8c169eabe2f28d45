"""The search page among 10 000 remarks on each engine, against Whoosh's own search; and how much of it is right."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

from whoosh import query as asked
from whoosh.filedb.filestore import FileStorage

from app import demo
from app.config import TANTIVY, WHOOSH, Settings
from app.factory import create_app
from search import indexer, installation
from search.index_files import IndexFiles
from search.query import Query, parse
from search.whoosh_index import LAYOUT
from tests import databases
from tests.benchmarks import load, servers, tables
from tests.benchmarks.seeding import SECRET, Seeded
from tests.search import quality

WORDS = ("skole", "trygg skolevei", "bussen vinter", "foreldre", "gymsal", '"lang tid"', "bibliotek")
ROUNDS, PAGES, BEST = 3, 4, 20
GOAL, RECALL, PRECISION = 2.0, 0.85, 0.9


@dataclass(frozen=True, slots=True)
class Line:
    """Times of one query in milliseconds."""

    words: str
    bare: float
    whoosh: float
    tantivy: float

    def row(self) -> list[object]:
        ratio = self.whoosh / self.bare
        return [
            self.words,
            self.bare,
            self.whoosh,
            self.tantivy,
            self.tantivy / self.bare,
            ratio,
            tables.at_most(ratio, GOAL),
        ]


def report(seeded: Seeded, folder: Path) -> None:
    tables.heading(
        "Searching",
        f"Medians of {ROUNDS * PAGES}, ms. «Same terms»: Whoosh's own search of the page's terms, best {BEST}, "
        "not counted. «Page»: the answer\nby HTTP, found, counted, loaded and compared with the database, rendered.",
    )
    with _searcher(seeded) as searcher:
        bare = {words: _bare(words, searcher) for words in WORDS}
    pages = {engine: _pages(replace(seeded.settings, search=engine)) for engine in (TANTIVY, WHOOSH)}
    lines = [Line(words, bare[words], pages[WHOOSH][words], pages[TANTIVY][words]) for words in WORDS]
    lines.append(Line("all of them", *(sum(getattr(one, name) for one in lines) for name in Line.__slots__[1:])))
    columns = ("query", "same terms", "page: Whoosh", "page: tantivy", "tantivy's ratio", "ratio", "goal")
    tables.table(columns, [line.row() for line in lines])
    _report_quality(folder / "demo")


def _pages(settings: Settings) -> dict[str, float]:
    """The index stands in one folder, whichever engine wrote it: it is written anew for each."""
    app = create_app(settings)
    with app.app_context():
        indexer.rebuild(installation.current_index())
    installation.close(app)
    with servers.product(settings) as product:
        return {words: _page(words, product.port) for words in WORDS}


def _page(words: str, port: int) -> float:
    numbers = count()

    def page() -> bytes:
        return load.get(f"/storvik/sok?q={quote(words)}&bench={next(numbers)}")

    load.send(port, [page() for _ in range(8)], connections=8)  # every worker has opened the index
    times = [one for _ in range(ROUNDS) for one in load.send(port, [page() for _ in range(PAGES)], connections=1).times]
    return 1000 * statistics.median(times)


def _bare(words: str, searcher: Any) -> float:
    terms = _same_terms(parse(words))
    return 1000 * statistics.median(_timed(lambda: searcher.search(terms, limit=BEST), ROUNDS * PAGES))


def _timed(search: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        search()
        taken.append(time.perf_counter() - began)
    return taken


@contextmanager
def _searcher(seeded: Seeded) -> Iterator[Any]:
    folder = IndexFiles(Path(seeded.settings.data_dir) / "index", LAYOUT).current()
    with FileStorage(str(folder), supports_mmap=False).open_index().searcher() as searcher:
        yield searcher


def _same_terms(query: Query) -> Any:
    return asked.And(
        [
            asked.Phrase("text", list(clause.phrase))
            if clause.phrase
            else asked.Or([asked.Term(term.field, term.key, boost=term.weight) for term in clause.terms])
            for clause in query.required
        ]
    )


def _report_quality(folder: Path) -> None:
    tables.heading(
        "What searching finds",
        "Means over queries on the demo's texts, each with a pattern of what it shall find; half of them were kept out "
        "while lists and rules were tuned.",
    )
    folder.mkdir()
    url = databases.sqlite_database(folder / "horing.db")
    app = create_app(Settings(environment="test", data_dir=folder, database_url=url, secret_key=SECRET))
    with app.app_context():
        demo.build(app)
        indexer.rebuild(installation.current_index())
        rows = [_quality(name) for name in quality.SETS]
    installation.close(app)
    tables.table(("queries", "how many", "texts sought", "precision", "goal", "recall", "goal"), rows)


def _quality(name: str) -> list[object]:
    measured = quality.measures(installation.current_index(), name)
    recall = quality.mean([one.recall for one in measured])
    precision = quality.mean([one.precision for one in measured])
    return [
        name,
        len(measured),
        sum(len(one.wanted) for one in measured),
        precision,
        tables.at_least(precision, PRECISION),
        recall,
        tables.at_least(recall, RECALL),
    ]
