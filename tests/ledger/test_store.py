import os
from pathlib import Path

import pytest
from sqlalchemy import insert as sql_insert
from sqlalchemy import select

from guiju.ledger.chain import Record
from guiju.ledger.migrate import prepare
from guiju.ledger.store import insert, open_engine, writing
from guiju.ledger.tables import records


def rows(count: int, writer: str = "w1") -> list[Record]:
    return [
        Record(writer, seq, seq, "k/1", "s", None, False, b"{}", b"salt", os.urandom(32), bytes(32), bytes(32))
        for seq in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [1, 2, 127, 128, 129, 500])
def test_any_number_of_rows_is_inserted_as_given(url: str, count: int) -> None:
    engine = open_engine(url)
    prepare(engine)
    given = rows(count)
    with writing(engine).begin() as connection:
        insert(connection, given)
    with engine.connect() as connection:
        assert [Record(*row) for row in connection.execute(select(records).order_by(records.c.seq))] == given
    engine.dispose()


def test_commits_outlive_a_power_loss(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            told = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
            assert told == ["wal", 2]
        else:
            assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
    engine.dispose()


@pytest.mark.parametrize("url", ["sqlite://", "mysql://host/name", "sqlite:///:memory:"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="use sqlite:///FILE"):
        open_engine(url)


def test_places_are_unique(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    prepare(engine)
    with pytest.raises(Exception, match="UNIQUE"), writing(engine).begin() as connection:
        connection.execute(sql_insert(records), [row._asdict() for row in rows(1) * 2])
    engine.dispose()


def test_the_folder_of_the_file_is_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a/b/guiju.db")
    prepare(engine)
    assert (tmp_path / "a" / "b" / "guiju.db").exists()
    engine.dispose()
