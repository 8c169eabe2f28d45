"""Builds the demo: everything happens at its own instant, through the verbs that people's pages use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import click
from flask import Flask

from app import clock, worker
from app.accounts import acting_as
from app.config import Settings
from app.demo import calendar
from app.demo.answers import decided_answers, late_decisions, school_answers
from app.demo.decisions import decisions, sent_on_hearing_again
from app.demo.event import Event, at
from app.demo.hearings import Story, days_after, days_before
from app.demo.municipalities import PASSWORD, Home, accounts_of, found_home
from app.demo.places import ALMESUND, COMMITTEES, SKARVEDAL
from app.demo.plan_pages import adopt_plan, being_prepared
from app.demo.script import groups
from app.demo.statements import Sending, sendings
from app.demo.voices import voices
from app.extensions import db

FOUNDED_DAYS_AGO = 900


class NotInProduction(Exception):
    """The demo has accounts whose password everybody knows."""


def build(app: Flask) -> None:
    """Build both municipalities in an empty database, and do the tasks that come of it. Raises NotInProduction."""
    settings: Settings = app.config["HORING"]
    if settings.production:
        raise NotInProduction
    with clock.set_to(at(clock.today() - timedelta(days=FOUNDED_DAYS_AGO), 9)), acting_as("command"):
        almesund, skarvedal = found_home(ALMESUND), found_home(SKARVEDAL)
    events = sorted([*_almesund(almesund), *_skarvedal(skarvedal)], key=lambda event: event.at)
    with click.progressbar(events, label="Building the demo", width=30) as happening:
        for event in happening:
            event.happen()
    db.session.commit()
    click.echo("Writing letters and the search index …")
    worker.work(app, until_empty=True)


def accounts() -> list[str]:
    """What is printed for those who try the demo."""
    lines = [f"Sign in at /logg-inn with one of these addresses and the password {PASSWORD}"]
    for place in (ALMESUND, SKARVEDAL):
        lines += [f"{place.name} (/{place.slug}/):", *accounts_of(place)]
    return lines


def _almesund(home: Home) -> Iterator[Event]:
    yield from being_prepared(home)
    yield from _announced(home)
    yield from _open(home)
    yield from _in_assessment(home)
    yield from _decided(home)


def _announced(home: Home) -> Iterator[Event]:
    times = calendar.announced(clock.today())
    told = [*days_before(times.decided, 300, 40), times.decided]
    yield from Story("trafikk", home, times, told, by_and_large=True).preparation()


def _open(home: Home) -> Iterator[Event]:
    times = calendar.opened(clock.today(), days_ago=12)
    told = [*days_before(times.decided, 400, 210), times.decided, times.opens]
    story = Story("boligsosial", home, times, told, closed_sections=frozenset({"1.4", "9"}))
    yield from story.preparation()
    yield from _heard(sendings(story, voices("boligsosial")), waiting=4)


def _in_assessment(home: Home) -> Iterator[Event]:
    times = calendar.in_assessment(clock.today())
    told = [*days_before(times.decided, 330, 120), times.decided, *days_after(times.last_day, 11, 13)]
    story = Story("skole", home, times, told, committees=COMMITTEES)
    yield from story.preparation()
    sent = sendings(story, voices("skole"))
    yield from _heard(sent, waiting=4)
    yield from late_decisions(story, sent, groups("forlop.txt")["skole for sent"])
    yield from school_answers(story, sent, clock.today() - timedelta(days=2))


def _decided(home: Home) -> Iterator[Event]:
    times = calendar.decided(clock.today())
    told = [
        *days_before(times.decided, 350),
        times.decided,
        *days_after(times.last_day, 1),
        times.executive,
        times.assembly,
    ]
    story = Story("friluft", home, times, told)
    yield from story.preparation()
    sent = sendings(story, voices("friluft"))
    yield from _heard(sent, waiting=0)
    yield from decided_answers(story, sent)
    yield from decisions(story)
    for one in sent:
        yield from one.regret(times.assembly + timedelta(days=9))
    case = story.case_number(times.assembly)
    next_day = times.assembly + timedelta(days=1)
    yield story.event(next_day, 9, lambda: adopt_plan(story.plan, times.assembly, case, story.planner))


def _skarvedal(home: Home) -> Iterator[Event]:
    times = calendar.opened(clock.today(), days_ago=19, days_left=64)
    before = calendar.decided(times.decided)
    told = [*days_before(before.decided, 280), before.decided, before.assembly]
    first = Story("kulturminne-1", home, before, told)
    yield from first.preparation()
    sent = sendings(first, voices(first.name))
    yield from _heard(sent, waiting=0)
    yield from decided_answers(first, sent)
    yield from sent_on_hearing_again(first)
    story = Story("kulturminne", home, times, [times.decided], earlier=first)
    yield from story.preparation()
    yield from _heard(sendings(story, voices("kulturminne")), waiting=1)


def _heard(sent: list[Sending], waiting: int) -> Iterator[Event]:
    """All are received. Half of those that still wait for the moderator came last, the others are hard to decide."""
    hard = [sending for sending in sent if sending.voice.removals][: waiting // 2]
    waits = [*hard, *sent[len(sent) - (waiting - len(hard)) :]] if waiting else []
    for number, sending in enumerate(sent):
        yield from sending.arrival()
        decision = sending.moderation(number)
        if sending not in waits and decision.at < clock.now():
            yield decision
