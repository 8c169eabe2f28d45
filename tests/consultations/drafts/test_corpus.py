"""In 72 drafts of four formats each word is in the sections or in the report, and the ledger says so, too."""

from collections.abc import Callable

import pytest

from app.text import text_of_html
from consultations.drafts.importers import ImportedDraft, read_draft

from .corpus import html_drafts, markdown_drafts, odt_drafts, word_drafts
from .corpus.words import Words

MAKERS: dict[str, Callable[[Words], bytes]] = {
    "docx": word_drafts.draft,
    "odt": odt_drafts.draft,
    "html": html_drafts.draft,
    "md": markdown_drafts.draft,
}


def shown(draft: ImportedDraft) -> str:
    sections = (f"{s.number} {s.title} {text_of_html(s.html)}" for s in draft.sections)
    return " ".join([draft.title, *sections])


@pytest.mark.parametrize("ending", MAKERS)
@pytest.mark.parametrize("seed", range(18))
def test_each_word_is_in_the_sections_or_in_the_report(ending: str, seed: int) -> None:
    words = Words(seed)
    draft = read_draft(MAKERS[ending](words), f"plan.{ending}")
    text, told = shown(draft), " ".join(draft.left_out)
    assert [word for word in words.shown if word not in text] == []
    assert [word for word in words.left_out if word in text or word not in told] == []
    assert [str(notice.message) for notice in draft.notices if notice.kind == "missing"] == []
    assert sum(account.missing for account in draft.ledger) == 0
    assert all(account.in_file == account.kept + account.left_out for account in draft.ledger)


@pytest.mark.parametrize("ending", MAKERS)
def test_the_ledger_counts_every_word_of_the_file(ending: str) -> None:
    words = Words(99)
    draft = read_draft(MAKERS[ending](words), f"plan.{ending}")
    assert sum(account.in_file for account in draft.ledger) > 0.95 * (len(words.shown) + len(words.left_out))
