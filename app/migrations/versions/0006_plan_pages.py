"""Plans have a public page of their own: attachments, phases, adoption, predecessor"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from app import database  # for column types of our own

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXTS = {"timing": sa.Text(), "predecessor_name": sa.String(200), "predecessor_url": sa.String(500)}


def upgrade() -> None:
    _columns_of_plan()
    _attachments()
    _phases()
    _adoptions()
    _tell_search()


def downgrade() -> None:
    op.execute("DELETE FROM task WHERE kind = 'index' AND key LIKE 'plan:%\\:0006'")
    op.drop_table("plan_adoption")
    op.drop_table("plan_phase")
    op.drop_table("plan_attachment")
    with op.batch_alter_table("plan") as plan:
        plan.drop_constraint("ck_plan_adopted_before_followed_up", type_="check")
        plan.drop_constraint("ck_plan_not_its_own_predecessor", type_="check")
        plan.drop_constraint("fk_plan_predecessor_id", type_="foreignkey")
        plan.drop_index("ix_plan_predecessor_id")
        for name in ("followed_up_since", "adopted_on", "predecessor_id", *TEXTS):
            plan.drop_column(name)


def _columns_of_plan() -> None:
    with op.batch_alter_table("plan") as plan:
        for name, kind in TEXTS.items():
            plan.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        plan.add_column(sa.Column("predecessor_id", sa.Integer(), nullable=True))
        plan.add_column(sa.Column("adopted_on", sa.Date(), nullable=True))
        plan.add_column(sa.Column("followed_up_since", sa.Date(), nullable=True))
    with op.batch_alter_table("plan") as plan:
        for name, kind in TEXTS.items():
            plan.alter_column(name, server_default=None, existing_type=kind)
        plan.create_foreign_key("fk_plan_predecessor_id", "plan", ["predecessor_id"], ["id"], ondelete="SET NULL")
        plan.create_index("ix_plan_predecessor_id", ["predecessor_id"])
        plan.create_check_constraint("ck_plan_not_its_own_predecessor", "predecessor_id <> id")
        plan.create_check_constraint(
            "ck_plan_adopted_before_followed_up", "followed_up_since IS NULL OR adopted_on IS NOT NULL"
        )


def _tell_search() -> None:
    """Plan pages could not be found until now."""
    task = sa.table(
        "task",
        *(sa.column(name) for name in ("kind", "key", "municipality_id", "attempts")),
        sa.column("payload", sa.JSON),
        sa.column("next_try_at", database.UtcDateTime(timezone=True)),
        sa.column("created_at", database.UtcDateTime(timezone=True)),
    )
    now = datetime.now(UTC)
    public = sa.text("SELECT id, municipality_id FROM plan WHERE public_since IS NOT NULL")
    for plan, municipality in op.get_bind().execute(public).all():
        told = {"kind": "plan", "refs": [str(plan)]}
        facts = {"kind": "index", "key": f"plan:{plan}:0006", "municipality_id": municipality, "attempts": 0}
        op.execute(task.insert().values(**facts, payload=told, next_try_at=now, created_at=now))


def _attachments() -> None:
    op.create_table(
        "plan_attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("added_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("replaced_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_down_at", database.UtcDateTime(timezone=True), nullable=True),
        sa.Column("taken_down_reason", sa.Text(), nullable=False),
        sa.CheckConstraint("replaced_by_id IS NULL OR replaced_by_id <> id", name="ck_plan_attachment_not_by_itself"),
        sa.CheckConstraint(
            "(taken_down_at IS NULL) = (taken_down_reason = '')", name="ck_plan_attachment_taken_down_with_a_reason"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_attachment_plan_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_plan_attachment_file_id"),
        sa.ForeignKeyConstraint(["added_by_id"], ["user_account.id"], name="fk_plan_attachment_added_by_id"),
        sa.ForeignKeyConstraint(
            ["replaced_by_id"],
            ["plan_attachment.id"],
            name="fk_plan_attachment_replaced_by_id",
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_plan_attachment"),
        sa.UniqueConstraint("ref", name="uq_plan_attachment_ref"),
        sa.UniqueConstraint("replaced_by_id", name="uq_plan_attachment_replaced_by_id"),
    )
    op.create_index("ix_plan_attachment_plan_id", "plan_attachment", ["plan_id"])


def _phases() -> None:
    op.create_table(
        "plan_phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(80), nullable=False),
        sa.Column("happens", sa.String(60), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.CheckConstraint("state IN ('planned', 'now', 'done')", name="ck_plan_phase_state"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_phase_plan_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_phase"),
        sa.UniqueConstraint("plan_id", "position", name="uq_plan_phase_plan_id_position"),
    )


def _adoptions() -> None:
    op.create_table(
        "plan_adoption",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("body", sa.String(120), nullable=False),
        sa.Column("case_number", sa.String(30), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("recorded_at", database.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("valid_from <= valid_to", name="ck_plan_adoption_valid_in_order"),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name="fk_plan_adoption_plan_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["user_account.id"], name="fk_plan_adoption_recorded_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_plan_adoption"),
    )
    op.create_index("ix_plan_adoption_plan_id", "plan_adoption", ["plan_id"])
