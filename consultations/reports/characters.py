"""Which characters an XML file can hold (XML 1.0, section 2.2)."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def xml_safe(text: str) -> str:
    """The text without control characters; half a surrogate pair becomes the replacement sign."""
    return _SURROGATES.sub("\ufffd", _FORBIDDEN.sub("", text))
