"""Makes the tables, or brings those that may change up to date, when a database is opened."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from guiju.ledger.store import writing
from guiju.ledger.tables import frozen

_LOCK = 0x6775_696A_75
NEWEST = "0001"


def prepare(engine: Engine) -> None:
    """Brings the database up to date; of several processes that open it, one does it. Raises SQLAlchemyError."""
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == NEWEST:
            return
    with writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))
        frozen.create_all(connection)
        _migrate(connection)


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    script = ScriptDirectory.from_config(config)
    with EnvironmentContext(config, script) as environment:
        environment.configure(connection, fn=lambda revision, context: script._upgrade_revs("head", revision))
        environment.run_migrations()
