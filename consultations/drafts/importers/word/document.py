"""From the bytes of a .docx to a draft."""

from consultations.drafts.importers.word.body import WordBody

from ..model import ImportedDraft
from ..outline import assemble, plain_title
from ..refusals import refused
from .names import child, q
from .numbering import Numbering
from .package import Package
from .reading import Reading
from .styles import Styles


def read_docx(data: bytes, stem: str) -> ImportedDraft:
    """The draft in a Word document. Raises DraftRefused and nothing else."""
    package = Package(data)
    root = package.xml(package.main)
    text = child(root, "w:body")
    if text is None:
        raise refused("not-docx")
    reading = _reading(package)
    body = WordBody(reading)
    body.read(text)
    reading.notices.where = ""
    reading.notices.add("tracked-changes", reading.changes)
    _report_what_stays_out(reading)
    draft = assemble(body.title, body.before, body.parts, reading.pictures, reading.notices)
    title = draft.title or _property_title(package) or stem
    return ImportedDraft(title, draft.sections, draft.images, draft.notices)


def _reading(package: Package) -> Reading:
    def first(kind: str) -> str:
        return next(iter(package.related(kind)), "")

    styles = Styles(package.xml(first("styles")))
    numbering = Numbering(package.xml(first("numbering")), styles)
    return Reading(package, styles, numbering, package.relations(package.main))


def _report_what_stays_out(reading: Reading) -> None:
    package = reading.package
    for part in package.related("comments"):
        root = package.xml(part)
        reading.notices.add("comments", len(list(root.iter(q("w:comment")))) if root is not None else 0)
    margins = [package.xml(part) for part in package.related("header") + package.related("footer")]
    if any((t.text or "").strip() for root in margins if root is not None for t in root.iter(q("w:t"))):
        reading.notices.add_once("page-headers")


def _property_title(package: Package) -> str:
    core = package.xml("docProps/core.xml")
    return plain_title((core.findtext(q("dc:title")) if core is not None else "") or "")
