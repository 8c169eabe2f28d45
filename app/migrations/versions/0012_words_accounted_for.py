"""An import keeps the account of its words, and a section its whole number"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("version") as version:
        version.add_column(sa.Column("ledger", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("version") as version:
        version.alter_column("ledger", server_default=None, existing_type=sa.JSON())
    with op.batch_alter_table("section") as section:
        section.alter_column("number", existing_type=sa.String(20), type_=sa.String(300), existing_nullable=False)


def downgrade() -> None:
    op.execute("UPDATE section SET number = substr(number, 1, 20)")
    with op.batch_alter_table("section") as section:
        section.alter_column("number", existing_type=sa.String(300), type_=sa.String(20), existing_nullable=False)
    with op.batch_alter_table("version") as version:
        version.drop_column("ledger")
