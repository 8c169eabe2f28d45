"""The last entry of each audit chain is kept beside it, so that a cut is seen"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_head",
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("municipality_id", name="pk_audit_head"),
        sa.ForeignKeyConstraint(["municipality_id"], ["municipality.id"], name="fk_audit_head_municipality_id"),
    )
    # The secret that signs is not known here: the next entry of each chain does.
    op.execute(
        """
        INSERT INTO audit_head (municipality_id, number, hash, signature)
        SELECT municipality_id, number, hash, '' FROM audit_event AS last
        WHERE number = (SELECT max(number) FROM audit_event WHERE municipality_id = last.municipality_id)
        """
    )


def downgrade() -> None:
    op.drop_table("audit_head")
