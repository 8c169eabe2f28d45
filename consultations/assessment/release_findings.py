"""What stands between the assessments and the public: personal data and hidden words, each with its place.

Some stop the release until they are mended; the rest somebody must have looked at and let stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from flask_babel import gettext as _

from app import personal_data
from app.extensions import db
from app.personal_data.staff_text import has_national_id
from consultations.assessment.written import Written, written
from consultations.hearings.hearing import Hearing
from consultations.points.hidden_words import Names, hidden_names, quoting
from consultations.statements.statement import Comment, Publicity, Statement

_ABOUT_THE_SENDER = (
    Statement.public_name,
    Statement.public_on_behalf_of,
    Statement.public_co_senders,
    Statement.public_supports,
)
STATEMENT = "statement"  # kind of place, besides those of `written`
REMOVED, HIDDEN_NAME, UNSURE = "removed", "hidden_name", "unsure"  # kinds of findings, besides the shell's


@dataclass(frozen=True, slots=True)
class FindingPlace:
    """Where something was found: kind of text, reference and number; what it is, and the words where one must judge."""

    kind: str
    ref: str
    number: str
    what: str
    words: str = ""

    @property
    def label(self) -> str:
        """What it is, in the language of the page."""
        known = {
            REMOVED: _("ord som er fjernet fra nettet"),
            HIDDEN_NAME: _("et navn som ikke vises på nettet"),
            UNSURE: personal_data.label("national_id", certain=False),
        }
        return known.get(self.what) or personal_data.label(self.what)  # type: ignore[arg-type] # those of the shell


@dataclass(frozen=True, slots=True)
class ReleaseFindings:
    """`stopping` must be mended; `likely` must be confirmed, all of them."""

    stopping: tuple[FindingPlace, ...]
    likely: tuple[FindingPlace, ...]

    @property
    def mark(self) -> str:
        """What somebody has confirmed: it changes with every likely finding."""
        return hashlib.sha256(json.dumps([astuple(one) for one in self.likely]).encode()).hexdigest()[:16]


def look_over(hearing: Hearing) -> ReleaseFindings:
    """Look through every field that is or becomes public with the release."""
    names = hidden_names(hearing)
    found = [place for one in written(hearing) for place in _in(one, names)]
    stopping = [place for place in found if not place.words]
    quoted = [FindingPlace(kind, ref, number, REMOVED) for kind, ref, number in quoting(hearing)]
    likely = [place for place in found if place.words]
    return ReleaseFindings(
        tuple(dict.fromkeys([*stopping, *quoted, *_in_statements(hearing)])), tuple(dict.fromkeys(likely))
    )


def _in(one: Written, names: Names) -> Iterator[FindingPlace]:
    """Personal data and hidden names; the words of what may never stand are not repeated."""
    for text in one.texts:
        for found in personal_data.find(text):
            what = found.kind if found.certain else UNSURE
            words = "" if found.may_never_stand else text[found.start : found.end]
            yield FindingPlace(one.kind, one.ref, one.number, what, words)
        for words in names.find(text):
            yield FindingPlace(one.kind, one.ref, one.number, HIDDEN_NAME, words)


def _in_statements(hearing: Hearing) -> Iterator[FindingPlace]:
    """National ids in what moderation has let out: text, name, on behalf of whom."""
    published = (Statement.hearing_id == hearing.id, Statement.publicity == Publicity.PUBLISHED)
    texts = db.select(Statement.ref, Statement.number, Comment.public_text).join(Comment.statement)
    lines = [db.select(Statement.ref, Statement.number, line).where(line != "") for line in _ABOUT_THE_SENDER]
    for query in (texts, *lines):
        for ref, number, text in db.session.execute(query.where(*published).execution_options(yield_per=1000)):
            if has_national_id(text or ""):
                yield FindingPlace(STATEMENT, ref, str(number), "national_id")
