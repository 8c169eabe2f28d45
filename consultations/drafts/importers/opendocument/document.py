"""From an opened .odt to a draft."""

from ..archive import Archive
from ..model import ImportedDraft
from ..outline import assemble, plain_title
from ..refusals import refused
from ..xml_part import Element, parsed
from .body import OdtBody
from .lists import Lists
from .names import child, children, q, said, written
from .reading import OdtReading
from .styles import OdtStyles

_TEXTS = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
_MACROS = ("Basic/", "Scripts/")


def is_opendocument(archive: Archive) -> bool:
    """It says so of itself. Raises DraftRefused for a spreadsheet, a presentation and other kinds."""
    if "mimetype" not in archive.names:
        return False
    kind = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
    if kind.startswith("application/vnd.oasis.opendocument") and kind not in _TEXTS:
        raise refused("not-odt")
    return kind in _TEXTS


def read_odt(archive: Archive, stem: str) -> ImportedDraft:
    """The draft in an OpenDocument text. Raises DraftRefused and nothing else."""
    _refuse(archive)
    root, template = _root(archive, "content.xml"), _root(archive, "styles.xml")
    text = child(root, "office:body", "office:text")
    if text is None:
        raise refused("not-odt")
    reading = OdtReading(archive, OdtStyles(template, root), Lists(template, root), controls=_controls(text))
    body = OdtBody(reading)
    body.read(text)
    _report_what_stays_out(reading, template)
    read = body.manuscript
    draft = assemble(read.title, read.front, read.parts, reading.pictures, reading.notices, reading.targets)
    return draft if draft.title else draft.called(_property_title(archive) or stem)


def _refuse(archive: Archive) -> None:
    manifest = _root(archive, "META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(q("manifest:encryption-data")), None) is not None:
        raise refused("encrypted")
    if any(name.startswith(_MACROS) for name in archive.names):
        raise refused("macros")
    if "content.xml" not in archive.names:
        raise refused("broken")


def _root(archive: Archive, name: str) -> Element | None:
    return parsed(archive.read(name)) if name in archive.names else None


def _controls(text: Element) -> dict[str, Element]:
    forms = child(text, "office:forms")
    found = forms.iter() if forms is not None else ()
    return {key: one for one in found for key in (said(one, "xml:id"), said(one, "form:id")) if key}


def _report_what_stays_out(reading: OdtReading, template: Element | None) -> None:
    for page in template.iter(q("style:master-page")) if template is not None else ():
        for margin in children(page):
            if margin.tag != q("style:style"):
                reading.notices.leave_out_everywhere("page-headers", written(margin))


def _property_title(archive: Archive) -> str:
    meta = _root(archive, "meta.xml")
    return plain_title((meta.findtext(f".//{q('dc:title')}") if meta is not None else "") or "")
