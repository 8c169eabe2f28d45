"""Statements are numbered through all rounds of a plan"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Rounds after the first began at 1 again. They go on after the numbers that earlier rounds had given out.
RENUMBER = """
UPDATE statement SET number = number + coalesce((
    SELECT sum(earlier.statements_received) FROM hearing AS earlier, hearing AS mine
    WHERE mine.id = statement.hearing_id AND earlier.plan_id = mine.plan_id AND earlier.round < mine.round), 0)
"""
BACK = RENUMBER.replace("number + coalesce", "number - coalesce")


def upgrade() -> None:
    with op.batch_alter_table("plan") as plan:
        plan.add_column(sa.Column("last_statement_number", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE plan SET last_statement_number = coalesce("
        "(SELECT sum(statements_received) FROM hearing WHERE hearing.plan_id = plan.id), 0)"
    )
    with op.batch_alter_table("plan") as plan:
        plan.alter_column("last_statement_number", server_default=None)
    with op.batch_alter_table("statement") as statement:
        statement.add_column(sa.Column("plan_id", sa.Integer(), nullable=True))
        statement.drop_constraint("uq_statement_hearing_id_number", type_="unique")
    op.execute("UPDATE statement SET plan_id = (SELECT plan_id FROM hearing WHERE hearing.id = statement.hearing_id)")
    op.execute(RENUMBER)
    with op.batch_alter_table("statement") as statement:
        statement.alter_column("plan_id", nullable=False, existing_type=sa.Integer())
        statement.create_foreign_key("fk_statement_plan_id", "plan", ["plan_id"], ["id"])
        statement.create_unique_constraint("uq_statement_plan_id_number", ["plan_id", "number"])


def downgrade() -> None:
    with op.batch_alter_table("statement") as statement:
        statement.drop_constraint("uq_statement_plan_id_number", type_="unique")
        statement.drop_constraint("fk_statement_plan_id", type_="foreignkey")
    op.execute(BACK)
    with op.batch_alter_table("statement") as statement:
        statement.drop_column("plan_id")
        statement.create_unique_constraint("uq_statement_hearing_id_number", ["hearing_id", "number"])
    with op.batch_alter_table("plan") as plan:
        plan.drop_column("last_statement_number")
