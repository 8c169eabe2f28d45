"""Counts that are kept: rows that are summed, who is counted, how many points an answer answers, and indexes of few"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Index, table, columns, and the rule for a row to be in it.
SOME = (
    ("ix_statement_uncounted", "statement", ["hearing_id"], "counted IS FALSE"),
    ("ix_statement_decided", "statement", ["hearing_id", "number"], "publicity <> 'waiting'"),
    ("ix_statement_no_remarks", "statement", ["hearing_id", "number"], "no_remarks IS TRUE"),
    ("ix_statement_council", "statement", ["hearing_id", "number"], "sender_type = 'council'"),
    (
        "ix_point_untouched_place",
        "point",
        ["hearing_id", "place", "number", "remark", "position"],
        "assessment_id IS NULL",
    ),
    ("ix_point_untouched_number", "point", ["hearing_id", "number", "remark", "position"], "assessment_id IS NULL"),
    ("ix_assessment_changing", "assessment", ["hearing_id", "id"], "change <> '' OR change_before <> ''"),
)


def upgrade() -> None:
    op.create_table(
        "kept_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("tally", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_kept_count_hearing_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_count")),
    )
    op.create_index("ix_kept_count_hearing_tally", "kept_count", ["hearing_id", "tally", "key", "n"])
    # Every statement begins as one that is not counted yet, which is true: its part is counted live until the worker
    # has counted it.
    op.add_column("statement", sa.Column("counted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("assessment", sa.Column("points", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("assessment") as table:
        table.alter_column("points", server_default=None, existing_type=sa.Integer(), existing_nullable=False)
    op.execute("UPDATE assessment SET points = (SELECT count(*) FROM point WHERE point.assessment_id = assessment.id)")
    op.drop_index("ix_point_theme_id", "point")
    op.create_index("ix_point_theme_number", "point", ["theme_id", "number", "remark", "position"])
    op.drop_index("ix_assessment_hearing_id", "assessment")
    op.create_index("ix_assessment_use", "assessment", ["hearing_id", "points", "id"])
    op.create_index("ix_assessment_verdict_use", "assessment", ["hearing_id", "verdict", "points", "id"])
    for name, table_name, columns, rule in SOME:
        numbered = rule.replace("FALSE", "0").replace("TRUE", "1")  # as SQLite is asked
        op.create_index(name, table_name, columns, sqlite_where=sa.text(numbered), postgresql_where=sa.text(rule))


def downgrade() -> None:
    for name, table_name, _columns, _rule in SOME:
        op.drop_index(name, table_name)
    op.drop_index("ix_assessment_verdict_use", "assessment")
    op.drop_index("ix_assessment_use", "assessment")
    op.create_index("ix_assessment_hearing_id", "assessment", ["hearing_id"])
    op.drop_index("ix_point_theme_number", "point")
    op.create_index("ix_point_theme_id", "point", ["theme_id"])
    op.drop_column("assessment", "points")
    op.drop_column("statement", "counted")
    op.drop_table("kept_count")
