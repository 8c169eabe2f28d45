"""What the demo's administration answers: themes, assessments, late statements, release."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial

from app.demo.assessments import DemoAssessment, assessment_of, assessments, themes
from app.demo.event import Event
from app.demo.hearings import Story
from app.demo.script import ScriptedAnswer
from app.demo.statements import Sending
from app.extensions import db
from consultations.assessment.answering import AnswerContent, answer
from consultations.assessment.late import decide_late
from consultations.assessment.release import start_assessment
from consultations.hearings.public_holiday import next_working_day
from consultations.points.placing import give_theme
from consultations.points.point import Point
from consultations.points.theme import create_theme, find_or_create
from consultations.points.verdict import VERDICTS, Need
from consultations.statements.statement import Comment

LATE_UNDECIDED = 2

Spoken = tuple[Sending, str]  # and the number of the section


def school_answers(story: Story, sent: Sequence[Sending], until: date) -> Iterator[Event]:
    """Themes first, then one assessment after the other, by the two planners in turns, spread over the days."""
    begun = next_working_day(story.times.last_day + timedelta(days=1))
    first = next_working_day(story.times.last_day + timedelta(days=13))
    yield story.event(begun, 9, lambda: start_assessment(story.hearing))
    yield story.event(first, 8, lambda: [create_theme(story.hearing, name) for name in themes()])
    planners = [story.home.user(person.email) for person in story.home.place.staff if person.role == "planner"]
    days = max((until - first).days, 1)
    for number, (assessment, answered) in enumerate(_answered(sent).items()):
        day = next_working_day(first + timedelta(days=number * days // len(assessments())))
        act = partial(_assess, story, assessment, answered)
        yield story.event(day, 9 + number % 6, act, by=planners[number % len(planners)])


def decided_answers(story: Story, sent: Sequence[Sending]) -> Iterator[Event]:
    """Every comment gets the answer that stands under it in the script."""
    start = next_working_day(story.times.last_day + timedelta(days=1))
    yield story.event(start, 9, lambda: start_assessment(story.hearing))
    for number, sending in enumerate(sent):
        day = next_working_day(start + timedelta(days=2 + number))
        yield story.event(day, 10, lambda s=sending: _answer_lines(story, s))


def late_decisions(story: Story, sent: Sequence[Sending], reasons: Sequence[str]) -> Iterator[Event]:
    """Late statements are let in, with a reason; the last ones wait for a decision."""
    late = [sending for sending in sent if sending.voice.late][:-LATE_UNDECIDED]
    for number, sending in enumerate(late):
        day = next_working_day(sending.sent_at.date() + timedelta(days=2))
        reason = reasons[number % len(reasons)]
        yield story.event(day, 11, lambda s=sending, r=reason: decide_late(story.hearing, s.statement, True, r, None))


def _answered(sent: Sequence[Sending]) -> dict[DemoAssessment, list[Spoken]]:
    """What each assessment answers: whose remark on which section."""
    found: dict[DemoAssessment, list[Spoken]] = {assessment: [] for assessment in assessments()}
    for sending in sent:
        for line in sending.voice.comments:
            assessment = assessment_of(line.section, line.text)
            if assessment is not None and not sending.voice.is_withdrawn:
                found[assessment].append((sending, line.section))
    return {assessment: spoken for assessment, spoken in found.items() if spoken}


def _assess(story: Story, assessment: DemoAssessment, answered: Sequence[Spoken]) -> None:
    wanted = {(sending.statement.id, story.keys[section] or None) for sending, section in answered}
    mine = db.tuple_(Comment.statement_id, db.func.coalesce(Comment.section_key, ""))
    chosen = [(statement_id, key or "") for statement_id, key in wanted]
    query = db.select(Point).join(Point.comment).where(mine.in_(chosen), Point.assessment_id.is_(None))
    points = db.session.scalars(query.order_by(Point.id)).all()
    if not points:
        return
    give_theme(story.hearing, points, find_or_create(story.hearing, assessment.theme), _versions(points))
    for point in points:
        db.session.refresh(point)
    place = story.keys.get(assessment.sections[0]) or None
    content = content_of(assessment.verdict, assessment.text, assessment.change, place)
    answer(story.hearing, points, content, _versions(points))


def _answer_lines(story: Story, sending: Sending) -> None:
    lines = {story.keys[line.section]: line for line in sending.voice.comments}
    query = db.select(Point).join(Point.comment).where(Comment.statement_id == sending.statement.id)
    for point in db.session.scalars(query).all():
        line = lines[point.section_key or ""]
        if line.answer is not None:
            answer(story.hearing, [point], _content(line.answer, point.section_key), _versions([point]))


def _content(given: ScriptedAnswer, place: str | None) -> AnswerContent:
    return content_of(given.verdict, given.text, given.change, place)


def content_of(verdict: str, text: str, change: str, place: str | None) -> AnswerContent:
    """What a planner writes: where a verdict takes reasons, the first sentence assesses and the rest gives them."""
    needs = VERDICTS[verdict].needs
    assessed, reason = text, ""
    if Need.REASON in needs:
        assessed, _, reason = text.partition(". ")
        assessed, reason = (f"{assessed}.", reason) if reason else ("", text)
    located = place if change or Need.PLACE in needs else None
    before, _, after = change.rpartition(" → ")
    return AnswerContent(assessed, verdict, reason, after, located, before)


def _versions(points: Sequence[Point]) -> dict[str, int]:
    return {point.ref: point.version for point in points}
