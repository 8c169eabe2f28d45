"""A draft remembers which page wrote each field, not how often it was kept"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draft_answer") as table:
        table.drop_column("revision")


def downgrade() -> None:
    with op.batch_alter_table("draft_answer") as table:
        table.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("draft_answer") as table:
        table.alter_column("revision", server_default=None)
