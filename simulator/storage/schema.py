"""Brings a database to the program's schema. Alembic is loaded only when there is work for it."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from simulator.storage.errors import CorruptedError, NewerSchemaError
from simulator.storage.tables import HEAD

__all__ = ["upgrade"]

_VERSION_TABLE = "alembic_version"
_ONE_AT_A_TIME = threading.Lock()
"""Alembic keeps what it works on in module variables: never two databases at once."""


def upgrade(connection: Connection, file: Path) -> None:
    """Run the migrations that the database lacks.

    Raises:
        NewerSchemaError: Its schema is newer than this program knows.
        CorruptedError: It holds tables, but none of ours.
    """
    found = _revision(connection, file)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise NewerSchemaError(file=file, problem=found)

    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, HEAD)


def _revision(connection: Connection, file: Path) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return None
    if _VERSION_TABLE not in tables:
        raise CorruptedError(file=file, problem="foreign tables")
    return connection.execute(text(f"SELECT version_num FROM {_VERSION_TABLE}")).scalar()
