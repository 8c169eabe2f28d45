"""Removals stand beside the comment they shorten, each with its reason

The rows of every decision are kept; those of the last one that published the statement are in force. Overlapping
passages of one decision become one, as they did in the public text.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# The mark of a passage removed for one of these reasons; the others keep «▮».
MARKS = {"abuse": "▰", "confidential": "▩"}
LOOK_ALIKES = {"▰": "▱", "▩": "▦"}

Row = tuple[int, int, int, int, int, str, bool]  # statement, comment, version, start, end, reason, in force


def upgrade() -> None:
    rows = list(_joined(op.get_bind().execute(sa.text(_BEFORE)).all()))
    op.drop_table("removal")
    _create()
    _insert(rows)
    _tell_marks_apart()
    op.execute("UPDATE moderation_decision SET reason_class = NULL WHERE verdict = 'approved'")
    op.drop_column("statement", "removal_reason")


def downgrade() -> None:
    op.add_column("statement", sa.Column("removal_reason", sa.String(length=30), nullable=True))
    op.execute(
        "UPDATE statement SET removal_reason = (SELECT min(reason_class) FROM removal WHERE in_force"
        " AND field = 'text' AND statement_id = statement.id) WHERE publicity = 'published'"
    )
    op.execute(
        "UPDATE moderation_decision SET reason_class = (SELECT min(reason_class) FROM removal WHERE field = 'text'"
        " AND statement_id = moderation_decision.statement_id AND version = moderation_decision.statement_version)"
        " WHERE verdict = 'approved'"
    )
    for mark in MARKS.values():
        op.execute(f"UPDATE comment SET public_text = replace(public_text, '{mark}', '▮')")
    rows = op.get_bind().execute(sa.text(_AFTER)).all()
    op.drop_table("removal")
    _create_as_before()
    if rows:
        op.bulk_insert(_AS_BEFORE, [dict(row._mapping) for row in rows])


_BEFORE = """
SELECT decision.statement_id, removal.comment_id, decision.statement_version, removal.start_at, removal.end_at,
  removal.reason_class, removal.decision_id = last.id AS in_force
FROM removal
JOIN moderation_decision AS decision ON decision.id = removal.decision_id
JOIN (SELECT statement_id, max(id) AS id FROM moderation_decision WHERE verdict = 'approved' GROUP BY statement_id)
  AS last ON last.statement_id = decision.statement_id
ORDER BY decision.id, removal.comment_id, removal.start_at
"""

_AFTER = """
SELECT decision.id AS decision_id, removal.comment_id, removal.start_at, removal.end_at, removal.reason_class
FROM removal
JOIN moderation_decision AS decision
  ON decision.statement_id = removal.statement_id AND decision.statement_version = removal.version
WHERE removal.field = 'text'
ORDER BY removal.id
"""

_NEW = sa.table(
    "removal",
    sa.column("statement_id", sa.Integer),
    sa.column("comment_id", sa.Integer),
    sa.column("field", sa.String),
    sa.column("version", sa.Integer),
    sa.column("start_at", sa.Integer),
    sa.column("end_at", sa.Integer),
    sa.column("reason_class", sa.String),
    sa.column("in_force", sa.Boolean),
)
_AS_BEFORE = sa.table(
    "removal",
    sa.column("decision_id", sa.Integer),
    sa.column("comment_id", sa.Integer),
    sa.column("start_at", sa.Integer),
    sa.column("end_at", sa.Integer),
    sa.column("reason_class", sa.String),
)


def _joined(rows: Any) -> Iterator[Row]:
    """One row where passages of the same comment and decision touch or overlap."""
    for (statement, comment, version), some in groupby(rows, key=lambda row: (row[0], row[1], row[2])):
        spans: list[list[int]] = []
        for row in some:
            if spans and row[3] <= spans[-1][1]:
                spans[-1][1] = max(spans[-1][1], row[4])
            else:
                spans.append([row[3], row[4]])
            reason, in_force = row[5], bool(row[6])
        yield from ((statement, comment, version, start, end, reason, in_force) for start, end in spans)


def _insert(rows: list[Row]) -> None:
    names = ("statement_id", "comment_id", "version", "start_at", "end_at", "reason_class", "in_force")
    if rows:
        op.bulk_insert(_NEW, [dict(zip(names, row, strict=True)) | {"field": "text"} for row in rows])


def _tell_marks_apart() -> None:
    for mark, look_alike in LOOK_ALIKES.items():
        op.execute(
            f"UPDATE comment SET public_text = replace(public_text, '{mark}', '{look_alike}')"
            f" WHERE public_text LIKE '%{mark}%'"
        )
    for reason, mark in MARKS.items():
        op.execute(
            f"UPDATE comment SET public_text = replace(public_text, '▮', '{mark}') WHERE statement_id IN"
            f" (SELECT id FROM statement WHERE removal_reason = '{reason}')"
        )


def _create() -> None:
    op.create_table(
        "removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("reason_class", sa.String(length=30), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.CheckConstraint("start_at >= 0 AND end_at > start_at", name=op.f("ck_removal_passage")),
        sa.CheckConstraint("(field = 'text') = (comment_id IS NOT NULL)", name=op.f("ck_removal_place")),
        sa.CheckConstraint(
            "reason_class IN ('personal_data', 'third_party', 'abuse', 'confidential')",
            name=op.f("ck_removal_reason_class"),
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_removal_comment_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_removal_statement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removal")),
        sa.UniqueConstraint("comment_id", "version", "start_at", name=op.f("uq_removal_comment_id_version_start_at")),
    )
    op.create_index("ix_removal_statement", "removal", ["statement_id", "version"])


def _create_as_before() -> None:
    op.create_table(
        "removal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("reason_class", sa.String(length=30), nullable=False),
        sa.CheckConstraint("start_at >= 0 AND end_at > start_at", name=op.f("ck_removal_passage")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_removal_comment_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["moderation_decision.id"], name=op.f("fk_removal_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_removal")),
    )
    op.create_index("ix_removal_decision_id", "removal", ["decision_id"])
