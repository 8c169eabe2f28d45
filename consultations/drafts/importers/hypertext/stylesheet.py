"""What a page's styles hide or strike out: enough of CSS to tell, no more."""

import re
from dataclasses import dataclass

from ..xml_part import Element

_BLOCK = re.compile(r"@[^{}]{0,500}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIMPLE = re.compile(r"([a-z][\w:-]*|\*)?(?:([.#])([\w-]+))?", re.IGNORECASE)
_HIDES = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)\b", re.IGNORECASE)
_STRIKES = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_MOST = 2000


@dataclass(frozen=True)
class CssRule:
    """One simple selector: a tag, a class or an id, or a tag with one of these."""

    tag: str
    kind: str
    name: str

    def fits(self, element: Element) -> bool:
        if self.tag not in ("", "*", element.tag):
            return False
        if self.kind == ".":
            return self.name in (element.get("class") or "").split()
        return not self.kind or element.get("id") == self.name


class Stylesheet:
    """The rules of a page's own style elements that hide or strike."""

    def __init__(self, css: str) -> None:
        plain = _BLOCK.sub("", _COMMENT.sub("", css[:500_000].replace("<!--", "").replace("-->", "")))
        rules = _RULE.findall(plain)[:_MOST]
        self._hiding = [rule for names, said in rules if _HIDES.search(said) for rule in _rules(names)]
        self._striking = [rule for names, said in rules if _STRIKES.search(said) for rule in _rules(names)]

    def hides(self, element: Element) -> bool:
        own = bool(_HIDES.search(element.get("style") or ""))
        return own or element.get("hidden") is not None or any(rule.fits(element) for rule in self._hiding)

    def strikes(self, element: Element) -> bool:
        own = bool(_STRIKES.search(element.get("style") or ""))
        return own or any(rule.fits(element) for rule in self._striking)


def _rules(selectors: str) -> list[CssRule]:
    found = (_SIMPLE.fullmatch(one.strip()) for one in selectors.split(","))
    return [
        CssRule((one.group(1) or "").lower(), one.group(2) or "", one.group(3) or "")
        for one in found
        if one and one.group(0)
    ]
