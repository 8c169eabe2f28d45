"""One XML file from outside, parsed with suspicion."""

from typing import TypeAlias

import lxml.etree as etree

from .refusals import refused

Element: TypeAlias = etree._Element
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def parsed(data: bytes) -> Element:
    """The root. Raises DraftRefused for entities and for what is no XML."""
    if any(doctype in data for doctype in _DOCTYPES):
        raise refused("entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise refused("broken") from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise refused("entities")
    return root
