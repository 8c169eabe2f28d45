"""The characters of a text file or a page, whatever program wrote it."""

import re

from app.text import received

from .refusals import refused

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{1,40})|encoding=["']([\w-]{1,40})""", re.IGNORECASE
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")


def plain_text(data: bytes) -> str:
    """A text file in UTF-8. Raises DraftRefused for another."""
    try:
        return received(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise refused("not-utf8") from None


def page_text(data: bytes) -> str:
    """A page, by the mark at its start, what it says of itself, or the look of its bytes. Raises DraftRefused."""
    declared = _CHARSET.search(data[:4000])
    names = [name for mark, name in _BOMS if data.startswith(mark)]
    names += [(declared.group(1) or declared.group(2)).decode()] if declared else []
    for name in [*names, "utf-8", "windows-1252"]:
        try:
            return received(_DECLARATION.sub("", data.decode(name).removeprefix("\ufeff")))
        except (UnicodeError, LookupError):
            continue
    raise refused("not-utf8")
