"""Runs, their records and drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _run_id() -> sa.Column[str]:
    key = sa.ForeignKey("run.id", ondelete="CASCADE")
    return sa.Column("run_id", sa.String(40), key, primary_key=True)


def upgrade() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("pack_id", sa.String(60), nullable=False),
        sa.Column("pack_version", sa.String(20), nullable=False),
        sa.Column("pack_digest", sa.String(64), nullable=False),
        sa.Column("scenario_id", sa.String(60), nullable=False),
        sa.Column("language", sa.String(10), nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("started_at", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "record",
        _run_id(),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("written_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "draft",
        _run_id(),
        sa.Column("beat_id", sa.String(60), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("elapsed_s", sa.Float, nullable=False),
        sa.Column("approval", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    for table in ("draft", "record", "run"):
        op.drop_table(table)
