"""One function a noun: the smallest real thing, made through the product's own verbs where there is one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app import audit, clock
from app.accounts.user import User, add_user, find_user, grant
from app.extensions import db
from app.municipalities import body
from app.municipalities.body import Body
from app.municipalities.municipality import Municipality, found
from app.partial_date import PartialDate, read_partial_date
from app.references import code_hash, new_reference, new_token
from app.storage import store
from consultations.drafts.section import Section
from consultations.drafts.version import Version
from consultations.hearings.hearing import Hearing
from consultations.hearings.meeting import Meeting, PlannedMeeting, rows, usual_part
from consultations.plans.plan import Plan, make_public
from consultations.statements.publication import publish
from consultations.statements.sender_type import SenderType
from consultations.statements.statement import Comment, Sender, Statement

PASSWORD = "et-godt-langt-passord"


def municipality(name: str = "Storvik kommune", **details: Any) -> Municipality:
    """A municipality with formannskap, kommunestyre and a council."""
    made = found(name, feedback_email="post@storvik.example.no", **details)
    body.establish(made.id, body.COUNCIL, "Eldrerådet", 1)
    body.establish(made.id, body.EXECUTIVE, "Formannskapet", 2)
    body.establish(made.id, body.ASSEMBLY, "Kommunestyret", 3)
    return made


def user(municipality_id: int, *roles: str, email: str = "") -> User:
    """A member of staff; the address defaults to `<first role>@example.no`, the password is PASSWORD."""
    address = email or f"{roles[0]}@example.no"
    made = find_user(address) or add_user(address, f"Kari {roles[0].title()}", PASSWORD)
    for role in roles:
        grant(made, municipality_id, role)
    return made


def plan(municipality_id: int, title: str = "Boligsosial plan", plan_type: str = "temaplan", **details: Any) -> Plan:
    from app.references import slug

    made = Plan(
        municipality_id=municipality_id,
        title=title,
        key=slug(title),
        plan_type=plan_type,
        created_at=clock.now(),
        unit="Helse og velferd",
        contact_name="Ida Planlegger",
        **details,
    )
    db.session.add(made)
    db.session.flush()
    return made


def version(owner: Plan, titles: tuple[str, ...] = ("Innledning", "Boliger", "Tjenester"), number: int = 1) -> Version:
    """A published version with one section a title, numbered 1, 2, 3."""
    from app.references import slug

    source = store(b"# kladd", "plan.md", "text/markdown", owner.municipality_id)
    made = Version(
        plan_id=owner.id,
        number=number,
        title=owner.title,
        source_id=source.id,
        report=[],
        imported_at=clock.now(),
        published_at=clock.now(),
    )
    for position, title in enumerate(titles, 1):
        made.sections.append(
            Section(
                key=slug(title),
                position=position,
                level=1,
                number=str(position),
                title=title,
                html=f"<p>Dette er avsnittet om {title.lower()}.</p>",
                text=f"Dette er avsnittet om {title.lower()}.",
            )
        )
    db.session.add(made)
    db.session.flush()
    return made


def hearing(owner: Plan, draft: Version | None = None, *, opens_in: int = -10, days: int = 40, **facts: Any) -> Hearing:
    """A hearing that was announced in time. `opens_in` counts days from today, `days` is its length."""
    opens: date = clock.today() + timedelta(days=opens_in)
    last_day = opens + timedelta(days=days)
    announced = min(clock.now(), clock.at_local(opens) - timedelta(days=1))
    made = Hearing(
        municipality_id=owner.municipality_id,
        plan_id=owner.id,
        version_id=(draft or version(owner)).id,
        opens_at=clock.at_local(opens),
        last_day=last_day,
        closes_at=clock.midnight_after(last_day),
        decided_by_body="Formannskapet",
        decided_on=opens - timedelta(days=14),
        decided_case="PS 12/26",
        created_at=clock.now(),
        **({"ready_at": announced, "draft_given_at": announced} | facts),
    )
    if made.ready_at:
        make_public(owner)
    db.session.add(made)
    db.session.flush()
    return made


def meetings(*planned: tuple[Body, date | str | None]) -> list[Meeting]:
    """A chain of bodies with what each usually does, each on a day or "uke 4 2027"."""
    return rows(tuple(PlannedMeeting(body, usual_part(body), _when(when)) for body, when in planned))


def _when(when: date | str | None) -> PartialDate | None:
    return PartialDate(when) if isinstance(when, date) else read_partial_date(when or "")


def statement(
    to: Hearing,
    *texts: str,
    sections: tuple[str | None, ...] = (),
    sender_type: str = SenderType.PRIVATE,
    published: bool = True,
    points: bool = True,
    email: str = "",
    organisation: str = "",
    **facts: Any,
) -> Statement:
    """A received statement with one remark a text (to the sections named in order), published and with its points."""
    from consultations.points.point import create_points

    to.statements_received += 1
    to.plan.last_statement_number += 1
    made = Statement(
        municipality_id=to.municipality_id,
        plan_id=to.plan_id,
        hearing_id=to.id,
        number=to.plan.last_statement_number,
        ref=new_reference(),
        code_hash=code_hash(new_token()),
        idempotency_key=new_token(),
        sender_type=sender_type,
        **({"received_at": clock.now()} | facts),
    )
    made.sender = Sender(name="Kari Innbygger", email=email, organisation=organisation)
    for position, text in enumerate(texts or ("Vi trenger flere boliger.",), 1):
        made.comments.append(
            Comment(
                hearing_id=to.id,
                ref=new_reference(),
                position=position,
                version_id=to.version_id,
                section_key=sections[position - 1] if position <= len(sections) else None,
                text=text,
            )
        )
    db.session.add(made)
    db.session.flush()
    audit.record(to.municipality_id, "statement.received", f"statement:{made.ref}")
    if points:
        create_points(made)
    if published:
        publish(made, {})
    db.session.flush()
    return made
