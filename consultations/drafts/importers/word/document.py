"""From an opened .docx to a draft."""

from ..archive import Archive
from ..model import ImportedDraft
from ..outline import assemble, plain_title
from ..refusals import refused
from .body import WordBody
from .names import child, q, written
from .numbering import Numbering
from .package import Package
from .reading import Reading
from .styles import Styles


def read_docx(archive: Archive, stem: str) -> ImportedDraft:
    """The draft in a Word document. Raises DraftRefused and nothing else."""
    package = Package(archive)
    root = package.xml(package.main)
    text = child(root, "w:body")
    if text is None:
        raise refused("not-docx")
    reading = _reading(package)
    body = WordBody(reading)
    body.read(text)
    reading.notices.where = ""
    reading.notices.add("tracked-changes", reading.changes)
    body.notes.report_loose()
    _report_what_stays_out(reading)
    text_read = body.manuscript
    draft = assemble(
        text_read.title, text_read.front, text_read.parts, reading.pictures, reading.notices, reading.targets
    )
    return draft if draft.title else draft.called(_property_title(package) or stem)


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
        comments = list(root.iter(q("w:comment"))) if root is not None else []
        reading.notices.add("comments", len(comments))
        reading.notices.left_out += [written(comment) for comment in comments]
    for part in package.related("header") + package.related("footer"):
        root = package.xml(part)
        reading.notices.leave_out_everywhere("page-headers", written(root) if root is not None else "")


def _property_title(package: Package) -> str:
    core = package.xml("docProps/core.xml")
    return plain_title((core.findtext(q("dc:title")) if core is not None else "") or "")
