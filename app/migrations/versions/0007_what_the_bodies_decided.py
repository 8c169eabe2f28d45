"""What the bodies decided: departures of each decision, own amendments, closings, letters, the opening"""

import sqlalchemy as sa
from alembic import op

from app import database  # for column types of our own

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OPEN = sa.text("stopped_at IS NULL AND done_at IS NULL")


def upgrade() -> None:
    _departures()
    _amendments()
    _closings()
    _letters()
    with op.batch_alter_table("assessment") as table:
        table.add_column(sa.Column("change_before", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("assessment") as table:
        table.alter_column("change_before", server_default=None, existing_type=sa.Text(), existing_nullable=False)
    _carry_departures_over()


def downgrade() -> None:
    _carry_departures_back()
    op.execute(
        "UPDATE assessment SET change = '«' || change_before || '» blir «' || change || '»' WHERE change_before <> ''"
    )
    with op.batch_alter_table("assessment") as table:
        table.drop_column("change_before")
    for table_name in ("opening", "letter", "closing", "amendment", "departed_point", "departure"):
        op.drop_table(table_name)


def _departures() -> None:
    op.create_table(
        "departure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("section_key", sa.String(length=80), nullable=True),
        sa.Column("text_before", sa.Text(), nullable=False),
        sa.Column("text_after", sa.Text(), nullable=False),
        sa.CheckConstraint("note <> ''", name=op.f("ck_departure_reason")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_departure_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departure")),
    )
    op.create_index(op.f("ix_departure_decision_id"), "departure", ["decision_id"])
    op.create_table(
        "departed_point",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("departure_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_departed_point_decision_id")),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_departed_point_point_id")),
        sa.ForeignKeyConstraint(["departure_id"], ["departure.id"], name=op.f("fk_departed_point_departure_id")),
        sa.PrimaryKeyConstraint("decision_id", "point_id", name=op.f("pk_departed_point")),
    )
    op.create_index(op.f("ix_departed_point_point_id"), "departed_point", ["point_id"])
    op.create_index(op.f("ix_departed_point_departure_id"), "departed_point", ["departure_id"])


def _amendments() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("section_key", sa.String(length=80), nullable=True),
        sa.Column("text_before", sa.Text(), nullable=False),
        sa.Column("text_after", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("dropped_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("text_before <> text_after", name=op.f("ck_amendment_changes_something")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_amendment_decision_id")),
        sa.ForeignKeyConstraint(["dropped_by_id"], ["decision.id"], name=op.f("fk_amendment_dropped_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
    )
    op.create_index(op.f("ix_amendment_decision_id"), "amendment", ["decision_id"])
    op.create_index(op.f("ix_amendment_dropped_by_id"), "amendment", ["dropped_by_id"])


def _closings() -> None:
    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("planned_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("planned_by_id", sa.Integer(), nullable=True),
        sa.Column("nothing_departs", sa.Boolean(), nullable=False),
        sa.Column("due_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("stopped_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("stopped_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("stopped_at IS NULL OR done_at IS NULL", name=op.f("ck_closing_one_end")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_closing_hearing_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_closing_decision_id")),
        sa.ForeignKeyConstraint(["planned_by_id"], ["user_account.id"], name=op.f("fk_closing_planned_by_id")),
        sa.ForeignKeyConstraint(["stopped_by_id"], ["user_account.id"], name=op.f("fk_closing_stopped_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closing")),
    )
    op.create_index(op.f("ix_closing_hearing_id"), "closing", ["hearing_id"])
    op.create_index(op.f("ix_closing_decision_id"), "closing", ["decision_id"])
    op.create_index("ux_closing_open", "closing", ["hearing_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN)


def _letters() -> None:
    op.create_table(
        "letter",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("by_email", sa.Boolean(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_letter_statement_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_letter_decision_id")),
        sa.PrimaryKeyConstraint("statement_id", name=op.f("pk_letter")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_letter_token_hash")),
    )
    op.create_index(op.f("ix_letter_decision_id"), "letter", ["decision_id"])
    op.create_table(
        "opening",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_opening_decision_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["user_account.id"], name=op.f("fk_opening_written_by_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_opening")),
    )


def _carry_departures_over() -> None:
    """Departures stood in the outcomes, also while the case was open; alike ones of a decision become one."""
    with op.batch_alter_table("outcome") as table:
        table.add_column(sa.Column("departure_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_outcome_departure_id"), "departure", ["departure_id"], ["id"])
        table.create_index(op.f("ix_outcome_departure_id"), ["departure_id"])
    op.execute("UPDATE outcome SET note = 'Utvalget bestemte noe annet.' WHERE departs AND note = ''")
    op.execute(
        "INSERT INTO departure (decision_id, verdict, note, text_before, text_after) "
        "SELECT DISTINCT decision_id, verdict, note, '', '' FROM outcome WHERE departs ORDER BY decision_id"
    )
    op.execute(
        "UPDATE outcome SET departure_id = (SELECT departure.id FROM departure "
        "WHERE departure.decision_id = outcome.decision_id AND departure.verdict = outcome.verdict "
        "AND departure.note = outcome.note) WHERE departs"
    )
    op.execute(
        "INSERT INTO departed_point (decision_id, point_id, departure_id) "
        "SELECT decision_id, point_id, departure_id FROM outcome WHERE departure_id IS NOT NULL"
    )
    op.execute(
        "UPDATE decision SET result = 'changed' "
        "WHERE result = 'as_proposed' AND id IN (SELECT decision_id FROM departure)"
    )
    op.execute(
        "DELETE FROM outcome WHERE point_id IN (SELECT point.id FROM point "
        "JOIN hearing ON hearing.id = point.hearing_id WHERE hearing.closed_case_at IS NULL)"
    )
    with op.batch_alter_table("outcome") as table:
        table.drop_column("note")
        table.drop_column("departs")


def _carry_departures_back() -> None:
    """What was marked while the case is open stands in the outcomes again; of several bodies the last one's."""
    with op.batch_alter_table("outcome") as table:
        table.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("departs", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "INSERT INTO outcome (point_id, decision_id, verdict, departure_id) "
        "SELECT departed_point.point_id, departed_point.decision_id, departure.verdict, departure.id "
        "FROM departed_point JOIN departure ON departure.id = departed_point.departure_id "
        "JOIN point ON point.id = departed_point.point_id JOIN hearing ON hearing.id = point.hearing_id "
        "WHERE hearing.closed_case_at IS NULL AND departure.verdict IS NOT NULL AND departed_point.decision_id = "
        "(SELECT MAX(other.decision_id) FROM departed_point other WHERE other.point_id = departed_point.point_id)"
    )
    op.execute(
        "UPDATE outcome SET departs = (departure_id IS NOT NULL), note = COALESCE("
        "(SELECT departure.note FROM departure WHERE departure.id = outcome.departure_id), '')"
    )
    with op.batch_alter_table("outcome") as table:
        table.alter_column("note", server_default=None, existing_type=sa.Text(), existing_nullable=False)
        table.alter_column("departs", server_default=None, existing_type=sa.Boolean(), existing_nullable=False)
        table.drop_index(op.f("ix_outcome_departure_id"))
        table.drop_constraint(op.f("fk_outcome_departure_id"), type_="foreignkey")
        table.drop_column("departure_id")
