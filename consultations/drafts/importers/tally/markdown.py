"""The words of a Markdown file: its characters without the marks, read by no parser of Markdown."""

import html
import re

from ..decoding import plain_text
from ..ledger import FilePassage

_FRONT = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"^[ \t>]*(```|~~~).*$", re.MULTILINE)
_SILENT = re.compile(r"<(script|style|template)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)\n]*\)|\[[^\]\n]*\])?")
_LINK = re.compile(r"\]\((?:<[^>\n]*>|[^)\s]*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)|\]\[[^\]\n]*\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:.*$", re.MULTILINE)
_NOTE = re.compile(r"\[\^[^\]\n]*\](?!\()")
_TAG = re.compile(r"</?(?:[a-z][a-z0-9]*)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"^([ \t>]*(?:[-*+][ \t]+)?)\d{1,9}[.)](?=\s)", re.MULTILINE)
_TASK = re.compile(r"^([ \t>]*[-*+][ \t]+)\[[ xX]\]", re.MULTILINE)
_GONE = re.compile(r"[*`~\\]")


def passages(data: bytes) -> list[FilePassage]:
    text = plain_text(data)
    front = _FRONT.match(text)
    lines = front.group(0).split("\n") if front else []
    found = [
        FilePassage("headers", line.partition(":")[2] if line.lower().startswith("title") else line) for line in lines
    ]
    text = _FRONT.sub("", text)
    for pattern, instead in ((_COMMENT, " "), (_SILENT, " "), (_FENCE, ""), (_IMAGE, " "), (_DEFINITION, "")):
        text = pattern.sub(instead, text)
    text = _LINK.sub(" ", text)
    text = _TASK.sub(r"\1", _LIST_NUMBER.sub(r"\1", text))
    text = _NOTE.sub(" ", text)
    lines = text.split("\n")
    return found + [FilePassage(_part(line), _bare(line)) for line in lines if line.strip()]


def _part(line: str) -> str:
    return "tables" if line.lstrip().startswith("|") else "body"


def _bare(line: str) -> str:
    return html.unescape(_GONE.sub("", _TAG.sub(_tag, line)))


def _tag(tag: re.Match[str]) -> str:
    """A tag within a word parts it no more than Markdown's own marks do; blocks do."""
    name = tag.group(0).strip("</> ").split()[0].lower()
    return "" if name in {"b", "i", "em", "strong", "sub", "sup", "u", "span", "s", "a", "mark", "code"} else " "
