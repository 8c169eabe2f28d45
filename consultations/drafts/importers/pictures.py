"""Pictures of a draft, re-encoded so that no position, camera or hidden part follows them out."""

from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageOps

from .model import ImportedImage

MAX_PIXELS = 50_000_000
LONGEST_SIDE = 1600
_MEDIA = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg"), "GIF": ("gif", "image/gif")}
_MEDIA["WEBP"] = ("webp", "image/webp")


class UnreadablePicture(ValueError):
    """Not a picture we can show: `code` tells which notice it gets."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Pictures:
    """The pictures met so far; the same bytes become the same file."""

    def __init__(self) -> None:
        self._by_data: dict[bytes, ImportedImage | str] = {}

    def add(self, data: bytes, alt: str) -> ImportedImage:
        """The picture as it will be published. Raises UnreadablePicture."""
        known = self._by_data.get(data)
        if known is None:
            known = self._by_data[data] = self._encoded(data, alt)
        if isinstance(known, str):
            raise UnreadablePicture(known)
        if alt and not known.alt:
            known = self._by_data[data] = replace(known, alt=alt)
        return known

    def all(self) -> tuple[ImportedImage, ...]:
        return tuple(image for image in self._by_data.values() if isinstance(image, ImportedImage))

    def _encoded(self, data: bytes, alt: str) -> ImportedImage | str:
        try:
            return _encode(data, f"bilde-{len(self.all()) + 1}", alt)
        except UnreadablePicture as unreadable:
            return unreadable.code
        except Exception:  # a decoder of hostile bytes may raise anything; the picture is reported as broken
            return "image-broken"


def _encode(data: bytes, stem: str, alt: str) -> ImportedImage:
    if not data.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF")):
        raise UnreadablePicture("image-format")
    with Image.open(BytesIO(data), formats=tuple(_MEDIA)) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise UnreadablePicture("image-broken")
        form = opened.format if opened.format in _MEDIA else "JPEG"
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if form == "JPEG" and picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    ending, media_type = _MEDIA[form]
    return ImportedImage(f"{stem}.{ending}", media_type, _saved(picture, form), alt, picture.width, picture.height)


def _saved(picture: Image.Image, form: str) -> bytes:
    bare = picture.copy()
    bare.info = {key: value for key, value in picture.info.items() if key in ("transparency", "background")}
    out = BytesIO()
    bare.save(out, format=form, **({"quality": 85} if form in ("JPEG", "WEBP") else {}))
    return out.getvalue()
