"""Who spoke, and what is taken back after the deadline"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHANNELS = "channel IN ('web', 'letter', 'email', 'meeting')"
SENDERS = (
    "sender_type IN ('private', 'association', 'interest', 'business', 'state', 'county', 'neighbour', 'municipality', "
    "'council', 'party', 'internal', 'youth_group', 'other')"
)
NOW = "publicity IN ('waiting', 'published', 'withheld', 'withdrawn', 'noted')"
BEFORE = "publicity IN ('waiting', 'published', 'withheld', 'withdrawn')"
WITHDRAWN = "(withdrawn_at IS NOT NULL) = (publicity IN ('withdrawn', 'noted'))"

# What was taken back after the deadline was taken out of decided cases; it comes back into every count.
AFTER_THE_DEADLINE = """
    publicity = 'withdrawn'
    AND withdrawn_at >= (SELECT closes_at FROM hearing WHERE hearing.id = statement.hearing_id)
"""
# When a moderator had made it public, if that was the last that was decided of it.
PUBLISHED = """
    SELECT last.decided_at FROM moderation_decision AS last
    WHERE last.statement_id = statement.id AND last.verdict = 'approved'
    AND NOT EXISTS (
        SELECT 1 FROM moderation_decision AS later WHERE later.statement_id = statement.id AND later.id > last.id
    )
"""


def upgrade() -> None:
    with op.batch_alter_table("statement") as table:
        table.add_column(sa.Column("signatories", sa.Integer(), nullable=True))
        table.add_column(sa.Column("board_decided_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("public_number", sa.String(length=9), nullable=False, server_default=""))
        table.add_column(sa.Column("public_on_behalf_of", sa.String(length=200), nullable=True))
        table.add_column(sa.Column("public_co_senders", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("public_supports", sa.String(length=200), nullable=False, server_default=""))
        table.drop_constraint(op.f("ck_statement_publicity"), type_="check")
        table.create_check_constraint(op.f("ck_statement_publicity"), NOW)
        table.create_check_constraint(op.f("ck_statement_channel"), CHANNELS)
        table.create_check_constraint(op.f("ck_statement_sender_type"), SENDERS)
        table.create_check_constraint(op.f("ck_statement_signatories"), "signatories > 1")
        table.create_check_constraint(op.f("ck_statement_withdrawn"), WITHDRAWN)
    with op.batch_alter_table("sender") as table:
        table.add_column(sa.Column("co_senders", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("supports", sa.String(length=200), nullable=False, server_default=""))
    op.execute(f"UPDATE statement SET published_at = ({PUBLISHED}), publicity = 'noted' WHERE {AFTER_THE_DEADLINE}")
    op.execute(
        "UPDATE comment SET published_at = "
        "(SELECT published_at FROM statement WHERE statement.id = comment.statement_id) "
        "WHERE statement_id IN (SELECT id FROM statement WHERE publicity = 'noted')"
    )


def downgrade() -> None:
    """The older schema knows one kind of withdrawal, and fewer kinds of senders."""
    op.execute(
        "UPDATE comment SET published_at = NULL "
        "WHERE statement_id IN (SELECT id FROM statement WHERE publicity = 'noted')"
    )
    op.execute("UPDATE statement SET published_at = NULL, publicity = 'withdrawn' WHERE publicity = 'noted'")
    with op.batch_alter_table("sender") as table:
        table.drop_column("supports")
        table.drop_column("co_senders")
    with op.batch_alter_table("statement") as table:
        for name in ("withdrawn", "signatories", "sender_type", "channel", "publicity"):
            table.drop_constraint(op.f(f"ck_statement_{name}"), type_="check")
        table.create_check_constraint(op.f("ck_statement_publicity"), BEFORE)
        for name in ("public_supports", "public_co_senders", "public_on_behalf_of", "public_number"):
            table.drop_column(name)
        table.drop_column("board_decided_on")
        table.drop_column("signatories")
    op.execute("UPDATE statement SET sender_type = 'association' WHERE sender_type = 'interest'")
    op.execute("UPDATE statement SET sender_type = 'other' WHERE sender_type = 'municipality'")
