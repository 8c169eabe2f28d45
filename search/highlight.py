"""Why a document was found: short pieces of its text with the words that answer the query marked.

Works on the text as it is now in the database, never on the index. The pieces are plain text; templates escape them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search import language
from search.language import Token
from search.query import Clause, Query

MOST_PIECES = 2
PIECE = 180
LONGEST_TEXT = 40_000
_ENOUGH = 40

Segment = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text: segments with whether they are marked, and whether text stands before and after."""

    segments: tuple[Segment, ...]
    cut_before: bool
    cut_after: bool


def snippets(text: str, query: Query) -> tuple[Snippet, ...]:
    """The pieces with the most finds, in reading order; the beginning of the text when nothing is found in it."""
    seen = language.shown(text[:LONGEST_TEXT])
    spans = list(_limited(marks(seen, query)))
    windows = _windows(spans) or [(0, PIECE)]
    return tuple(_snippet(seen, _widened(seen, *window), spans) for window in windows) if seen.strip() else ()


def marked(text: str, query: Query) -> tuple[Segment, ...]:
    """A whole short text, such as a title, with its finds marked."""
    seen = language.shown(text)
    return _segments(seen, 0, len(seen), list(marks(seen, query)))


def answers(text: str, title: str, query: Query) -> bool:
    """Whether a document answers a query by the words it has now."""
    found = [_clauses_in(list(language.tokens(language.shown(part))), query) for part in (title, text)]
    if query.is_empty:
        return False
    return set(query.required) <= (found[0] | found[1]) and not set(query.excluded) & (found[0] | found[1])


def marks(shown: str, query: Query) -> Iterator[tuple[int, int]]:
    """Where words of the text answer the query: start and end, in order. Phrases are marked whole."""
    window: list[Token] = []
    longest = max((len(clause.phrase) for clause in query.required), default=0)
    keys = frozenset().union(*(clause.keys() for clause in query.required))
    prefixes = tuple(clause.prefix for clause in query.required if clause.prefix)
    phrases = [clause.phrase for clause in query.required if clause.phrase]
    for token in language.tokens(shown):
        if _answers(token.word, keys, prefixes):
            yield token.start, token.end
        if longest:
            window = [*window[-longest + 1 :], token]
            yield from _phrase_ending_here(window, phrases)


def _answers(word: str, keys: frozenset[str], prefixes: tuple[str, ...]) -> bool:
    analysis = language.analyse(word)
    return (
        analysis.stem in keys
        or not keys.isdisjoint(analysis.keys)
        or bool(prefixes and analysis.stem.startswith(prefixes))
    )


def _phrase_ending_here(window: Sequence[Token], phrases: list[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        last = window[-len(phrase) :]
        if tuple(language.analyse(token.word).stem for token in last) == phrase:
            yield last[0].start, last[-1].end


def _clauses_in(tokens: list[Token], query: Query) -> set[Clause]:
    stems = [language.analyse(token.word).stem for token in tokens]
    keys = {key for token in tokens for key in language.analyse(token.word).keys}.union(stems)
    return {clause for clause in (*query.required, *query.excluded) if _holds(clause, stems, keys)}


def _holds(clause: Clause, stems: list[str], keys: set[str]) -> bool:
    if clause.phrase:
        length = len(clause.phrase)
        return any(tuple(stems[i : i + length]) == clause.phrase for i in range(len(stems) - length + 1))
    if clause.prefix:
        return any(stem.startswith(clause.prefix) for stem in stems)
    return not keys.isdisjoint(clause.keys())


def _limited(spans: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = -1
    for number, (start, stop) in enumerate(spans):
        if number == _ENOUGH:
            return
        if start >= end:
            yield start, stop
            end = stop


def _windows(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces that hold most finds; each find stands in one piece at most."""
    pieces: list[tuple[int, int, int]] = []
    for start, stop in spans:
        if pieces and stop - pieces[-1][0] <= PIECE:
            pieces[-1] = (pieces[-1][0], stop, pieces[-1][2] + 1)
        else:
            pieces.append((start, stop, 1))
    richest = sorted(pieces, key=lambda piece: -piece[2])[:MOST_PIECES]
    return sorted((start, stop) for start, stop, _ in richest)


def _widened(text: str, start: int, stop: int) -> tuple[int, int]:
    """Room around the finds up to the size of a piece, ending between words."""
    room = max(0, PIECE - (stop - start))
    first = max(0, start - room // 3)
    last = min(len(text), stop + room - (start - first))
    if first > 0:
        first = _after_space(text, first, start)
    if last < len(text):
        last = _before_space(text, stop, last)
    return first, last


def _after_space(text: str, first: int, start: int) -> int:
    while first < start and not text[first - 1].isspace():
        first += 1
    return first


def _before_space(text: str, stop: int, last: int) -> int:
    end = last
    while end > stop and not text[end].isspace():
        end -= 1
    return end if end > stop else last


def _snippet(text: str, window: tuple[int, int], spans: list[tuple[int, int]]) -> Snippet:
    first, last = window
    before, after = bool(text[:first].strip()), bool(text[last:].strip())
    return Snippet(_segments(text, first, last, spans), before, after)


def _segments(text: str, first: int, last: int, spans: list[tuple[int, int]]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    at = first
    for start, stop in spans:
        if start < at or stop > last:
            continue
        segments += [(text[at:start], False), (text[start:stop], True)]
        at = stop
    segments.append((text[at:last], False))
    return tuple(segment for segment in segments if segment[0])
