"""The demo's voices are many, different, invented, and the same every time."""

import re
from collections import Counter

import pytest
from stdnum.no import orgnr

from app.demo import voices as module
from app.demo.assessments import (
    assessment_of,
    assessments,
    decision,
    plan_facts,
    reasons,
    status_log,
    themes,
)
from app.demo.invented import FIRST_CHECK, SECOND_CHECK, check_digit
from app.demo.places import ALMESUND, SKARVEDAL
from app.demo.plan_document import outline
from app.demo.script import SENDER_TYPES
from app.demo.voices import voices
from consultations.points.verdict import VERDICTS

GIVEN = VERDICTS.keys() - {"objection_met", "objection_not_met"}  # only authorities object, to land use
HEARINGS = {"skole": 300, "boligsosial": 25, "friluft": 12, "kulturminne": 6}


def everything(voice: module.Voice) -> str:
    return " ".join([voice.email, voice.organisation, *(line.text for line in voice.comments)])


@pytest.mark.parametrize(("hearing", "count"), HEARINGS.items())
def test_a_hearing_has_its_voices_and_each_speaks_of_a_section_that_exists(hearing, count):
    found = voices(hearing)
    sections = {number for number, _ in outline(hearing)} | {""}
    assert len(found) == count
    assert {line.section for voice in found for line in voice.comments} <= sections
    assert all(voice.comments and all(line.text for line in voice.comments) for voice in found)


def test_the_voices_are_the_same_every_time():
    assert voices("skole") == voices("skole")


def test_every_kind_of_sender_answers_the_school_plan():
    found = voices("skole")
    assert {voice.sender_type for voice in found} == SENDER_TYPES
    languages = Counter(voice.language for voice in found)
    assert languages["nn"] > 35 and languages["en"] == 1
    assert sum(voice.late for voice in found) >= 5
    assert sum(voice.withhold is not None for voice in found) >= 4
    assert sum(voice.is_campaign for voice in found) == 40
    assert any("Bures!" in everything(voice) for voice in found)


def test_outside_the_campaign_only_the_double_posting_repeats_itself():
    texts = Counter(tuple(line.text for line in voice.comments) for voice in voices("skole") if not voice.is_campaign)
    assert sorted(count for count in texts.values() if count > 1) == [2]


def test_private_names_are_shown_only_by_wish_with_an_address_and_never_for_children():
    for voice in (voice for hearing in HEARINGS for voice in voices(hearing) if voice.sender_type == "private"):
        if voice.show_name:
            assert voice.email and voice.channel == "web" and not voice.is_under_18


def test_organisation_numbers_are_valid():
    numbers = [voice.org_number for hearing in HEARINGS for voice in voices(hearing) if voice.org_number]
    assert len(numbers) > 40
    assert all(orgnr.is_valid(number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_national_ids_are_synthetic_and_will_be_removed():
    for voice in voices("skole"):
        for found in re.findall(r"\d{11}", everything(voice)):
            assert 81 <= int(found[2:4]) <= 92
            assert check_digit(found[:9], FIRST_CHECK) == int(found[9])
            assert check_digit(found[:10], SECOND_CHECK) == int(found[10])
            assert found in {removal.substring for removal in voice.removals}


def test_removals_and_withholdings_have_a_place_and_a_reason():
    known = reasons()
    for voice in (voice for hearing in HEARINGS for voice in voices(hearing)):
        for removal in voice.removals:
            assert removal.substring in everything(voice) and removal.reason in known
        assert voice.withhold is None or voice.withhold in known


def test_addresses_and_links_lead_nowhere():
    for voice in (voice for hearing in HEARINGS for voice in voices(hearing)):
        assert not voice.email or re.fullmatch(r"[a-z0-9]+(\.[a-z0-9]+)*@example\.(no|org)", voice.email)
        text = everything(voice)
        assert all(domain in {"example.no", "example.org"} for domain in re.findall(r"@([\w.]+\w)", text))
        assert "http" not in text and "www." not in text and "[[" not in text and "{" not in text
    assert all(".example.no" in person.email for place in (ALMESUND, SKARVEDAL) for person in place.staff)


def test_the_planner_has_written_assessments_that_answer_somebody():
    written = assessments()
    assert {item.verdict for item in written} == GIVEN
    assert all(item.change for item in written if item.verdict == "accepted")
    lines = [line for voice in voices("skole") for line in voice.comments]
    answered = [found for line in lines if (found := assessment_of(line.section, line.text))]
    assert set(answered) == set(written)
    assert len(lines) * 0.4 < len(answered) < len(lines)
    assert len(themes()) > 8


def test_the_decided_hearing_has_an_answer_to_everything_and_a_decision():
    answers = [line.answer for voice in voices("friluft") for line in voice.comments]
    assert all(answer and answer.verdict in GIVEN and answer.text for answer in answers)
    assert decision("vedtak").startswith("1. Kommunestyret vedtar")
    assert all(plan_facts(plan)["saksnummer"] and status_log(plan) for plan in (*HEARINGS, "trafikk"))
