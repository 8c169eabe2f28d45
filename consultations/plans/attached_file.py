"""What may be attached to a plan: PDF, Word, Excel and pictures, told apart by content, looked into and then kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from PIL import Image, ImageOps

from app.storage import safe_name
from app.zip_archive import BadZip, ZipArchive

MAX_FILE = 30 * 1024 * 1024
MAX_PIXELS = 50_000_000
ACCEPTED = ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"

PDF = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX, XLSX = f"{_OFFICE}wordprocessingml.document", f"{_OFFICE}spreadsheetml.sheet"
PNG, JPEG = "image/png", "image/jpeg"
TYPE_NAMES = {PDF: "PDF", DOCX: "Word", XLSX: "Excel", PNG: "PNG", JPEG: "JPEG"}
_ENDINGS = {".pdf": PDF, ".docx": DOCX, ".xlsx": XLSX, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG}
_MAIN_PARTS = {DOCX: b"wordprocessingml.document.main+xml", XLSX: b"spreadsheetml.sheet.main+xml"}
_TRAILER = re.compile(rb"%%EOF\s*+\x00*+\s*+$")
_TRAILER_WITHIN = 2048

_REASONS = {
    "empty": _l("Filen er tom. Velg filen på nytt."),
    "too-large": _l("Filen er større enn 30 MB. Gjør den mindre, eller del den i flere."),
    "unknown-type": _l("Vi tar ikke imot denne filtypen. Last opp PDF, Word (.docx), Excel (.xlsx), PNG eller JPEG."),
    "other-content": _l(
        "Innholdet i filen er noe annet enn navnet sier. Åpne den, og lagre den på nytt i riktig format."
    ),
    "encrypted": _l("Filen er beskyttet med passord. Fjern passordet, og last den opp på nytt."),
    "macros": _l("Filen inneholder makroer. Lagre den som et vanlig dokument uten makroer."),
    "zip-bomb": _l("Filen blir urimelig stor når den pakkes ut. Lagre den på nytt, og prøv igjen."),
    "broken": _l("Filen er skadet, og vi kan ikke lese den. Åpne den, og lagre den på nytt."),
}


class AttachmentRefused(Exception):
    """The file cannot be attached; `message` says what to do."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def message(self) -> LazyString:
        return _REASONS[self.code]


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """Bytes that may be published, with the name and the type under which they are given out."""

    data: bytes
    name: str
    media_type: str


def read_attachment(data: bytes, filename: str) -> AttachedFile:
    """The file as it will be published: documents byte for byte, pictures without place and camera.

    Raises AttachmentRefused and nothing else.
    """
    if not data:
        raise AttachmentRefused("empty")
    if len(data) > MAX_FILE:
        raise AttachmentRefused("too-large")
    name = safe_name(filename)
    media_type = _ENDINGS.get(PurePath(name).suffix.lower())
    if media_type is None:
        raise AttachmentRefused("unknown-type")
    return AttachedFile(_checked(data, media_type), name, media_type)


def _checked(data: bytes, media_type: str) -> bytes:
    if media_type == PDF:
        _check_pdf(data)
    elif media_type in _MAIN_PARTS:
        _check_office(data, _MAIN_PARTS[media_type])
    else:
        return _picture(data, media_type)
    return data


def _check_pdf(data: bytes) -> None:
    if not data.startswith(b"%PDF-"):
        raise AttachmentRefused("other-content")
    if not _TRAILER.search(data[-_TRAILER_WITHIN:]):
        raise AttachmentRefused("broken")


def _check_office(data: bytes, main_part: bytes) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):  # so are locked ones kept, and the formats before 2007
        raise AttachmentRefused("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "other-content")
    if not data.startswith(b"PK"):
        raise AttachmentRefused("other-content")
    try:
        archive = ZipArchive(data)
        types = archive.read("[Content_Types].xml").lower() if "[Content_Types].xml" in archive.names else b""
    except BadZip as bad:
        raise AttachmentRefused(bad.code) from None
    if b"macroenabled" in types or any("vbaproject" in name.lower() for name in archive.names):
        raise AttachmentRefused("macros")
    if main_part not in types:
        raise AttachmentRefused("other-content")


def _picture(data: bytes, media_type: str) -> bytes:
    """The picture drawn anew: no position, no camera and nothing hidden behind it follows it out."""
    form = TYPE_NAMES[media_type]
    if not data.startswith(b"\x89PNG\r\n" if media_type == PNG else b"\xff\xd8\xff"):
        raise AttachmentRefused("other-content")
    try:
        return _drawn_anew(data, form)
    except AttachmentRefused:
        raise
    except Exception:  # a decoder of hostile bytes may raise anything
        raise AttachmentRefused("broken") from None


def _drawn_anew(data: bytes, form: str) -> bytes:
    with Image.open(BytesIO(data), formats=(form,)) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise AttachmentRefused("too-large")
        picture = ImageOps.exif_transpose(opened)
        picture.load()
    bare = picture.copy()
    bare.info = {key: value for key, value in picture.info.items() if key in ("transparency", "icc_profile")}
    out = BytesIO()
    bare.save(out, format=form, **({"quality": 92} if form == "JPEG" else {}))
    return out.getvalue()
