"""Why a document was found: short pieces of its text with the words that answer the query marked.

Works on the text as it is now in the database, never on the index. The pieces are plain text; templates escape them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh import highlight
from whoosh.analysis import Token as Mark

from search import language
from search.language import Token
from search.query import Clause, Query

MOST_PIECES = 2
_cut = highlight.ContextFragmenter(maxchars=150, surround=60)
_score = highlight.BasicFragmentScorer()

Segment = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of text: segments with whether they are marked, and whether text stands before and after."""

    segments: tuple[Segment, ...]
    cut_before: bool
    cut_after: bool


def snippets(text: str, query: Query) -> tuple[Snippet, ...]:
    """The pieces with the most finds, in reading order; the beginning of the text when nothing is found in it."""
    seen = language.shown(text)
    fragments = _cut.fragment_tokens(seen, _marks(seen, query))
    best = highlight.top_fragments(fragments, MOST_PIECES, _score, highlight.FIRST)
    if not best:
        beginning = opening(seen, 2 * _cut.maxchars)
        return (Snippet(((beginning, False),), False, len(beginning) < len(seen.rstrip())),) if beginning else ()
    return tuple(_snippet(seen, piece) for piece in best)


def _snippet(seen: str, piece: Any) -> Snippet:
    ends = not any(letter.isalnum() for letter in seen[piece.endchar :])
    last = len(seen.rstrip()) if ends else piece.endchar
    return Snippet(
        _segments(seen, piece.startchar, last, piece.matches), bool(seen[: piece.startchar].strip()), not ends
    )


def marked(text: str, query: Query) -> tuple[Segment, ...]:
    """A whole short text, such as a title, with its finds marked."""
    seen = language.shown(text)
    return _segments(seen, 0, len(seen), [mark for mark in _marks(seen, query) if mark.matched])


def opening(text: str, most: int) -> str:
    """The first words of a text, whole."""
    start = text.strip()
    return start if len(start) <= most else start[:most].rsplit(None, 1)[0]


def answers(text: str, title: str, query: Query) -> bool:
    """Whether a document answers a query by the words it has now."""
    found = _clauses_in(title, query) | _clauses_in(text, query)
    return not query.is_empty and set(query.required) <= found and found.isdisjoint(query.excluded)


def _marks(shown: str, query: Query) -> Iterator[Any]:
    """Every word of the text, with whether it answers the query. Words of a phrase are marked where all stand."""
    tokens = list(language.tokens(shown))
    sought = _Sought(query)
    phrased = _in_phrases(tokens, query)
    for number, token in enumerate(tokens):
        found = number in phrased or sought.is_answered_by(token.word)
        yield Mark(startchar=token.start, endchar=token.end, text=token.word, matched=found, boost=1.0)


class _Sought:
    """What single words of a query are found by."""

    def __init__(self, query: Query) -> None:
        self.keys = frozenset().union(*(clause.keys() for clause in query.required))
        self.prefixes = tuple(clause.prefix for clause in query.required if clause.prefix)

        self._seen: dict[str, bool] = {}

    def is_answered_by(self, word: str) -> bool:
        if word not in self._seen:
            self._seen[word] = self._is_sought(word)
        return self._seen[word]

    def _is_sought(self, word: str) -> bool:
        analysis = language.analyse(word)
        begins = bool(self.prefixes) and analysis.stem.startswith(self.prefixes)
        return begins or analysis.stem in self.keys or not self.keys.isdisjoint(analysis.keys)


def _in_phrases(tokens: Sequence[Token], query: Query) -> set[int]:
    phrases = [clause.phrase for clause in query.required if clause.phrase]
    stems = [language.analyse(token.word).stem for token in tokens] if phrases else []
    return {n for phrase in phrases for start in _places(stems, phrase) for n in range(start, start + len(phrase))}


def _places(stems: Sequence[str], phrase: tuple[str, ...]) -> Iterator[int]:
    length = len(phrase)
    return (start for start in range(len(stems) - length + 1) if tuple(stems[start : start + length]) == phrase)


def _clauses_in(text: str, query: Query) -> set[Clause]:
    analyses = [language.analyse(word) for word in language.words(text)]
    stems = [analysis.stem for analysis in analyses]
    keys = {key for analysis in analyses for key in analysis.keys}.union(stems)
    return {clause for clause in (*query.required, *query.excluded) if _holds(clause, stems, keys)}


def _holds(clause: Clause, stems: list[str], keys: set[str]) -> bool:
    if clause.phrase:
        return any(True for _ in _places(stems, clause.phrase))
    if clause.prefix:
        return any(stem.startswith(clause.prefix) for stem in stems)
    return not keys.isdisjoint(clause.keys())


def _segments(text: str, first: int, last: int, marks: Sequence[Any]) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    at = first
    for mark in marks:
        between = text[at : mark.startchar]
        if segments and not between.strip():  # words of a phrase are marked as one
            segments[-1] = (segments[-1][0] + text[at : mark.endchar], True)
        else:
            segments += [(between, False), (text[mark.startchar : mark.endchar], True)]
        at = mark.endchar
    segments.append((text[at:last], False))
    return tuple(segment for segment in segments if segment[0])
