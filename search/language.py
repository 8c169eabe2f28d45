"""What a Norwegian word is found by: stem, synonyms in both written standards, parts of compounds, other spellings.

Everything is decided here and stored as plain terms, so that every engine behind the port gives the same answer.
Exact stems stand as they are; looser keys carry a mark: `=` same meaning, `+` part of a compound, `~` without æøå.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from search.compounds import split
from search.folding import digraph, has_norwegian_letter, plain
from search.stems import folded_short_forms, stem
from search.synonyms import SYNONYMS
from search.wordlists import STOP_WORDS

ANALYSIS = 1
"""Raised whenever the same text would give other terms: an index of another analysis is rebuilt, not read."""

LONGEST_WORD = 64

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00"))
_DASHES = str.maketrans("\u2010\u2011\u2013\u2212", "----")
_TOKEN = re.compile(
    r"\d{1,20}+(?:[-\u2010\u2011\u2013\u2212./:,]\d{1,20}+){1,5}+[^\W\d_]?(?![^\W_])"  # 40/531, 11-14, 15.12.2026
    r"|[^\W_]+(?:[-\u2010\u2011\u2013\u2212][^\W_]+)*"  # words, with hyphens inside
)
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Token:
    """One word as it stands in the shown text; `word` is what it is looked up by."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What one word is found by: the exact stem, and looser keys."""

    stem: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexTerms:
    """The terms of a document: stems in reading order, and how often each looser key occurs."""

    title: tuple[str, ...]
    text: tuple[str, ...]
    loose: Mapping[str, float]


def shown(text: str) -> str:
    """The text as tokens count their positions: NFC, without invisible characters and broken surrogates."""
    visible = text.translate(_INVISIBLE).encode("utf-8", "ignore").decode("utf-8")
    return unicodedata.normalize("NFC", visible)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text that has been through `shown`."""
    for match in _TOKEN.finditer(text):
        yield Token(_lower(match.group()), match.start(), match.end())


def words(text: str) -> list[str]:
    return [token.word for token in tokens(shown(text))]


def is_stop_word(word: str) -> bool:
    return word in STOP_WORDS


@lru_cache(maxsize=100_000)
def analyse(word: str) -> Analysis:
    """What a word of a document is found by. Words that carry no meaning have no looser keys."""
    pieces = _pieces(word)
    exact = stem("".join(pieces)) if len(pieces) > 1 and not _NUMBER.match(word) else stem(word)
    if is_stop_word(word):
        return Analysis(exact, ())
    parts = _parts(pieces)
    keys = {f"+{concept(part)}" for part in parts} | {f"~{key}" for part in parts for key in _foldings(part)}
    keys.update(f"~{key}" for key in (_foldings(exact) | respellings(word)) - {exact})
    keys.update(f"={key}" for key in meanings(exact, parts))
    return Analysis(exact, tuple(sorted(keys)))


def meanings(exact: str, parts: tuple[str, ...]) -> set[str]:
    """Names of the meanings a word shares with its synonyms: omsorgsbolig and omsorgsbustad have the same."""
    found = {SYNONYMS[exact]} if exact in SYNONYMS else set()
    if exact in _SYNONYMS_WITHOUT_LETTERS and exact not in SYNONYMS:
        found.add(_SYNONYMS_WITHOUT_LETTERS[exact])
    if len(parts) > 1:
        found.add("+".join(concept(part) for part in parts))
    return found


def concept(stemmed: str) -> str:
    """The one name of a stem and its synonyms; a stem without synonyms is its own."""
    return SYNONYMS.get(stemmed) or _SYNONYMS_WITHOUT_LETTERS.get(stemmed, stemmed)


@lru_cache(maxsize=20_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """Stems of the parts a word is made of; empty for a simple word."""
    return _parts(_pieces(word))


def respellings(word: str) -> set[str]:
    """Stems of a word as typed without æ, ø, å or Sámi marks: Åsen → asen, aasen."""
    return set() if word.isascii() else {stem(plain(word)), stem(digraph(word))}


def unmarked_keys(word: str, exact: str) -> tuple[str, ...]:
    """Under which keys a word typed without æøå may mean one with them: stoyen → støy."""
    if has_norwegian_letter(word):
        return ()
    keys = (exact, plain(exact), stem(plain(word)), folded_short_forms().get(plain(word), exact))
    return tuple(key for key in dict.fromkeys(keys) if key.isascii())


def terms_for_index(title: str, text: str) -> IndexTerms:
    """All terms of a document. The same text always gives the same terms."""
    loose: Counter[str] = Counter()
    return IndexTerms(_collect(title, loose), _collect(text, loose), loose)


def _collect(text: str, loose: Counter[str]) -> tuple[str, ...]:
    analyses = [analyse(word) for word in words(text)]
    for analysis in analyses:
        loose.update(analysis.keys)
    return tuple(analysis.stem for analysis in analyses)


def _lower(raw: str) -> str:
    return unicodedata.normalize("NFC", raw.lower()).translate(_DASHES)[:LONGEST_WORD].rstrip("-./:,")


def _pieces(word: str) -> list[str]:
    if _NUMBER.match(word):
        return [piece for piece in re.split(r"[-./:,]", word) if piece]
    return [piece for piece in word.split("-") if piece]


def _parts(pieces: list[str]) -> tuple[str, ...]:
    if len(pieces) == 1:
        return tuple(stem(part) for part in split(pieces[0]))
    return tuple(stem(part) for piece in pieces for part in (split(piece) or (piece,)))


def _foldings(stemmed: str) -> set[str]:
    return {plain(stemmed), digraph(stemmed)} - {stemmed}


_SYNONYMS_WITHOUT_LETTERS = {plain(member): name for member, name in SYNONYMS.items() if plain(member) != member}
