"""One key for a word in bokmål and nynorsk: by the rules that spellings follow, by a list where there is no rule."""

import re
from functools import cache, lru_cache

from search import lexicon
from search.folding import plain
from search.stems import stem


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in lexicon.lines("spellings"))
    return tuple((re.compile(pattern), instead) for pattern, instead, *_example in rows)


@lru_cache(maxsize=100_000)
def common(stemmed: str) -> str:
    """The spelling that stands for both written standards: ferje and ferge, nedlegging and nedleggelse."""
    for pattern, instead in _rules():
        stemmed = pattern.sub(instead, stemmed)
    return stemmed


@lru_cache(maxsize=100_000)
def concept(stemmed: str) -> str:
    """The one name of a stem, its spellings and its synonyms."""
    spelled = common(stemmed)
    return _meanings().get(spelled) or _meanings_without_letters().get(spelled, spelled)


@cache
def _meanings() -> dict[str, str]:
    """Spelling → the spelling that names its meaning."""
    meanings: dict[str, str] = {}
    for line in lexicon.lines("synonyms"):
        members = [common(stem(member)) for member in line.split()]
        name = next((meanings[member] for member in members if member in meanings), members[0])
        meanings.update((member, meanings.get(member, name)) for member in members)
    return meanings


@cache
def _meanings_without_letters() -> dict[str, str]:
    return {plain(member): name for member, name in _meanings().items() if plain(member) != member}
