"""Blocks of a document and their HTML: lists are nested, captions find their table or picture."""

import re
from dataclasses import dataclass

from .number import Number

_TYPES = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_ONLY_IMAGES = re.compile(r"(?:\s*+<img [^>]*+>\s*+(?:<br>)?)+")


@dataclass(frozen=True)
class Block:
    """`kind` is "p", "caption", "quote", "table" or "item"; only items carry a number."""

    kind: str
    html: str
    number: Number | None = None


def html_of_blocks(blocks: list[Block]) -> str:
    out: list[str] = []
    place = 0
    while place < len(blocks):
        block, following = blocks[place], blocks[place + 1] if place + 1 < len(blocks) else None
        place += 1
        if block.kind == "item":
            end = place
            while end < len(blocks) and blocks[end].kind == "item":
                end += 1
            out.append(_lists(blocks[place - 1 : end]))
            place = end
        elif following and block.kind == "caption" and following.kind == "table":
            out.append(following.html.replace("<table>", f"<table><caption>{block.html}</caption>", 1))
            place += 1
        elif following and following.kind == "caption" and _ONLY_IMAGES.fullmatch(block.html):
            out.append(f"<figure>{block.html}<figcaption>{following.html}</figcaption></figure>")
            place += 1
        else:
            out.append(_single(block))
    return "\n".join(out)


def _single(block: Block) -> str:
    if block.kind == "table":
        return block.html
    if block.kind == "quote":
        return f"<blockquote><p>{block.html}</p></blockquote>"
    return f"<p>{block.html}</p>"


def _lists(items: list[Block]) -> str:
    """Nested lists; a jump of levels opens one list, a number that does not follow opens a new one."""
    out: list[str] = []
    open_lists: list[Number] = []
    for item in items:
        number = item.number
        if number is None:
            continue
        while open_lists and open_lists[-1].ilvl > number.ilvl:
            out.append(_end(open_lists.pop()))
        if open_lists and open_lists[-1].ilvl == number.ilvl:
            out.append("</li>" if _follows(open_lists[-1], number) else _end(open_lists[-1]))
            last = open_lists.pop()
            out.append("" if _follows(last, number) else _begin(number))
        else:
            out.append(_begin(number))
        open_lists.append(number)
        out.append(f"<li>{item.html}")
    out.extend(_end(number) for number in reversed(open_lists))
    return "".join(out)


def _follows(last: Number, number: Number) -> bool:
    if last.is_bullet or number.is_bullet:
        return last.is_bullet and number.is_bullet
    return last.form == number.form and number.value == last.value + 1


def _begin(number: Number) -> str:
    if number.is_bullet:
        return "<ul>"
    start = f' start="{number.value}"' if number.value != 1 else ""
    kind = f' type="{_TYPES[number.form]}"' if number.form in _TYPES else ""
    return f"<ol{start}{kind}>"


def _end(number: Number) -> str:
    return "</li></ul>" if number.is_bullet else "</li></ol>"
