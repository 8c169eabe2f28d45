"""How a case was sent back, when a statement was taken off, which edition a body read, and when a phase is

Each is filled from what is known already: the last decision of a case, the log, the editions, and the words of a phase
where they name a time. Words that name none stay as they are.
"""

from datetime import date

import sqlalchemy as sa
from alembic import op

from app import database  # for column types of our own
from app.partial_date import Precision, read_partial_date

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = database.UtcDateTime(timezone=True)
MONTHS = {
    1: "januar",
    2: "februar",
    3: "mars",
    4: "april",
    5: "mai",
    6: "juni",
    7: "juli",
    8: "august",
    9: "september",
    10: "oktober",
    11: "november",
    12: "desember",
}
SEASONS = {12: "vinteren", 3: "våren", 6: "sommeren", 9: "høsten"}

PHASE = sa.table(
    "plan_phase", *(sa.column(name) for name in ("id", "precision", "words")), sa.column("planned_from", sa.Date())
)


def upgrade() -> None:
    with op.batch_alter_table("hearing") as table:
        table.add_column(sa.Column("sent_back", sa.String(length=12), nullable=True))
        table.create_check_constraint(
            op.f("ck_hearing_sent_back"), "sent_back IN ('postponed', 'returned', 'new_hearing')"
        )
    with op.batch_alter_table("statement") as table:
        table.add_column(sa.Column("taken_off_at", INSTANT, nullable=True))
        table.create_check_constraint(op.f("ck_statement_taken_off"), "taken_off_at IS NULL OR published_at IS NULL")
    with op.batch_alter_table("decision") as table:
        table.add_column(sa.Column("edition_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_decision_edition_id"), "edition", ["edition_id"], ["id"])
        table.create_index(op.f("ix_decision_edition_id"), ["edition_id"])
    with op.batch_alter_table("plan_phase") as table:
        table.alter_column("happens", new_column_name="words", existing_type=sa.String(length=60))
        table.add_column(sa.Column("planned_from", sa.Date(), nullable=True))
        table.add_column(sa.Column("precision", sa.String(length=6), nullable=False, server_default="day"))
    _tell_how_it_was_sent_back()
    _tell_when_it_was_taken_off()
    _tell_what_was_read()
    _read_phases()
    with op.batch_alter_table("plan_phase") as table:
        table.alter_column("precision", server_default=None, existing_type=sa.String(length=6))
        table.create_check_constraint(
            op.f("ck_plan_phase_precision"), "precision IN ('day', 'week', 'month', 'season')"
        )
        table.create_check_constraint(op.f("ck_plan_phase_one_time"), "words = '' OR planned_from IS NULL")


def downgrade() -> None:
    with op.batch_alter_table("plan_phase") as table:
        table.drop_constraint(op.f("ck_plan_phase_one_time"), type_="check")
        table.drop_constraint(op.f("ck_plan_phase_precision"), type_="check")
    _write_phases()
    with op.batch_alter_table("plan_phase") as table:
        table.alter_column("words", new_column_name="happens", existing_type=sa.String(length=60))
        table.drop_column("precision")
        table.drop_column("planned_from")
    with op.batch_alter_table("decision") as table:
        table.drop_index(op.f("ix_decision_edition_id"))
        table.drop_constraint(op.f("fk_decision_edition_id"), type_="foreignkey")
        table.drop_column("edition_id")
    with op.batch_alter_table("statement") as table:
        table.drop_constraint(op.f("ck_statement_taken_off"), type_="check")
        table.drop_column("taken_off_at")
    with op.batch_alter_table("hearing") as table:
        table.drop_constraint(op.f("ck_hearing_sent_back"), type_="check")
        table.drop_column("sent_back")


def _tell_how_it_was_sent_back() -> None:
    """By the last decision, in the order in which the product lists them."""
    op.execute(
        """
        UPDATE hearing SET sent_back = (
            SELECT CASE WHEN decision.result IN ('postponed', 'returned', 'new_hearing') THEN decision.result END
            FROM decision JOIN body ON body.id = decision.body_id WHERE decision.hearing_id = hearing.id
            ORDER BY decision.decided_on DESC, decision.kind DESC, body.position DESC, decision.id DESC LIMIT 1
        )
        """
    )


def _tell_when_it_was_taken_off() -> None:
    """The first that took it off after it was last published, as the log tells."""
    op.execute(
        """
        UPDATE statement SET taken_off_at = (
            SELECT min(gone.at) FROM audit_event AS gone
            WHERE gone.subject = 'statement:' || statement.ref
            AND gone.action IN ('statement.withheld', 'statement.withdrawn', 'statement.withdrawal_noted')
            AND gone.id > (
                SELECT max(shown.id) FROM audit_event AS shown
                WHERE shown.subject = 'statement:' || statement.ref AND shown.action = 'statement.published'
            )
        )
        WHERE published_at IS NULL AND publicity IN ('withheld', 'withdrawn', 'noted')
        """
    )


def _tell_what_was_read() -> None:
    """The newest edition that was there when the decision was recorded."""
    op.execute(
        """
        UPDATE decision SET edition_id = (
            SELECT edition.id FROM edition
            WHERE edition.hearing_id = decision.hearing_id AND edition.made_at <= decision.recorded_at
            ORDER BY edition.number DESC LIMIT 1
        )
        """
    )


def _read_phases() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(PHASE.c.id, PHASE.c.words)).all():
        when = read_partial_date(row.words)
        if when is not None:
            told = {"planned_from": when.first, "precision": when.precision.value, "words": ""}
            connection.execute(sa.update(PHASE).where(PHASE.c.id == row.id).values(**told))


def _write_phases() -> None:
    connection = op.get_bind()
    dated = sa.select(PHASE.c.id, PHASE.c.planned_from, PHASE.c.precision).where(PHASE.c.planned_from.is_not(None))
    for row in connection.execute(dated).all():
        words = _in_words(row.planned_from, Precision(row.precision))
        connection.execute(sa.update(PHASE).where(PHASE.c.id == row.id).values(words=words))


def _in_words(first: date, precision: Precision) -> str:
    if precision is Precision.WEEK:
        year, week, _day = first.isocalendar()
        return f"uke {week} {year}"
    if precision is Precision.MONTH:
        return f"{MONTHS[first.month]} {first.year}"
    if precision is Precision.SEASON:
        return f"{SEASONS[first.month]} {first.year + (first.month == 12)}"
    return f"{first.day}.{first.month}.{first.year}"
