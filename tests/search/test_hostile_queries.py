"""Whatever somebody types is a query; nothing is an error."""

import random

import pytest

from search.highlight import answers, marked, snippets
from search.index import Filters, SearchIndex
from search.language import LONGEST_WORD
from search.query import MOST_TERMS, parse
from tests.search.documents import document

HOSTILE: list[str] = [
    "", " ", '"', '""', '"""', "'", "(", ")", "()", "((((", "*", "**", "?", "-", "--", "- -", "+", "AND", "OR", "NOT",
    "AND OR NOT", "NEAR(", "NEAR(a b, 3)", "-vei", "col:x", "text:bolig", "title:*", "foo*bar", "a~2", "bolig^9",
    "{a}", "\\", "\\\\\"", "%", "_", "%FF", "\x00", "\x00bolig", "bolig\x00", "\ud800", "\udfffvei", "\ufeff", "\u202e",
    "§", "§ 11-14", "gnr. 40/531", "1/2/3/4/5/6", "......", "-" * 300, "a" * 100_000, "å" * 5_000, "OR " * 5_000,
    "(" * 300 + ")" * 300, '"' * 999, '"bolig', 'bolig"', "« » „", "'; DROP TABLE task; --",
    "{{ 7*7 }}", "${jndi:ldap://x}", "../../etc/passwd", "\r\nSet-Cookie: a=b", "İstanbul ß ŉ ǰ", "🏠 bolig", "🇳🇴",
    "99999999999999999999", "1e999", "NaN", "=1+1", "~stoy", "+bol", "=bol", "a*", "aa*", "e*e*e*", "*bolig*", "-*",
    '-"bolig vei"', "bolig -bolig", "\u00ad", "\u200b\u200d", "¼ ² ٣ Ⅷ", "ﬁ ﬂ", "Ⓐ", "\t\n\v\f", "og", "og og og",
    "[a TO z]", "<script>alert(1)</script>", "-og", "a\u0301" * 99, '-"',
]  # fmt: skip


def survives(index: SearchIndex, text: str) -> None:
    query = parse(text)
    terms = [term for clause in (*query.required, *query.excluded) for term in clause.terms]
    assert len(query.required) + len(query.excluded) <= MOST_TERMS
    assert all(len(term.key) <= 2 * LONGEST_WORD for term in terms)
    hits = index.search(query, Filters("lillevik"))
    assert not hits.degraded
    assert snippets("En bolig ved veien", query)
    assert "".join(piece for piece, _ in marked("En bolig ved veien", query)) == "En bolig ved veien"
    answers("En bolig ved veien", "Tittel", query)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_input_is_a_query(index: SearchIndex, text: str) -> None:
    index.put([document("a", "En bolig ved veien, § 11-14")])
    survives(index, text)


def test_two_thousand_random_inputs_are_queries(index: SearchIndex) -> None:
    index.put([document("a", "En bolig ved veien, § 11-14")])
    chance = random.Random(2026)
    pieces = [
        '"',
        "-",
        "*",
        "bolig",
        "vei",
        "å",
        " ",
        "\x00",
        "§",
        "(",
        "/",
        "1",
        "\ud800",
        "«",
        "OR",
        ":",
        "\u0301",
        "🏠",
        "støy-",
    ]
    for _ in range(2_000):
        survives(index, "".join(chance.choices(pieces, k=chance.randint(0, 40))))


def test_any_text_can_be_indexed(index: SearchIndex) -> None:
    index.put([document(str(n), text, title=text) for n, text in enumerate(HOSTILE)])
    assert len(dict(index.fingerprints())) == len(HOSTILE)


def test_at_most_twelve_words_count() -> None:
    assert len(parse(" ".join(f"ord{n}" for n in range(100))).required) == MOST_TERMS


def test_words_without_meaning_do_not_count_beside_others() -> None:
    assert parse("en bolig til alle") == parse("bolig")
