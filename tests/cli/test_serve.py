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
from guiju.law import FOLDER
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


def test_another_version_at_hand_is_told_and_a_copy_that_cannot_be_read_stops_the_start(home: Path) -> None:
    text = (FOLDER / "cn-draft-2023-04.yaml").read_text(encoding="utf-8")
    older = home.parent / "older.yaml"
    older.write_text(text.replace('version: "2023-04-11"', 'version: "2023-04-10"'), encoding="utf-8")
    upgrade = [sys.executable, "-c", "from guiju.cli.main import main; main()", "law", "upgrade", "--pack", str(older)]
    assert subprocess.run(upgrade, env=environment(home), capture_output=True, timeout=60).returncode == 0
    arguments = command(*UPSTREAM, "--producer", DEMO_CODE, "--demo")
    served = subprocess.Popen(arguments, env=environment(home), stderr=subprocess.PIPE, text=True)
    assert served.stderr is not None
    lines = [next(iter(served.stderr.readline, "")) for _ in range(2)]
    assert any("cn-draft-2023-04: another version is at hand (2023-04-11 " in line for line in lines), lines
    served.send_signal(signal.SIGTERM)
    served.communicate(timeout=30)
    for copy in (home / "packs").iterdir():
        copy.write_bytes(b"")
    done = subprocess.run(arguments, env=environment(home), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert "guiju law upgrade" in done.stderr and "do not fit its name" in done.stderr
