"""Pictures of a draft, re-encoded so that no position, camera or hidden part follows them out."""

from dataclasses import replace
from io import BytesIO

from PIL import Image, ImageOps

from .model import ImportedImage

MAX_PIXELS = 25_000_000
MAX_PIXELS_OF_A_PHOTO = 100_000_000  # a JPEG is read at the size that is shown
LONGEST_SIDE = 1600
_MEDIA = {"PNG": ("png", "image/png"), "JPEG": ("jpg", "image/jpeg"), "GIF": ("gif", "image/gif")}
_MEDIA["WEBP"] = ("webp", "image/webp")
Crop = tuple[float, float, float, float]
WHOLE: Crop = (0.0, 0.0, 0.0, 0.0)
"""Shares that are cut off: left, top, right, bottom."""


class UnreadablePicture(ValueError):
    """Not a picture we can show: `code` tells which notice it gets."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Pictures:
    """The pictures met so far; the same bytes, cut in the same way, become the same file."""

    def __init__(self) -> None:
        self._by_data: dict[tuple[bytes, Crop], ImportedImage | str] = {}

    def add(self, data: bytes, alt: str, crop: Crop = WHOLE) -> ImportedImage:
        """The picture as it will be published. Raises UnreadablePicture."""
        known = self._by_data.get((data, crop))
        if known is None:
            known = self._by_data[data, crop] = self._encoded(data, alt, crop)
        if isinstance(known, str):
            raise UnreadablePicture(known)
        if alt and not known.alt:
            known = self._by_data[data, crop] = replace(known, alt=alt)
        return known

    def all(self) -> tuple[ImportedImage, ...]:
        return tuple(image for image in self._by_data.values() if isinstance(image, ImportedImage))

    def _encoded(self, data: bytes, alt: str, crop: Crop) -> ImportedImage | str:
        try:
            return _encode(data, f"bilde-{len(self.all()) + 1}", alt, crop)
        except UnreadablePicture as unreadable:
            return unreadable.code
        except Exception:  # a decoder of hostile bytes may raise anything; the picture is reported as broken
            return "image-broken"


def size_in_inches(data: bytes) -> tuple[float, float] | None:
    """How large a picture was made, by its own density or that of a screen; None where it cannot be read."""
    try:
        with Image.open(BytesIO(data), formats=tuple(_MEDIA)) as opened:
            across, down = (float(one) or 96.0 for one in opened.info.get("dpi", (96.0, 96.0)))
            return opened.width / across, opened.height / down
    except Exception:  # as above: the decoder may raise anything, and the picture is reported when it is added
        return None


def _encode(data: bytes, stem: str, alt: str, crop: Crop) -> ImportedImage:
    if not data.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF")):
        raise UnreadablePicture("image-format")
    with Image.open(BytesIO(data), formats=tuple(_MEDIA)) as opened:
        most = MAX_PIXELS_OF_A_PHOTO if opened.format == "JPEG" else MAX_PIXELS
        if opened.width * opened.height > most:  # told by the head of the file, before anything is decoded
            raise UnreadablePicture("image-broken")
        form = opened.format if opened.format in _MEDIA else "JPEG"
        opened.draft(None, (4 * LONGEST_SIDE, 4 * LONGEST_SIDE))  # of a JPEG no more is decoded than is shown
        picture = _cropped(ImageOps.exif_transpose(opened), crop)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if form == "JPEG" and picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    ending, media_type = _MEDIA[form]
    return ImportedImage(f"{stem}.{ending}", media_type, _saved(picture, form), alt, picture.width, picture.height)


def _cropped(picture: Image.Image, crop: Crop) -> Image.Image:
    """What a writer cut off is cut off, not only hidden. A moving picture loses its movement with it."""
    left, top, right, bottom = crop
    width, height = picture.size
    box = (round(left * width), round(top * height), round(width - right * width), round(height - bottom * height))
    fits = box[0] < box[2] and box[1] < box[3] and crop != WHOLE
    return picture.crop(box) if fits else picture


def _saved(picture: Image.Image, form: str) -> bytes:
    bare = picture.copy()
    bare.info = {key: value for key, value in picture.info.items() if key in ("transparency", "background")}
    out = BytesIO()
    bare.save(out, format=form, **({"quality": 85} if form in ("JPEG", "WEBP") else {}))
    return out.getvalue()
