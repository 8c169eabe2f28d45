"""Static files as they are sent: packed once where that saves something, and one stylesheet for all readers.

The sources stay as they are, one subject a file; `reader.css` is them in the order of their layers, without comments.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import threading
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path

from flask import Response, request, send_from_directory
from werkzeug.exceptions import NotFound

FOLDER = Path(__file__).parent / "static"
READER = "reader.css"
SHEETS = (
    "vendor/designsystemet/index.css",
    "theme.css",
    "measures.css",
    "horing.css",
    "forms.css",
    "reading.css",
    "charts.css",
)
PRINT = "print.css"
PACKED = frozenset({".css", ".js", ".svg"})  # fonts are packed already
PACKING = 9

# A text in quotes is kept whatever it holds; a comment goes, and so does the white space that begins or ends a line.
_CSS = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/|\s*\n\s*""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file in memory. `packed` is it gzipped, `mark` a hash of the content."""

    media_type: str
    body: bytes
    packed: bytes
    mark: str


_files: dict[str, StaticFile] = {}
_lock = threading.Lock()


def send(name: str, max_age: int | None) -> Response:
    """The file of this name, gzipped for who takes it so; 404 where there is none."""
    if not _is_packed(name):
        return send_from_directory(FOLDER, name, max_age=max_age)
    file = static_file(name)
    packed = request.accept_encodings["gzip"] > 0
    response = Response(file.packed if packed else file.body, mimetype=file.media_type)
    if packed:
        response.content_encoding = "gzip"
    response.set_etag(f"{file.mark}-gzip" if packed else file.mark)
    response.vary.add("Accept-Encoding")
    response.cache_control.max_age = max_age
    response.cache_control.public = True
    response.make_conditional(request)
    return response


def mark(name: str) -> str:
    """Ten characters that change with the content; "0" for a file that is not there."""
    try:
        if _is_packed(name):
            return static_file(name).mark
        return _mark((FOLDER / name).read_bytes())
    except (NotFound, OSError):
        return "0"


def static_file(name: str) -> StaticFile:
    """Read and packed when it is first asked for. Raises NotFound."""
    with _lock:
        if name not in _files:
            body = reader_css() if name == READER else _read(name)
            media_type = guess_type(name)[0] or "application/octet-stream"
            _files[name] = StaticFile(media_type, body, gzip.compress(body, PACKING, mtime=0), _mark(body))
        return _files[name]


def reader_css() -> bytes:
    """All stylesheets of a public page, those for paper with them."""
    screen = "".join(_slim(_read(name).decode()) for name in SHEETS)
    return f"{screen}@media print{{{_slim(_read(PRINT).decode())}}}\n".encode()


def _slim(css: str) -> str:
    return _CSS.sub(lambda found: found[1] or ("\n" if found[0].isspace() else ""), css).strip() + "\n"


def _is_packed(name: str) -> bool:
    return Path(name).suffix in PACKED


def _read(name: str) -> bytes:
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER) or not path.is_file():
        raise NotFound
    return path.read_bytes()


def _mark(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:10]
