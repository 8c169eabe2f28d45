"""Files as people upload them, and as attackers do."""

from __future__ import annotations

import zipfile
from io import BytesIO

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EXE = b"MZ\x90\x00\x03" + b"\x00" * 200
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
WORD, EXCEL = "wordprocessingml.document", "spreadsheetml.sheet"


def office(kind: str = WORD, **entries: bytes) -> bytes:
    """A file with the least that makes it a document of that kind."""
    types = f"<Types><Override ContentType='application/vnd.openxmlformats-officedocument.{kind}.main+xml'/></Types>"
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", types)
        for name, content in entries.items():
            made.writestr(name, content)
    return data.getvalue()


def picture(form: str = "PNG", **options: object) -> bytes:
    data = BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(data, form, **options)
    return data.getvalue()


def photo_with_a_place() -> bytes:
    """A JPEG whose EXIF says who took it."""
    exif = Image.Exif()
    exif[0x013B] = "Kari Fotograf"
    return picture("JPEG", exif=exif)
