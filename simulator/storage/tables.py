"""The tables, the same for every database. Each change comes with a migration."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

__all__ = ["HEAD", "drafts", "metadata", "records", "runs"]

HEAD = "0001"
"""Newest migration; the schema below is what it leads to."""

metadata = MetaData()

runs = Table(
    "run",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("pack_id", String(60), nullable=False),
    Column("pack_version", String(20), nullable=False),
    Column("pack_digest", String(64), nullable=False),
    Column("scenario_id", String(60), nullable=False),
    Column("language", String(10), nullable=False),
    Column("seed", Integer, nullable=False),
    Column("started_at", String(40), nullable=False),
    Column("version", Integer, nullable=False),
)

records = Table(
    "record",
    metadata,
    Column("run_id", ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("body", JSON, nullable=False),
    Column("written_at", String(40), nullable=False),
)
"""Append-only. The key (run_id, seq) is also the fence against a second window."""

drafts = Table(
    "draft",
    metadata,
    Column("run_id", ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column("beat_id", String(60), nullable=False),
    Column("text", Text, nullable=False),
    Column("elapsed_s", Float, nullable=False),
    Column("approval", Boolean, nullable=False),
)
"""One for each run, written over: a draft is no fact."""
