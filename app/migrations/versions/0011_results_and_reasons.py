"""What a body can come to, and why a statement can be withheld, are held by the database"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

RESULTS = "result IN ('as_proposed', 'changed', 'postponed', 'returned', 'new_hearing', 'rejected')"
REASONS = "reason_class IN ('personal_data', 'third_party', 'abuse', 'confidential')"


def upgrade() -> None:
    with op.batch_alter_table("decision") as table:
        table.create_check_constraint(op.f("ck_decision_result"), RESULTS)
    with op.batch_alter_table("moderation_decision") as table:
        table.create_check_constraint(op.f("ck_moderation_decision_reason_class"), REASONS)


def downgrade() -> None:
    with op.batch_alter_table("moderation_decision") as table:
        table.drop_constraint(op.f("ck_moderation_decision_reason_class"), type_="check")
    with op.batch_alter_table("decision") as table:
        table.drop_constraint(op.f("ck_decision_result"), type_="check")
