"""What people send to the demo's hearings, and what the moderator makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app import clock
from app.demo.assessments import reasons
from app.demo.event import PUBLIC, Event, at
from app.demo.hearings import Story
from app.demo.voices import Voice
from consultations.hearings.public_holiday import closed_because
from consultations.statements import draft_answer, name_confirmation, publication
from consultations.statements.channel import Channel
from consultations.statements.content import Content
from consultations.statements.reason_class import ReasonClass
from consultations.statements.statement import Publicity, Statement
from consultations.statements.submission import submit
from moderation.decision import approve, withhold
from moderation.passage import removals

AWAKE_FROM, AWAKE_HOURS = 7, 16
OFFICE_FROM, OFFICE_HOURS = 8, 7
BEFORE_SENDING = timedelta(days=3)  # the board meets
SESSIONS = (9, 14)  # hours at which the moderator sits down with the queue
NO_REMARKS = re.compile(r"\S+ kommune har ingen merknader til \w+\.")
REASONS = {
    "third_party": ReasonClass.THIRD_PARTY,
    "child": ReasonClass.THIRD_PARTY,
    "abuse": ReasonClass.ABUSE,
    "spam": ReasonClass.ABUSE,
}


@dataclass(eq=False)
class Sending:
    """One voice on its way: sent, confirmed or taken back, and moderated."""

    story: Story
    voice: Voice
    sent_at: datetime
    statement: Statement = field(init=False)

    def arrival(self) -> Iterator[Event]:
        """It is sent by its sender on the web, or registered by staff when it came on paper."""
        by = PUBLIC if self.voice.channel == Channel.WEB else self.story.moderator
        yield self._event(self.sent_at, self._send, by is PUBLIC)
        if self.voice.sender_type == "private" and self.voice.show_name:
            yield self._event(self.sent_at + timedelta(minutes=25), lambda: name_confirmation.confirm(self.statement))
        if self.voice.is_withdrawn:
            yield self._event(self.sent_at + timedelta(hours=20), lambda: publication.withdraw(self.statement))

    def regret(self, day: date) -> Iterator[Event]:
        """It is taken back when everything is decided: noted, and nothing else changes."""
        if self.voice.regrets:
            yield self._event(at(day, 18), lambda: publication.withdraw(self.statement))

    def moderation(self, number: int) -> Event:
        """The moderator takes it up in the next session."""
        return self._event(_session_after(self.sent_at, number), self._moderate, is_public=False)

    def _event(self, instant: datetime, act: object, is_public: bool = True) -> Event:
        assert callable(act)
        return Event(instant, PUBLIC if is_public else self.story.moderator, self.story.home.language, act)

    def _send(self) -> None:
        draft = draft_answer.start(self.story.hearing)
        draft_answer.save(draft, self._content())
        self.statement = submit(draft, channel=self.voice.channel, language=self.voice.language).statement

    def _content(self) -> Content:
        voice = self.voice
        content = Content(
            no_remarks=len(voice.comments) == 1 and bool(NO_REMARKS.fullmatch(voice.comments[0].text)),
            sender_type=voice.sender_type,
            name=voice.name,
            organisation=voice.organisation,
            organisation_number=voice.org_number,
            on_behalf_of=voice.on_behalf_of,
            co_senders="\n".join(voice.co_senders),
            signatories=voice.signatories,
            board_decided_on=f"{clock.today() - BEFORE_SENDING}" if voice.board_decided else "",
            supports=voice.supports,
            email=voice.email,
            show_name=voice.show_name,
            under_18=voice.is_under_18,
        )
        for line in voice.comments:
            key = self.story.keys[line.section]
            content.write(key, "\n\n".join(filter(None, [content.texts.get(key), line.text])))
        return content

    def _moderate(self) -> None:
        statement, by = self.statement, self.story.moderator
        if statement.publicity != Publicity.WAITING:
            return
        if self.voice.withhold:
            note = f"{reasons()[self.voice.withhold]}."
            withhold(statement, statement.version, _reason(self.voice.withhold), note, by)
            return
        words = {removal.substring: _reason(removal.reason) for removal in self.voice.removals}
        approve(statement, statement.version, removals((), statement, words), by)


def sendings(story: Story, voices: Sequence[Voice]) -> list[Sending]:
    """The voices with the instants at which they speak: until the deadline, or until today while it is open."""
    opens, closes = at(story.times.opens, 0), clock.midnight_after(story.times.last_day)
    end = min(closes, at(clock.today(), 0))
    return [Sending(story, voice, _instant(opens, end, voice)) for voice in voices]


def _instant(opens: datetime, end: datetime, voice: Voice) -> datetime:
    """People write while they are awake; what comes on paper is registered in office hours."""
    whole = clock.local(opens + voice.moment * (end - opens))
    day, share = whole.date(), (whole.hour * 3600 + whole.minute * 60 + whole.second) / 86400
    if voice.channel == Channel.WEB:
        return at(day, AWAKE_FROM) + timedelta(seconds=round(share * AWAKE_HOURS * 3600))
    while closed_because(day):
        day -= timedelta(days=1)
    return at(day, OFFICE_FROM) + timedelta(seconds=round(share * OFFICE_HOURS * 3600))


def _session_after(instant: datetime, number: int) -> datetime:
    """The first session at least an hour later; `number` keeps the decisions of a session apart."""
    day, earliest = clock.local(instant).date(), instant + timedelta(hours=1)
    while True:
        for hour in SESSIONS:
            if not closed_because(day) and at(day, hour) > earliest:
                return at(day, hour) + timedelta(seconds=number * 47 % 5400)
        day += timedelta(days=1)


def _reason(code: str) -> ReasonClass:
    return REASONS.get(code, ReasonClass.PERSONAL_DATA)
