"""What somebody typed, understood: words, "phrases", -exclusions, begin*. Any input is a query; none is an error."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search import language
from search.folding import digraph, has_norwegian_letter, plain
from search.stems import also
from search.stems import stem as stem_of

MOST_TERMS = 12
LONGEST_INPUT = 2_000
SHORTEST_PREFIX = 3

EXACT_IN_TITLE = 3.0
EXACT = 1.0
OLD_SPELLING = 0.7
SAME_MEANING = 0.6
WITHOUT_LETTERS = 0.45
PART_OF_COMPOUND = 0.35

_QUOTED = re.compile(r'(-?)["“”„«»]([^"“”„«»]*)["“”„«»]')
_CITED = re.compile(
    r"\b(?:merknad|innspill|innspel|uttalelse|uttale)\s+(?:nr\.?\s*)?(\d{1,7}(?:-\d{1,4})?)\b(?!\")", re.IGNORECASE
)
_CHUNK = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look up: `field` is title, text or loose; `weight` says how good a find it is."""

    field: str
    key: str
    weight: float


@dataclass(frozen=True, slots=True)
class Clause:
    """One demand on a document: any of `terms`, or the stems of `phrase` side by side, or a word that begins so.

    A filler (og, i, på) is asked for only where nothing else is.
    """

    terms: tuple[Term, ...] = ()
    phrase: tuple[str, ...] = ()
    prefix: str = ""
    excluded: bool = False
    filler: bool = False

    def keys(self) -> frozenset[str]:
        """What a word of a document must be found by to be the one that was sought."""
        return frozenset(term.key for term in self.terms)


@dataclass(frozen=True, slots=True)
class Query:
    """All of `required` and none of `excluded`. Without anything required it finds nothing."""

    required: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.required


def parse(text: str) -> Query:
    """Understand any input: at most 12 terms of 64 characters count, signs that mean nothing are ignored."""
    clauses = _limited(_clauses(_CITED.sub(_cited, language.shown(text[:LONGEST_INPUT]))))
    required = [clause for clause in clauses if not clause.excluded]
    return Query(tuple(dict.fromkeys(required)), tuple(clause for clause in clauses if clause.excluded))


def _cited(found: re.Match[str]) -> str:
    """«merknad 276-1» is that remark, «innspill 276» all of that statement: words that stand together in its title."""
    return f'"merknad {found[1]}"' if "-" in found[1] else f'"innspill {found[1]}"'


def _limited(clauses: Iterator[Clause]) -> list[Clause]:
    kept: list[Clause] = []
    left = MOST_TERMS
    for clause in clauses:
        left -= max(1, len(clause.phrase))
        if left < 0:
            break
        kept.append(clause)
    return kept


def _clauses(text: str) -> Iterator[Clause]:
    end = 0
    plain_words: list[Clause] = []
    for quoted in _QUOTED.finditer(text):
        plain_words += _words(text[end : quoted.start()])
        plain_words += _phrase(quoted.group(2), excluded=bool(quoted.group(1)))
        end = quoted.end()
    plain_words += _words(text[end:])
    meaningful = [clause for clause in plain_words if not clause.filler]
    yield from meaningful if any(not clause.excluded for clause in meaningful) else plain_words


def _words(text: str) -> list[Clause]:
    found: list[Clause] = []
    for chunk in _CHUNK.findall(text):
        words = [token.word for token in language.tokens(chunk)]
        excluded = re.match(r"-[^\W\d_]", chunk) is not None
        found += [_word(word, excluded) for word in words[:-1]]
        if words:
            last = words[-1]
            begins = chunk.endswith("*") and len(last) >= SHORTEST_PREFIX
            found.append(Clause(prefix=last, excluded=excluded) if begins else _word(last, excluded))
    return found


def _word(word: str, excluded: bool) -> Clause:
    if excluded:
        return Clause(_exact(language.analyse(word).stem), excluded=True)
    return Clause(terms_for_query(word), filler=language.is_filler(word))


def _phrase(text: str, excluded: bool) -> list[Clause]:
    stems = tuple(language.analyse(token.word).stem for token in language.tokens(text))[:MOST_TERMS]
    if len(stems) == 1:
        return [Clause(_exact(stems[0]), excluded=excluded)]
    return [Clause(phrase=stems, excluded=excluded)] if stems else []


def _exact(stem: str) -> tuple[Term, ...]:
    return Term("text", stem, EXACT), Term("title", stem, EXACT_IN_TITLE)


def terms_for_query(word: str) -> tuple[Term, ...]:
    """Everything a word of a query is looked up as, the exact stem first."""
    stem = language.analyse(word).stem
    parts = () if language.is_filler(word) else language.compound_parts(word)
    meaning = language.meaning(stem, parts)
    terms = [*_exact(stem), Term("loose", f"={meaning}", SAME_MEANING)]
    for other in sorted({word, *also(word), *((meaning,) if len(parts) < 2 else ())} - {stem}):
        terms += [Term("text", other, SAME_MEANING), Term("title", other, SAME_MEANING * EXACT_IN_TITLE)]
        terms.append(Term("loose", f"={language.meaning(other, ())}", SAME_MEANING))
    if language.is_filler(word):
        return tuple(terms)
    if not word[:1].isdigit() or word.isdigit():
        terms.append(Term("loose", f"+{meaning}", PART_OF_COMPOUND))
    if len(parts) > 2 and not word[:1].isdigit():  # trafikksikkerhetsplan is about trafikksikkerhet
        terms.append(Term("loose", f"={language.meaning('', parts[:-1])}", PART_OF_COMPOUND))
    return tuple(dict.fromkeys((*terms, *_respelled(word, stem))))


def _respelled(word: str, stem: str) -> tuple[Term, ...]:
    if word.isascii() and any(letter.isdigit() for letter in word):
        return ()
    terms = [Term("loose", f"~{key}", WITHOUT_LETTERS) for key in language.unmarked_keys(word, stem)]
    other = stem_of(digraph(word)) if has_norwegian_letter(word) else stem_of(plain(word))
    if other != stem:
        terms.append(Term("text", other, OLD_SPELLING))
        terms.append(Term("title", other, OLD_SPELLING * EXACT_IN_TITLE))
    return tuple(terms)
