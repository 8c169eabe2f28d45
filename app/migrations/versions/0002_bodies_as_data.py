"""Bodies as data, the day a draft was really given, corrections of published facts"""

import sqlalchemy as sa
from alembic import op

from app import database  # for column types of our own

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COUNCIL, COMMITTEE, EXECUTIVE, ASSEMBLY = "council", "committee", "executive", "assembly"
CONSULTED, RECOMMENDING, DECIDING = "consulted", "recommending", "deciding"

# The column of old, the kind of body it spoke of, what that body did, and what to call it where there is none.
COLUMNS = (
    ("councils_on", COUNCIL, CONSULTED, "Råd og utvalg"),
    ("executive_on", EXECUTIVE, RECOMMENDING, "Formannskapet"),
    ("assembly_on", ASSEMBLY, DECIDING, "Kommunestyret"),
)

KINDS_OF_ROUND = ("ordinary", "additional", "limited", "new", "before_decision")
PLAN_TYPES = (
    "samfunnsdel",
    "arealdel",
    "kommunedelplan",
    "kommunedelplan_areal",
    "planprogram",
    "planstrategi",
    "reguleringsplan",
    "temaplan",
    "forskrift",
    "budsjett",
    "annet",
)

body = sa.table("body", *(sa.column(name) for name in ("id", "municipality_id", "kind", "name", "position")))
hearing = sa.table(
    "hearing",
    *(sa.column(name) for name in ("id", "municipality_id", "plan_id", "version_id")),
    *(sa.column(name, database.UtcDateTime()) for name in ("ready_at", "draft_given_at")),
    *(sa.column(name, sa.Date()) for name, *_ in COLUMNS),
)
meeting = sa.table(
    "meeting",
    *(sa.column(name) for name in ("id", "hearing_id", "body_id", "position", "part", "precision")),
    sa.column("planned_from", sa.Date()),
)
plan = sa.table("plan", sa.column("id"), sa.column("public_since", database.UtcDateTime()))
version = sa.table("version", sa.column("id"), sa.column("published_at", database.UtcDateTime()))


def upgrade() -> None:
    _kinds_of_body(COUNCIL, COMMITTEE, EXECUTIVE, ASSEMBLY)
    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("planned_from", sa.Date(), nullable=True),
        sa.Column("precision", sa.String(length=6), nullable=False),
        sa.CheckConstraint(_among("part", (CONSULTED, RECOMMENDING, DECIDING)), name=op.f("ck_meeting_part")),
        sa.CheckConstraint(_among("precision", ("day", "week", "month", "season")), name=op.f("ck_meeting_precision")),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_meeting_body_id")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_meeting_hearing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("hearing_id", "body_id", name=op.f("uq_meeting_hearing_id_body_id")),
    )
    op.create_index(op.f("ix_meeting_body_id"), "meeting", ["body_id"])
    op.create_table(
        "fact_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("fact", sa.String(length=30), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("corrected_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("corrected_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_fact_correction_reason")),
        sa.ForeignKeyConstraint(
            ["corrected_by_id"], ["user_account.id"], name=op.f("fk_fact_correction_corrected_by_id")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_fact_correction_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_correction")),
    )
    op.create_index(op.f("ix_fact_correction_plan_id"), "fact_correction", ["plan_id"])
    op.create_index(op.f("ix_fact_correction_subject"), "fact_correction", ["subject"])
    with op.batch_alter_table("plan") as table:
        table.add_column(sa.Column("public_since", database.UtcDateTime(timezone=True), nullable=True))
        table.create_check_constraint(op.f("ck_plan_plan_type"), _among("plan_type", PLAN_TYPES))
    with op.batch_alter_table("hearing") as table:
        table.add_column(sa.Column("decision_needed", sa.Boolean(), nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("draft_given_at", database.UtcDateTime(timezone=True), nullable=True))
        table.create_check_constraint(op.f("ck_hearing_kind"), _among("kind", KINDS_OF_ROUND))
    _carry_meetings_over()
    _fill_in_facts()
    with op.batch_alter_table("hearing") as table:
        table.alter_column("decision_needed", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)
        for name, *_ in COLUMNS:
            table.drop_column(name)


def downgrade() -> None:
    with op.batch_alter_table("hearing") as table:
        for name, *_ in COLUMNS:
            table.add_column(sa.Column(name, sa.Date(), nullable=True))
    _carry_meetings_back()
    with op.batch_alter_table("hearing") as table:
        table.drop_constraint(op.f("ck_hearing_kind"), type_="check")
        table.drop_column("draft_given_at")
        table.drop_column("decision_needed")
    with op.batch_alter_table("plan") as table:
        table.drop_constraint(op.f("ck_plan_plan_type"), type_="check")
        table.drop_column("public_since")
    op.drop_table("fact_correction")
    op.drop_table("meeting")
    op.execute(sa.update(body).where(body.c.kind == COMMITTEE).values(kind=EXECUTIVE))
    _kinds_of_body(EXECUTIVE, ASSEMBLY, COUNCIL)


def _among(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def _kinds_of_body(*kinds: str) -> None:
    with op.batch_alter_table("body") as table:
        table.drop_constraint(op.f("ck_body_kind"), type_="check")
        table.create_check_constraint(op.f("ck_body_kind"), _among("kind", kinds))


def _carry_meetings_over() -> None:
    """Every day that was set becomes a row for each council, or for the first executive and assembly."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(hearing).order_by(hearing.c.id)).all():
        position = 0
        for column, kind, part, name in COLUMNS:
            day = getattr(row, column)
            if day is None:
                continue
            held = _bodies(row.municipality_id, kind) or [_establish(row.municipality_id, kind, name)]
            for body_id in held if kind == COUNCIL else held[:1]:
                position += 1
                values = {"hearing_id": row.id, "body_id": body_id, "position": position, "part": part}
                connection.execute(sa.insert(meeting).values(**values, planned_from=day, precision="day"))


def _bodies(municipality_id: int, kind: str) -> list[int]:
    own = (body.c.municipality_id == municipality_id) & (body.c.kind == kind)
    query = sa.select(body.c.id).where(own).order_by(body.c.position, body.c.id)
    return list(op.get_bind().scalars(query))


def _establish(municipality_id: int, kind: str, name: str) -> int:
    """A body for a day that was set where the municipality had none of the kind; its name is free or made so."""
    connection = op.get_bind()
    query = sa.select(body.c.name).where(body.c.municipality_id == municipality_id)
    taken = set(connection.scalars(query))
    free = next(one for one in (name, *(f"{name} {n}" for n in range(2, len(taken) + 3))) if one not in taken)
    values = {"municipality_id": municipality_id, "kind": kind, "name": free, "position": len(taken) + 1}
    connection.execute(sa.insert(body).values(**values))
    return connection.scalars(
        sa.select(body.c.id).where(body.c.municipality_id == municipality_id, body.c.name == free)
    ).one()


def _fill_in_facts() -> None:
    """When a draft was given and a plan became public, as near as it was noted."""
    connection = op.get_bind()
    published = sa.select(version.c.published_at).where(version.c.id == hearing.c.version_id).scalar_subquery()
    connection.execute(sa.update(hearing).where(hearing.c.version_id.is_not(None)).values(draft_given_at=published))
    first = sa.select(sa.func.min(hearing.c.ready_at)).where(hearing.c.plan_id == plan.c.id).scalar_subquery()
    connection.execute(sa.update(plan).values(public_since=first))


def _carry_meetings_back() -> None:
    """The first day of each part of the chain; what was known by the week or the month becomes its first day."""
    connection = op.get_bind()
    for column, _kind, part, _name in COLUMNS:
        first = (
            sa.select(sa.func.min(meeting.c.planned_from))
            .where(meeting.c.hearing_id == hearing.c.id, meeting.c.part == part)
            .scalar_subquery()
        )
        connection.execute(sa.update(hearing).values({column: first}))
