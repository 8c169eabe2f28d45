"""Reads a planner's file into sections, images and notices, and accounts for its words. Knows files, no database.

Only DraftRefused comes out of here, whatever the bytes are.
"""

from pathlib import PurePath

from .archive import Archive
from .hypertext.document import looks_like_html, read_html
from .hypertext.markdown import read_markdown
from .ledger import with_ledger
from .model import MAX_FILE, Account, DraftRefused, ImportedDraft, ImportedImage, ImportedSection, Notice
from .opendocument.document import is_opendocument, read_odt
from .refusals import refused
from .tally import hypertext as hypertext_tally
from .tally import markdown as markdown_tally
from .tally import opendocument as opendocument_tally
from .tally import word as word_tally
from .word.document import read_docx

__all__ = [
    "Account",
    "DraftRefused",
    "ImportedDraft",
    "ImportedImage",
    "ImportedSection",
    "Notice",
    "read_draft",
]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = {".md", ".markdown", ".txt"}
_HTML_ENDINGS = {".html", ".htm", ".xhtml"}


def read_draft(data: bytes, filename: str) -> ImportedDraft:
    """The draft in a Word, OpenDocument, HTML or Markdown file, told apart by content, with its account of words.

    Raises DraftRefused and nothing else.
    """
    if not data:
        raise refused("empty")
    if len(data) > MAX_FILE:
        raise refused("too-large")
    name = PurePath(filename.replace("\\", "/").replace("\0", "")).name
    stem, ending = PurePath(name).stem, PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _packed(Archive(data), stem)
    _refuse_other_formats(data)
    if ending in _HTML_ENDINGS or (ending not in _TEXT_ENDINGS and looks_like_html(data)):
        return with_ledger(read_html(data, stem), hypertext_tally.passages(data))
    if ending in _TEXT_ENDINGS:
        return with_ledger(read_markdown(data, stem), markdown_tally.passages(data))
    raise refused({".docx": "not-docx", ".odt": "not-odt"}.get(ending, "unknown-type"))


def _packed(archive: Archive, stem: str) -> ImportedDraft:
    if is_opendocument(archive):
        return with_ledger(read_odt(archive, stem), opendocument_tally.passages(archive))
    return with_ledger(read_docx(archive, stem), word_tally.passages(archive))


def _refuse_other_formats(data: bytes) -> None:
    if data.startswith(_OLE):
        raise refused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old-word")
    if data.startswith(b"%PDF"):
        raise refused("pdf")
    if data.startswith(b"{\\rtf"):
        raise refused("not-docx")
