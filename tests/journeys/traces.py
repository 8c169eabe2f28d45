"""Where words can be found by those who may not read them: public pages, files on disk, tables, logs."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin

from flask import Flask

from app import worker
from app.extensions import db
from search import language
from search.language import analyse
from tests.pages import Visitor

MOST_PAGES = 200
SHORTEST_STEM = 6  # shorter ones are in any text
# Where the sealed original, and what we know of its sender, rest. Nobody outside is shown these columns.
SEALED = {("comment", "text"), ("sender", "name"), ("sender", "email")}


def finish_tasks(app: Flask) -> None:
    """Let the worker do everything that is due: letters, index."""
    worker.work(app, until_empty=True)


def on_public_pages(app: Flask, words: list[str], *, start: str = "/storvik/") -> Iterator[str]:
    """Every page an anonymous visitor reaches by links from the start page, and the search for the words themselves."""
    visitor, waiting, seen = Visitor(app), [start], {start}
    while waiting:
        path = waiting.pop(0)
        page = visitor.get(path)
        assert page.status == 200, path
        yield from (f"{word} on {path}" for word in words if _holds(page.body, word))
        for link in page.tree.xpath("//a/@href") if page.tree is not None else []:
            address = urldefrag(urljoin(path, link)).url
            if address.startswith(start) and "/svar" not in address and address not in seen and len(seen) < MOST_PAGES:
                seen.add(address)
                waiting.append(address)
    for word in words:
        page = visitor.get(f"{start}sok?q={quote(word)}")
        yield from (f"a hit for {word}" for hit in page.select(".hits li") if hit is not None)


def on_disk(folder: Path, words: list[str]) -> Iterator[str]:
    """Every file but the database: index (which holds stems), letters, stored files; as they are and unpacked."""
    sought = {*words, *(stem for word in words for stem in _stems(word))}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".db" not in path.name:
            for text in _readings(path):
                yield from (f"{word} in {path.relative_to(folder)}" for word in sought if _holds(text, word))


def in_tables(app: Flask, words: list[str]) -> Iterator[str]:
    """Every value of every table, but the sealed original and its sender."""
    with app.app_context():
        for table in db.metadatas[None].sorted_tables:
            for row in db.session.execute(db.select(table)).mappings():
                for column, value in row.items():
                    if (table.name, column) not in SEALED:
                        yield from (f"{word} in {table.name}.{column}" for word in words if _holds(str(value), word))


def _stems(words: str) -> Iterator[str]:
    stems = (analyse(word).stem for word in language.words(words))
    return (stem for stem in stems if len(stem) >= SHORTEST_STEM)


def _readings(path: Path) -> Iterator[str]:
    data = path.read_bytes()
    if path.suffix == ".eml":
        letter = BytesParser(policy=default).parsebytes(data)
        yield f"{letter['Subject']} {letter['To']} {letter.get_body().get_content()}"
    yield data.decode("utf-8", "replace")
    yield data.decode("utf-16-le", "replace")
    try:
        yield zlib.decompress(data).decode("utf-8", "replace")
    except zlib.error:
        return


def _holds(text: str, word: str) -> bool:
    return " ".join(word.split()).casefold() in " ".join(text.split()).casefold()
