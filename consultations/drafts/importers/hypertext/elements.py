"""Which elements of HTML are what."""

from collections.abc import Iterator

from ..xml_part import Element

HEADINGS = {f"h{n}": n for n in range(1, 7)}
LISTS = {"ul", "ol", "menu", "dir"}
BLOCKS = {"p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "blockquote", "pre"}
BLOCKS |= {"dl", "dt", "dd", "figure", "figcaption", "table", "hr", "form", "fieldset", "legend", "details", "summary"}
BLOCKS |= {"body", "html", "center", "hgroup", "search", "li", "tr", "td", "th", "caption", "thead", "tbody", "tfoot"}
BLOCKS |= LISTS | HEADINGS.keys()
NO_TEXT = {"script", "style", "template", "head", "noscript", "link", "meta", "base", "title"}
FOREIGN = {"iframe", "object", "embed", "video", "audio", "canvas", "svg", "math", "applet", "map"}
MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "sup", "sub": "sub"}
STRUCK = {"s", "strike", "del"}


def parts(element: Element) -> Iterator[str | Element]:
    """Text and elements in order, without comments."""
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def is_block(element: Element) -> bool:
    """It is one, or holds one, as a link around a heading does."""
    return element.tag in BLOCKS or any(inner.tag in BLOCKS for inner in element.iter() if isinstance(inner.tag, str))


def words_in(element: Element) -> str:
    """All its text, blocks parted by a space."""
    pieces = [element.text or "" if element.tag not in NO_TEXT else ""]
    for child in element:
        if isinstance(child.tag, str):
            gap = " " if child.tag in BLOCKS or child.tag == "br" else ""
            pieces += [gap, words_in(child), gap]
        pieces.append(child.tail or "")
    return "".join(pieces)
