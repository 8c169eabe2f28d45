"""Reads a planner's file into sections, images and notices. Knows files, not the database.

Only DraftRefused comes out of here, whatever the bytes are.
"""

from pathlib import PurePath

from .markdown import read_markdown
from .model import MAX_FILE, DraftRefused, ImportedDraft, ImportedImage, ImportedSection, Notice
from .refusals import refused
from .word.document import read_docx

__all__ = ["DraftRefused", "ImportedDraft", "ImportedImage", "ImportedSection", "Notice", "read_draft"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = {".md", ".markdown", ".txt"}


def read_draft(data: bytes, filename: str) -> ImportedDraft:
    """The draft in a Word (.docx) or Markdown file, told apart by content. Raises DraftRefused and nothing else."""
    if not data:
        raise refused("empty")
    if len(data) > MAX_FILE:
        raise refused("too-large")
    name = PurePath(filename.replace("\\", "/").replace("\0", "")).name
    stem, ending = PurePath(name).stem, PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        return read_docx(data, stem)
    _refuse_other_formats(data)
    if ending in _TEXT_ENDINGS:
        return read_markdown(data, stem)
    raise refused("not-docx" if ending == ".docx" else "unknown-type")


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(_OLE):
        raise refused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old-word")
    if data.startswith(b"%PDF"):
        raise refused("pdf")
    if data.startswith(b"{\\rtf"):
        raise refused("not-docx")
