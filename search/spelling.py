"""«Mente du …»: words of a query that nothing is found by, replaced by words of the index that are spelled nearly so.

The words are asked of the index on disk: no list of them lies in memory, and no withdrawn word outlives it in one.
"""

from collections.abc import Iterable, Iterator

from whoosh.support.levenshtein import damerau_levenshtein

from search import language
from search.index import SearchIndex

MOST_PER_WORD = 3
MOST_WORDS = 3
_LONG = 6


def corrections(text: str, index: SearchIndex) -> Iterator[str]:
    """Other ways to spell what was typed, one word changed, the likeliest first; then all of its likeliest words."""
    seen = language.shown(text)
    instead: dict[tuple[int, int], str] = {}
    for token in [token for token in language.tokens(seen) if _may_be_wrong(token.word)][:MOST_WORDS]:
        nearly = [word for word in index.words_like(token.word, MOST_PER_WORD) if word != token.word]
        for word in nearly:
            yield f"{seen[: token.start]}{word}{seen[token.end :]}"
        if nearly:
            instead[token.start, token.end] = nearly[0]
    if len(instead) > 1:
        for (start, end), word in reversed(instead.items()):
            seen = f"{seen[:start]}{word}{seen[end:]}"
        yield seen


def most_wrong(word: str) -> int:
    """How many letters of a word may be wrong, missing, too many or in each other's place."""
    return 2 if len(word) >= _LONG else 1


def nearest(word: str, counted: Iterable[tuple[str, int]], most: int) -> tuple[str, ...]:
    """Those of the counted words that are spelled nearly like it, the nearest and then the most frequent first."""
    limit = most_wrong(word)
    near = [
        (distance, -count, other)
        for other, count in counted
        if abs(len(other) - len(word)) <= limit and (distance := damerau_levenshtein(word, other)) <= limit
    ]
    return tuple(other for *_, other in sorted(near)[:most])


def _may_be_wrong(word: str) -> bool:
    return len(word) >= language.SHORTEST_CORRECTED and word.isalpha() and not language.is_filler(word)
