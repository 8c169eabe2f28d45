"""Stems: the word that a form belongs to, by `simplemma`'s dictionaries of bokmål and nynorsk; Snowball for others."""

import threading
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import snowballstemmer
from simplemma.strategies import RulesStrategy
from simplemma.strategies.dictionaries import StreamDictionaryFactory

from search import lexicon

_SHORTEST_TAIL = 4
_SHORTEST_BASE = 3
_ENDINGS = ("ene", "ane", "er", "ar", "en", "et", "a")


class _Snowball(threading.local):
    """A stemmer for each thread: it keeps the word it works on, and two threads would cut each other's."""

    def __init__(self) -> None:
        self.stemmer = snowballstemmer.stemmer("norwegian")


_snowball = _Snowball()
_rules = RulesStrategy()


@cache
def _dictionaries() -> tuple[Mapping[str, str], ...]:
    """Form → word. Read as they lie packed: 10 MB in a process instead of 70."""
    factory = StreamDictionaryFactory()
    forms = dict(line.split() for line in lexicon.lines("forms"))
    return forms, factory.get_dictionary("nb"), factory.get_dictionary("nn")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in lower case. A compound or a name is bent by its last part: hovedveien → hovedvei."""
    return known(word) or _rules.get_lemma(word, "nn") or _by_its_tail(word) or _unknown(word)


@lru_cache(maxsize=100_000)
def known(word: str) -> str | None:
    """The word that a form belongs to; None where the dictionaries do not know it."""
    return next((found for forms in _dictionaries() if (found := forms.get(word))), None)


def _by_its_tail(word: str) -> str | None:
    """By the longest known word that it ends in, also with the s that makes a name somebody's."""
    nobodys = word.removesuffix("s")
    for start in range(len(nobodys) - _SHORTEST_TAIL + 1):
        for tail in (word[start:], nobodys[start:]):
            base = known(tail) if start != 1 else None
            if base is not None and base[:_SHORTEST_BASE] == tail[:_SHORTEST_BASE]:
                return word[:start] + base
    return None


def _unknown(word: str) -> str:
    """By its ending; the last s of a strange word may be its own (Haugnes)."""
    stemmed = str(_snowball.stemmer.stemWord(word))
    return word if word.removeprefix(stemmed) in ("s", "es") else stemmed


def also(word: str) -> Iterator[str]:
    """Other words that a form may belong to: `bader` is of «bade» in the dictionary, and of «bad» in a plan.

    Of a name that no dictionary knows each piece without an ending may be one.
    """
    listed = known(word)
    for base in _without_endings(word):
        if known(base) == base or (listed is None and len(base) >= _SHORTEST_TAIL):
            yield base


def _without_endings(word: str) -> Iterator[str]:
    for ending in _ENDINGS:
        base = word.removesuffix(ending)
        if base != word and len(base) >= _SHORTEST_BASE:
            yield base
