"""OpenDocument texts built in the test's own words: a body of raw XML with the styles it needs."""

from .word_files import zipped

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    "office": f"{OASIS}office:1.0",
    "text": f"{OASIS}text:1.0",
    "style": f"{OASIS}style:1.0",
    "table": f"{OASIS}table:1.0",
    "draw": f"{OASIS}drawing:1.0",
    "form": f"{OASIS}form:1.0",
    "fo": f"{OASIS}xsl-fo-compatible:1.0",
    "svg": f"{OASIS}svg-compatible:1.0",
    "manifest": f"{OASIS}manifest:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
SPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
KIND = "application/vnd.oasis.opendocument.text"


def style(
    name: str, family: str = "paragraph", parent: str = "", text: str = "", more: str = "", attributes: str = ""
) -> str:
    above = f' style:parent-style-name="{parent}"' if parent else ""
    properties = f"<style:text-properties {text}/>" if text else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{above} {attributes}>{properties}{more}</style:style>'
    )


STYLES = (
    style("Standard")
    + style("Title", parent="Standard")
    + style("Heading")
    + "".join(style(f"Heading_20_{n}", parent="Heading") for n in (1, 2, 3))
    + style("Caption")
    + '<text:outline-style style:name="Outline">'
    + "".join(
        f'<text:outline-level-style text:level="{n}" style:num-format="1" style:num-suffix="." text:display-levels="{n}"/>'
        for n in (1, 2, 3)
    )
    + "</text:outline-style>"
)
AUTOMATIC = (
    style("Skjult", "text", text='text:display="none"')
    + style("SkjultAvsnitt", parent="Standard", text='text:display="none"')
    + style("Strok", "text", text='style:text-line-through-style="solid"')
    + style("Fet", "text", text='fo:font-weight="bold"')
    + style("Hev", "text", text='style:text-position="super 58%"')
    + style("Utsnitt", "graphic", more='<style:graphic-properties fo:clip="rect(0in, 0.2in, 0in, 0in)"/>')
    + '<text:list-style style:name="Tall"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/></text:list-style>'
    '<text:list-style style:name="Punkt"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)


def p(content: str, name: str = "Standard") -> str:
    return f'<text:p text:style-name="{name}">{content}</text:p>'


def h(content: str, level: int = 1, name: str = "") -> str:
    named = name or f"Heading_20_{level}"
    return f'<text:h text:style-name="{named}" text:outline-level="{level}">{content}</text:h>'


def span(content: str, name: str) -> str:
    return f'<text:span text:style-name="{name}">{content}</text:span>'


def listed(*items: str, name: str = "Punkt", attributes: str = "") -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{name}" {attributes}>{inner}</text:list>'


def cell(content: str, attributes: str = "") -> str:
    inner = content if content.startswith("<") or not content else p(content)
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def table(*rows: str, head: str = "") -> str:
    heads = f"<table:table-header-rows>{head}</table:table-header-rows>" if head else ""
    return f"<table:table>{heads}{''.join(rows)}</table:table>"


def note(content: str, kind: str = "footnote") -> str:
    return (
        f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p(content)}</text:note-body></text:note>"
    )


def box(content: str) -> str:
    return f"<draw:frame><draw:text-box>{content}</draw:text-box></draw:frame>"


def image(name: str, alt: str = "", style_name: str = "") -> str:
    described = f"<svg:desc>{alt}</svg:desc>" if alt else ""
    return (
        f'<draw:frame draw:style-name="{style_name}"><draw:image xlink:href="Pictures/{name}"/>{described}</draw:frame>'
    )


def odt(
    body: str,
    *,
    margins: str = "",
    files: dict[str, str | bytes] | None = None,
    automatic: str = AUTOMATIC,
    styles: str = STYLES,
) -> bytes:
    """A file with the body; `margins` stand in the header of each page."""
    page = f'<style:master-page style:name="S"><style:header>{margins}</style:header></style:master-page>'
    return zipped(
        {
            "mimetype": KIND,
            "META-INF/manifest.xml": f"<manifest:manifest {SPACES}/>",
            "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {SPACES}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{page if margins else ''}</office:master-styles></office:document-styles>",
            **(files or {}),
        }
    )
