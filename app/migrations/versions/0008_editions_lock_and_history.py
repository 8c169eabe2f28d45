"""Editions with their files, the lock on assessments, and everything that was written before"""

import sqlalchemy as sa
from alembic import op

from app import database  # for column types of our own

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

INSTANT = database.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.add_column("hearing", sa.Column("locked_at", INSTANT, nullable=True))
    _make_editions()
    _make_history()
    _lock_what_is_decided()
    _begin_the_history()


def downgrade() -> None:
    for table in ("point_answer", "assessment_text", "edition_file", "edition_order", "edition", "reopening"):
        op.drop_table(table)
    op.drop_column("hearing", "locked_at")


def _make_editions() -> None:
    op.create_table(
        "reopening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("reopened_at", INSTANT, nullable=False),
        sa.Column("reopened_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_reopening_reason")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_reopening_hearing_id")),
        sa.ForeignKeyConstraint(["reopened_by_id"], ["user_account.id"], name=op.f("fk_reopening_reopened_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reopening")),
    )
    op.create_index(op.f("ix_reopening_hearing_id"), "reopening", ["hearing_id"])
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("cut_off", INSTANT, nullable=False),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("withheld", sa.Integer(), nullable=False),
        sa.Column("late_not_counted", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("unanswered_points", sa.Integer(), nullable=False),
        sa.Column("late_undecided", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_edition_number")),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_edition_hearing_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user_account.id"], name=op.f("fk_edition_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("hearing_id", "number", name=op.f("uq_edition_hearing_id_number")),
    )
    op.create_table(
        "edition_file",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paper", sa.String(length=16), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["edition.id"], name=op.f("fk_edition_file_edition_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_edition_file_file_id")),
        sa.PrimaryKeyConstraint("edition_id", "position", name=op.f("pk_edition_file")),
        sa.UniqueConstraint("edition_id", "paper", "form", name=op.f("uq_edition_file_edition_id_paper_form")),
    )
    op.create_table(
        "edition_order",
        sa.Column("hearing_id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=16), nullable=False),
        sa.Column("ordered_at", INSTANT, nullable=False),
        sa.Column("ordered_by_id", sa.Integer(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("refused_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["hearing_id"], ["hearing.id"], name=op.f("fk_edition_order_hearing_id")),
        sa.ForeignKeyConstraint(["ordered_by_id"], ["user_account.id"], name=op.f("fk_edition_order_ordered_by_id")),
        sa.PrimaryKeyConstraint("hearing_id", name=op.f("pk_edition_order")),
        sa.UniqueConstraint("ref", name=op.f("uq_edition_order_ref")),
    )


def _make_history() -> None:
    op.create_table(
        "assessment_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("change_before", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("change_section_key", sa.String(length=80), nullable=True),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_assessment_text_assessment_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["user_account.id"], name=op.f("fk_assessment_text_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_text")),
        sa.UniqueConstraint("assessment_id", "version", name=op.f("uq_assessment_text_assessment_id_version")),
    )
    op.create_table(
        "point_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("point_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=True),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["point_id"], ["point.id"], name=op.f("fk_point_answer_point_id")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_point_answer_assessment_id")),
        sa.ForeignKeyConstraint(["given_by_id"], ["user_account.id"], name=op.f("fk_point_answer_given_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_answer")),
    )
    op.create_index(op.f("ix_point_answer_point_id"), "point_answer", ["point_id"])
    op.create_index(op.f("ix_point_answer_assessment_id"), "point_answer", ["assessment_id"])


def _lock_what_is_decided() -> None:
    """A case whose last decision did not give the work back is locked from its first decision on."""
    op.execute(
        """
        UPDATE hearing SET locked_at = (SELECT min(recorded_at) FROM decision WHERE decision.hearing_id = hearing.id)
        WHERE 'yes' = (
            SELECT CASE WHEN result IN ('postponed', 'returned', 'new_hearing') THEN 'no' ELSE 'yes' END
            FROM decision WHERE decision.hearing_id = hearing.id ORDER BY decided_on DESC, kind DESC, id DESC LIMIT 1
        )
        """
    )


def _begin_the_history() -> None:
    """What stands now is the first that is remembered; who gave an answer to a point is who wrote it last."""
    op.execute(
        """
        INSERT INTO assessment_text (
            assessment_id, version, text, verdict, reason, change_before, change, change_section_key,
            written_at, written_by_id
        )
        SELECT id, version, text, verdict, reason, change_before, change, change_section_key, updated_at, updated_by_id
        FROM assessment ORDER BY id
        """
    )
    op.execute(
        """
        INSERT INTO point_answer (point_id, assessment_id, given_at, given_by_id)
        SELECT point.id, assessment.id, assessment.updated_at, assessment.updated_by_id
        FROM point JOIN assessment ON assessment.id = point.assessment_id ORDER BY point.id
        """
    )
