"""The prompts that templates put where somebody was to write."""

import re

_PROMPT = re.compile(
    r"(?:klikk|trykk|click|tap)(?: eller (?:trykk|klikk)| or (?:tap|click))?(?: her| here)? (?:for å|to)"
    r" (?:skrive|legge|sette|angi|velge|skrive inn|enter|type|choose|select|add|insert)\b.{0,40}"
    r"|(?:velg|choose)(?: et| ein| en| an| a)? (?:element|item|dato|date|byggeblokk|building block)\.?"
    r"|\[?(?:skriv inn|skriv|type|enter)(?: inn)? (?:tekst|text)(?: her| here)?\.?\]?"
    r"|lorem ipsum\b.*",
    re.IGNORECASE | re.DOTALL,
)


def is_prompt(text: str) -> bool:
    """The text is nothing but the program's own "Click or tap here to enter text"."""
    return bool(_PROMPT.fullmatch(" ".join(text.split())))
