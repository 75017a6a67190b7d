import subprocess
import sys

from sqlalchemy import select

from guiju.ledger.migrate import NEWEST, prepare
from guiju.ledger.store import open_engine
from guiju.ledger.tables import frozen, migrated


def test_the_tables_are_those_that_the_code_names(url: str) -> None:
    engine = open_engine(url)
    prepare(engine)
    prepare(engine)
    with engine.connect() as connection:
        for table in (*frozen.tables.values(), *migrated.tables.values()):
            assert connection.execute(select(table)).all() == []
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == NEWEST
    engine.dispose()


def test_many_processes_may_make_the_same_file_at_once(url: str) -> None:
    code = "import sys; from guiju.ledger.store import open_engine; from guiju.ledger.migrate import prepare\n"
    command = [sys.executable, "-c", code + "sys.stdin.readline(); prepare(open_engine(sys.argv[1]))", url]
    pipe, path = subprocess.PIPE, {"PYTHONPATH": "src"}
    processes = [subprocess.Popen(command, stdin=pipe, stderr=pipe, text=True, env=path) for _ in range(6)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [(process.communicate(timeout=50)[1], process.returncode) for process in processes] == [("", 0)] * 6
