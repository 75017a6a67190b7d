"""``guiju serve`` as a process: what stops its start, and how it ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from guiju.core.facts import ServiceStarted, ServiceStopped
from guiju.labels import DEMO_CODE
from guiju.ledger import open_ledger

SOURCE = Path(__file__).parents[2] / "src"
UPSTREAM = ("--upstream", "http://127.0.0.1:9/v1", "--model", "m", "--port", "0")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from guiju.cli.main import main; main()", "serve", *arguments]


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "GUIJU_HOME": str(home), "PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--producer", DEMO_CODE, "--demo"), "upstream"),
        (UPSTREAM, "provider code"),
        ((*UPSTREAM, "--producer", "123"), "27"),
        ((*UPSTREAM, "--producer", DEMO_CODE), "demo"),
        (("--upstream", "ftp://x", "--port", "0", "--producer", DEMO_CODE, "--demo"), "address such as"),
        ((*UPSTREAM, "--producer", DEMO_CODE, "--demo", "--upstream-key-env", "NOT_SET_ANYWHERE"), "NOT_SET_ANYWHERE"),
        ((*UPSTREAM, "--producer", DEMO_CODE, "--demo", "--words", "nowhere.tsv"), "nowhere.tsv"),
        ((*UPSTREAM, "--label", "middle"), "middle"),
    ],
)
def test_what_is_missing_or_malformed_stops_the_start(home: Path, arguments: tuple[str, ...], told: str) -> None:
    done = subprocess.run(command(*arguments), env=environment(home), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and done.stdout == ""
    assert told in done.stderr and "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        arguments = ("--upstream", "http://127.0.0.1:9/v1", "--port", port, "--producer", DEMO_CODE, "--demo")
        done = subprocess.run(command(*arguments), env=environment(home), capture_output=True, text=True, timeout=60)
    assert done.returncode == 3 and f"cannot listen on 127.0.0.1:{port}" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_ends_with_evidence(home: Path, number: signal.Signals) -> None:
    arguments = (*UPSTREAM, "--producer", DEMO_CODE, "--demo")
    served = subprocess.Popen(command(*arguments), env=environment(home), stderr=subprocess.PIPE, text=True)
    assert served.stderr is not None
    lines = iter(served.stderr.readline, "")
    line = next(one for one in lines if one.startswith("serving "))
    with urllib.request.urlopen(line.split()[1].rstrip(",").removesuffix("/v1") + "/healthz", timeout=10) as answer:
        assert answer.status == 200
    served.send_signal(number)
    _, rest = served.communicate(timeout=30)
    assert served.returncode == 0 and "Traceback" not in rest
    with open_ledger(f"sqlite:///{home / 'guiju.db'}", home / "keys") as ledger:
        kinds = [e.kind for e in ledger.find() if e.kind.startswith("service.")]
    assert kinds == [ServiceStarted.kind, ServiceStopped.kind]
