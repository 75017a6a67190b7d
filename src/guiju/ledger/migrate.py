"""Makes the tables, or brings those that may change up to date, when a database is opened."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, make_url, select
from sqlalchemy import inspect as shape_of

from guiju.ledger.store import open_engine, writing
from guiju.ledger.tables import frozen, records

_LOCK = 0x6775_696A_75
NEWEST = "0001"


def is_made(url: str) -> bool:
    """Whether a ledger lies at a database URL; makes nothing. Raises SQLAlchemyError, ValueError."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and not Path(parsed.database or "").is_file():
        return False
    engine = open_engine(url)
    try:
        return shape_of(engine).has_table(records.name)
    finally:
        engine.dispose()


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
