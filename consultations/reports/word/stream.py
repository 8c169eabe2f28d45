"""Joins the empty document and its content into one file, a fragment at a time.

The document is saved with marks where content belongs; the marks are replaced while the file is
copied into its final zip, so ten thousand rows never stand in memory.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import IO

from docx.document import Document
from lxml import etree

from app.clock import local

BODY = "word/document.xml"
_MARK = re.compile(rb"<\?content (\w+)\?>")
_BATCH = 1 << 16


def place(document: Document, name: str) -> None:
    """Marks that the content `name` comes here, after everything that stands in the body so far."""
    mark = etree.ProcessingInstruction("content", name)
    document.element.body.insert(len(document.element.body) - 1, mark)


def write(document: Document, contents: Mapping[str, Iterable[str]], made: datetime, out: IO[bytes]) -> None:
    """Writes the document to a binary file with its contents in their places."""
    frame = io.BytesIO()
    document.save(frame)
    stamp = local(made).timetuple()[:6]
    with zipfile.ZipFile(frame) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with target.open(entry, "w", force_zip64=name == BODY) as part:
                if name == BODY:
                    _copy_body(source.read(name), contents, part)
                else:
                    part.write(source.read(name))


def _copy_body(xml: bytes, contents: Mapping[str, Iterable[str]], part: IO[bytes]) -> None:
    frame_and_names = _MARK.split(xml)
    part.write(frame_and_names[0])
    for name, frame in zip(frame_and_names[1::2], frame_and_names[2::2], strict=True):
        _copy_fragments(contents[name.decode()], part)
        part.write(frame)


def _copy_fragments(fragments: Iterable[str], part: IO[bytes]) -> None:
    """Many small fragments go out as few large pieces, which compress faster."""
    held, size = [], 0
    for fragment in fragments:
        held.append(fragment)
        size += len(fragment)
        if size >= _BATCH:
            part.write("".join(held).encode())
            held, size = [], 0
    part.write("".join(held).encode())
