import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from guiju.ledger import SqlLedger
from tests.ledger.conftest import admitted

Opened = Callable[[str], SqlLedger]

HOLD = """
import sys
from pathlib import Path
from guiju.ledger import open_ledger
ledger = open_ledger(sys.argv[1], Path(sys.argv[2]))
for _ in range(int(sys.argv[4])):
    with ledger.locked("u-count"):
        path = Path(sys.argv[3])
        path.write_text(str(int(path.read_text()) + 1))
print("counted", flush=True)
with ledger.locked("u-1"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(url: str, folder: Path, count: int) -> subprocess.Popen[str]:
    arguments = [sys.executable, "-c", HOLD, url, str(folder / "keys"), str(folder / "count"), str(count)]
    pipe = subprocess.PIPE
    return subprocess.Popen(arguments, stdin=pipe, stdout=pipe, text=True, env={"PYTHONPATH": "src"})


def read(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_what_is_done_under_the_lock_is_done_by_one_process_at_a_time(url: str, opened: Opened, tmp_path: Path) -> None:
    opened(url)
    (tmp_path / "count").write_text("0")
    processes = [holder(url, tmp_path, 200) for _ in range(2)]
    for process in processes:
        assert read(process) == "counted"
    assert (tmp_path / "count").read_text() == "400"
    for process in processes:
        process.kill()
        process.communicate()


def test_a_process_that_dies_lets_go(url: str, opened: Opened, tmp_path: Path) -> None:
    ledger = opened(url)
    process = holder(url, tmp_path, 0)
    assert [read(process), read(process)] == ["counted", "held"]
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(_through, ledger, "u-1")
        _through(ledger, "u-2")
        assert not waiting.done()
        process.kill()
        process.communicate()
        assert waiting.result(20) == "through"


def _through(ledger: SqlLedger, user: str) -> str:
    with ledger.locked(user):
        return "through"


def test_records_are_written_while_a_lock_is_held_even_many(ledger: SqlLedger) -> None:
    def decide(number: int) -> None:
        with ledger.locked(f"u-{number}"):
            ledger.append(admitted(f"req-{number}", f"u-{number}"))

    with ThreadPoolExecutor(24) as threads:
        list(threads.map(decide, range(48)))
    assert len(list(ledger.find(kind="request.admitted/1"))) == 48
