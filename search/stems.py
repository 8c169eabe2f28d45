"""Stems: Snowball for Norwegian, and the short nouns it leaves with their endings (støyen, veien, byen)."""

import threading
from functools import cache, lru_cache

import snowballstemmer

from search.folding import plain
from search.wordlists import IRREGULAR, SHORT_NOUNS

_ENDINGS = ("en", "ens", "er", "ers", "ene", "enes", "a", "as", "s", "ar", "ars", "ane", "anes", "et", "ets")


class _Snowball(threading.local):
    """A stemmer for each thread: it keeps the word it works on, and two threads would cut each other's."""

    def __init__(self) -> None:
        self.stemmer = snowballstemmer.stemmer("norwegian")


_snowball = _Snowball()


def _forms() -> dict[str, str]:
    forms = {noun + ending: noun for noun in SHORT_NOUNS for ending in ("", *_ENDINGS)}
    return forms | IRREGULAR


_FORMS = _forms()
_LONGEST_FORM = max(map(len, _FORMS))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in lower case. A compound is bent by its last part: hovedveien → hovedvei."""
    if word in _FORMS:
        return _FORMS[word]
    for length in range(min(_LONGEST_FORM, len(word) - 3), 3, -1):
        base = _FORMS.get(word[-length:])
        if base is not None:
            return word[:-length] + base
    return _without_agent(str(_snowball.stemmer.stemWord(word)))


def _without_agent(stemmed: str) -> str:
    """Snowball takes one ending: saksbehandleren keeps the -er that saksbehandler loses, sakshandsamaren the -ar."""
    return stemmed[:-2] if len(stemmed) > 5 and stemmed.endswith(("er", "ar")) else stemmed


@cache
def folded_short_forms() -> dict[str, str]:
    """The short nouns as typed without æøå: stoyen → stoy."""
    return {plain(form): plain(base) for form, base in _FORMS.items() if not form.isascii()}
