"""What a Norwegian word is found by: stem, synonyms in both written standards, parts of compounds, other spellings.

Everything is decided here and stored as plain terms, so that every engine behind the port gives the same answer.
Exact stems stand as they are; looser keys carry a mark: `=` same meaning, `+` part of a compound, `~` without æøå.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app import marks
from search.compounds import split
from search.folding import digraph, has_norwegian_letter, plain
from search.lexicon import words as listed
from search.spellings import concept
from search.stems import also, stem

ANALYSIS = 2
"""Raised whenever the same text would give other terms: an index of another analysis is rebuilt, not read."""

LONGEST_WORD = 64
SHORTEST_CORRECTED = 4  # letters: shorter words are near too many others

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
    """The terms of a document: stems in reading order, each looser key as often as it occurs, each word once."""

    title: tuple[str, ...]
    text: tuple[str, ...]
    loose: tuple[str, ...]
    words: tuple[str, ...]


def shown(text: str) -> str:
    """The text as tokens count their positions: NFC, without invisible characters and broken surrogates."""
    visible = text.translate(_INVISIBLE).encode("utf-8", "ignore").decode("utf-8")
    return marks.composed(visible)


def tokens(text: str) -> Iterator[Token]:
    """The words of a text that has been through `shown`."""
    for match in _TOKEN.finditer(text):
        yield Token(_lower(match.group()), match.start(), match.end())


def words(text: str) -> list[str]:
    return [token.word for token in tokens(shown(text))]


def is_filler(word: str) -> bool:
    return word in listed("fillers")


@lru_cache(maxsize=100_000)
def analyse(word: str) -> Analysis:
    """What a word of a document is found by. Words that carry no meaning have no looser keys but their spelling."""
    pieces = _pieces(word)
    exact = stem("".join(pieces)) if len(pieces) > 1 and not _NUMBER.match(word) else stem(word)
    keys = {f"={meaning(exact, ())}"} if concept(exact) != exact else set()
    if is_filler(word):
        return Analysis(exact, tuple(keys))
    keys.update(f"={concept(other)}" for other in also(word) if other != exact)
    parts = _parts(pieces)
    keys.update(f"+{part}" for part in _runs(parts))
    keys.update(f"~{key}" for part in parts for key in _foldings(part))
    keys.update(f"~{key}" for key in (_foldings(word) | _foldings(exact)) - {exact})
    if parts:
        keys.add(f"={meaning(exact, parts)}")
    return Analysis(exact, tuple(sorted(keys)))


def meaning(exact: str, parts: tuple[str, ...]) -> str:
    """The name of what a word means: omsorgsbolig and omsorgsbustad have the same."""
    return _joined(parts) if len(parts) > 1 else concept(exact)


def _joined(parts: tuple[str, ...]) -> str:
    return "+".join(concept(part) for part in parts)


def _runs(parts: tuple[str, ...]) -> Iterator[str]:
    """Each part and all that stand side by side, the whole not among them: trafikk, trafikk+sikkerhet …"""
    for length in range(1, max(2, len(parts))):
        for start in range(len(parts) - length + 1):
            yield _joined(parts[start : start + length])


@lru_cache(maxsize=20_000)
def compound_parts(word: str) -> tuple[str, ...]:
    """Stems of the parts a word is made of; empty for a simple word."""
    return _parts(_pieces(word))


def unmarked_keys(word: str, exact: str) -> tuple[str, ...]:
    """Under which keys a word typed without æøå may mean one with them: stoyen → støy."""
    if has_norwegian_letter(word):
        return ()
    keys = (exact, *(plain(one) for one in (exact, word, *also(word))), stem(plain(word)))
    return tuple(key for key in dict.fromkeys(keys) if key.isascii())


def terms_for_index(title: str, text: str) -> IndexTerms:
    """All terms of a document. The same text always gives the same terms."""
    named, said = words(title), words(text)
    loose = [key for word in (*named, *said) for key in analyse(word).keys]
    spelled = {one for word in (*named, *said) for one in (word, *_beginnings(word))}
    proper = sorted(one for one in spelled if len(one) >= SHORTEST_CORRECTED and one.isalpha())
    return IndexTerms(_stems(named), _stems(said), tuple(loose), tuple(proper))


def _beginnings(word: str) -> Iterator[str]:
    """What a compound begins with, as words that somebody may have meant: trafikksikkerhetsplan → trafikksikkerhet."""
    parts = split(word)
    return ("".join(parts[:length]) for length in range(1, len(parts)))


def _stems(some: list[str]) -> tuple[str, ...]:
    return tuple(analyse(word).stem for word in some)


def _lower(raw: str) -> str:
    return marks.composed(raw.lower()).translate(_DASHES)[:LONGEST_WORD].rstrip("-./:,")


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
