"""A version can be corrected until it is published, and never after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from app.audit import AuditEvent
from app.extensions import db
from consultations.drafts.correction import SectionCorrection, correct, correct_section
from consultations.drafts.draft_import import import_draft
from consultations.drafts.version import (
    Published,
    Version,
    find_version,
    publish_version,
    versions_of,
)
from consultations.plans.plan import Plan
from tests import factories

DRAFT = b"# Plan\n\n## 1 Innledning\n\nTekst\n\n## 2 Boliger\n\nTekst"


@pytest.fixture
def plan(app: Flask) -> Iterator[Plan]:
    with app.test_request_context("/"):
        made = factories.plan(factories.municipality().id)
        db.session.commit()
        yield made


@pytest.fixture
def version(plan: Plan) -> Version:
    return import_draft(plan, DRAFT, "plan.md")


def test_a_title_is_corrected_and_a_section_closed(version: Version) -> None:
    correct(version, {"boliger": SectionCorrection("Bustader", open_for_comment=False)})
    section = version.sections[1]
    assert (section.key, section.title, section.open_for_comment) == ("boliger", "Bustader", False)


def test_a_published_version_is_never_changed(version: Version) -> None:
    publish_version(version)
    with pytest.raises(Published):
        correct(version, {"boliger": SectionCorrection("Bustader", open_for_comment=True)})
    with pytest.raises(Published):
        correct_section(version.sections[0], "Nytt", open_for_comment=False)
    assert [section.title for section in version.sections] == ["Innledning", "Boliger"]


def test_publishing_twice_is_the_same(version: Version) -> None:
    publish_version(version)
    first = version.published_at
    publish_version(version)
    assert version.published_at == first
    assert db.session.scalar(db.select(db.func.count()).where(AuditEvent.action == "draft.published")) == 1


def test_a_correction_of_no_section_is_refused(version: Version) -> None:
    with pytest.raises(KeyError):
        correct(version, {"finnes-ikke": SectionCorrection("x", open_for_comment=True)})


def test_saving_what_is_there_already_leaves_no_trace(version: Version) -> None:
    correct(
        version, {section.key: SectionCorrection(section.title, open_for_comment=True) for section in version.sections}
    )
    assert db.session.scalar(db.select(db.func.count()).where(AuditEvent.action == "draft.corrected")) == 0


def test_versions_are_numbered_within_their_plan(plan: Plan, version: Version) -> None:
    other = factories.plan(plan.municipality_id, "En annen")
    assert import_draft(plan, DRAFT, "plan.md").number == 2
    assert import_draft(other, DRAFT, "plan.md").number == 1
    assert [one.number for one in versions_of(plan)] == [2, 1]
    assert find_version(plan, 1) is version
    assert find_version(other, 2) is None


def test_a_section_keeps_its_key_in_the_next_version(plan: Plan, version: Version) -> None:
    again = import_draft(plan, DRAFT.replace(b"## 2 Boliger", b"## 2 Annet\n\nx\n\n## 3 Boliger"), "plan.md")
    assert [section.key for section in again.sections] == ["innledning", "annet", "boliger"]


def test_a_corrected_title_is_what_the_next_version_is_compared_with(plan: Plan, version: Version) -> None:
    correct(version, {"boliger": SectionCorrection("Bustader", open_for_comment=True)})
    again = import_draft(plan, DRAFT.replace(b"Boliger", b"Bustader"), "plan.md")
    assert again.sections[1].key == "boliger"


def test_a_key_is_no_reserved_word_and_never_used_twice(plan: Plan) -> None:
    version = import_draft(plan, b"# Plan\n\n## Svar\n\nx\n\n## Vedlegg\n\nx\n\n## Svar\n\nx", "plan.md")
    assert [section.key for section in version.sections] == ["svar-2", "vedlegg-2", "svar-3"]


@pytest.mark.only("postgres")
def test_publication_sees_what_another_planner_did_meanwhile(app: Flask, version: Version) -> None:
    """SQLite has one writer at a time."""
    db.session.commit()
    assert not version.published
    with app.test_request_context("/"):
        publish_version(db.session.get_one(Version, version.id))
        db.session.commit()
    with pytest.raises(Published):
        correct(version, {"boliger": SectionCorrection("Bustader", open_for_comment=True)})
