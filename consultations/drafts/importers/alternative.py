"""The alternative text of a picture, where somebody wrote one."""

import re

_PATH = re.compile(r"(?:[A-Za-z]:[\\/]|\\\\|file:|https?://|/[^\s/]+/|~/)\S?")
_FILE = re.compile(
    r"\S.{0,200}\.(?:png|jpe?g|jfif|gif|bmp|tiff?|emf|wmf|svg|webp|heic|heif|pdf|eps|ai|psd)", re.IGNORECASE
)
_CAMERA = re.compile(r"(?:IMG|DSC[NF]?|PICT?|MVIMG|PXL|DJI|image|bilde)[_-]?\d[\d_-]*", re.IGNORECASE)


def described(text: str) -> str:
    """The description, or "" for the name of a file, which tells nothing and may name an employee."""
    alt = " ".join(text.split())[:500]
    is_file = _PATH.match(alt) or _FILE.fullmatch(alt) or _CAMERA.fullmatch(alt)
    return "" if is_file else alt
