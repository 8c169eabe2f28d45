"""What finds what: pairs of a query and a text, and pairs that must not find each other."""

import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest

from search import language
from search.compounds import split
from search.highlight import answers
from search.query import parse
from search.stems import stem


def finds(query: str, text: str) -> bool:
    return answers(text, "", parse(query))


FOUND = [
    ("høring", "Høringen varer i seks uker."),
    ("horing", "Høringen varer i seks uker."),
    ("hoering", "Høringen varer i seks uker."),
    ("HØRING", "Alle høringene er avsluttet."),
    ("høring", "Høyringa varer i seks veker."),
    ("høyring", "Høringsfristen er 15. desember; høring pågår."),
    ("hoyring", "Høringen varer i seks uker."),
    ("bolig", "Vi trenger flere omsorgsboliger."),
    ("bolig", "En boligsosial handlingsplan."),
    ("bustad", "Vi trenger flere omsorgsboliger."),
    ("bolig", "Vi treng fleire omsorgsbustader."),
    ("omsorgsbolig", "Vi treng fleire omsorgsbustader."),
    ("boligsosial", "Ein bustadsosial handlingsplan"),
    ("plan", "Kommunens handlingsplan for neste år"),
    ("skjerm", "Støyskjermene langs riksveien"),
    ("støy", "Støyskjermene langs riksveien"),
    ("stoy", "Støyen fra riksveien"),
    ("stoyen", "Mye støy fra riksveien"),
    ("stoey", "Støyen fra riksveien"),
    ("vei", "Det er langt til riksvegen."),
    ("veg", "Veien er smal."),
    ("hovedvei", "Hovedveiene i kommunen"),
    ("by", "Byene vokser"),
    ("skole", "Skulen vår er full."),
    ("skule", "Barneskolen er full, skolen må utvides."),
    ("uke", "Høyringa er i tre veker."),
    ("innspill", "Takk for innspelet."),
    ("uttalelse", "Fråsegna frå eldrerådet"),
    ("kommunestyre", "Heradsstyret avgjer saka."),
    ("saksbehandler", "Sakshandsamaren svarar."),
    ("vedtak", "Planen vart vedteken, og vedtatt igjen."),
    ("Åsen", "Aasen barnehage"),
    ("aasen", "Åsen barnehage"),
    ("asen", "Åsen barnehage"),
    ("gard", "Gården ligger ved sjøen."),
    ("guovza", "Guovžá lea meahcis."),
    ("guovžá", "Guovza lea meahcis."),
    ("saemesijte", "Sæmesijte"),
    ("ŋ", "ŋ"),
    ("ballbinge", "Naboballbinge og ballbingeområdet"),
    ("område", "Et ballbingeområde"),
    ("solheimveien", "Solheimvegen 12"),
    ("støyskjerm", "støy-skjerm"),
    ("e-post", "Send en epost."),
    ("§ 11-14", "etter plan- og bygningsloven § 11-14 tredje ledd"),
    ("gnr. 40/531", "eiendommen gnr. 40/531"),
    ("40/531", "Gnr 40/531 i Lillevik"),
    ("531", "Gnr 40/531 i Lillevik"),
    ("2022-2032", "Boligsosial plan 2022–2032"),
    ("2026/1234", "sak 2026/1234"),
    ('"ikke bygge"', "Dere må ikke bygge her."),
    ('"plan for bolig"', "En plan for boliger i sentrum"),
    ("«plan for bolig»", "En plan for boliger i sentrum"),
    ("omsorgsb*", "Vi trenger flere omsorgsboliger."),
    ("barnehage -skole", "Barnehagen er full."),
    ("er det en bolig", "Boligen"),
    ("ikke", "ikke"),
    ("soft­hyphen", "softhyphen"),
]

NOT_FOUND = [
    ("råd", "en rad med hus"),
    ("mål", "mal for brev"),
    ("bolig", "Skolen er full."),
    ("omsorgsbolig", "En bolig i sentrum"),
    ("område", "Rådet har møte."),
    ("tak", "Et tiltak og et vedtak"),
    ("slag", "Et forslag"),
    ("plan", "Hele planeten"),
    ('"bygge ikke"', "Dere må ikke bygge her."),
    ("barnehage -skole", "Barnehage og skole"),
    ("bolig vei", "Bare boligen"),
    ("11-14", "fra 11 til 14"),
    ("", "hva som helst"),
    ("-bolig", "skole"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_a_query_finds(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_a_query_does_not_find(query: str, text: str) -> None:
    assert not finds(query, text)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_composed_and_decomposed_letters_are_the_same(form: str) -> None:
    assert finds(unicodedata.normalize(form, "gåte"), "en gåte")  # type: ignore[arg-type]
    assert finds("gåte", unicodedata.normalize(form, "en gåte"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("omsorgsbolig", ("omsorg", "bolig")),
        ("barnehageplass", ("barnehage", "plass")),
        ("kommunestyremøte", ("kommunestyre", "møte")),
        ("tomteutnyttelse", ("tomt", "utnyttelse")),
        ("trafikksikkerhet", ("trafikk", "sikkerhet")),
        ("bomiljø", ("bo", "miljø")),
        ("vedtak", ()),
        ("område", ()),
        ("kommunalt", ()),
        ("støyende", ()),
        ("15", ()),
    ],
)
def test_compounds_are_taken_apart(word: str, parts: tuple[str, ...]) -> None:
    assert split(word) == parts


@pytest.mark.parametrize(
    ("forms", "base"),
    [
        (("støy", "støyen", "støyens"), "støy"),
        (("vei", "veien", "veier", "veiene"), "vei"),
        (("omsorgsbolig", "omsorgsboligen", "omsorgsboligene", "omsorgsboliger"), "omsorgsbolig"),
        (("barn", "barna"), "barn"),
    ],
)
def test_all_forms_of_a_word_have_one_stem(forms: tuple[str, ...], base: str) -> None:
    assert {stem(form) for form in forms} == {base}


def test_positions_of_words_are_positions_in_the_shown_text() -> None:
    text = language.shown("Nær «Åsen» ligger støy\u00adskjermen.")
    assert [text[token.start : token.end] for token in language.tokens(text)] == [
        "Nær", "Åsen", "ligger", "støyskjermen",
    ]  # fmt: skip


def test_the_terms_of_a_document_depend_on_nothing_else() -> None:
    first = language.terms_for_index("Bolig", "omsorgsboliger i Solheimvegen")
    language.terms_for_index("Noe annet", "Solheim veger sol heim")
    assert language.terms_for_index("Bolig", "omsorgsboliger i Solheimvegen") == first


def test_many_who_search_at_once_get_the_stems_that_one_gets() -> None:
    words = [f"{first}{last}" for first in _STARTS for last in _ENDS]
    alone = [stem.__wrapped__(word) for word in words]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as people:
            found = list(people.map(lambda _one: [stem.__wrapped__(word) for word in words], range(16)))
    finally:
        sys.setswitchinterval(before)
    assert all(stems == alone for stems in found)


_STARTS = ("vurder", "mulig", "hjelp", "forny", "samarb", "trygg", "rimel", "fors", "kunngj", "medvirk")
_ENDS = ("ingenes", "lighetenes", "elsene", "eligste", "ertenes", "hetenes", "ende", "ig", "leg", "erte")
