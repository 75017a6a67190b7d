"""``guiju run``: a first look at everything, ended by Ctrl-C, in front of the embedded model or one's own."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import psutil
import pytest

from guiju.models import EmbeddedModel

COMMAND = [sys.executable, "-c", "from guiju.cli.main import main; main()"]
SECRET = "sk-a-secret-of-the-upstream"
PROVIDER = "001191990000MA0DEM000X00000"


def guiju(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], cwd=home, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "LANG": "C.UTF-8", **environment},
    )  # fmt: skip


def evidence(home: Path, *words: str) -> list[dict[str, object]]:
    told = guiju(home, "ledger", "find", "--json", *words)
    assert told.returncode == 0, told.stderr
    return [orjson.loads(line) for line in told.stdout.splitlines()]


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        yield held.getsockname()[1]


def test_a_first_look_shows_an_answer_its_evidence_and_the_law_it_meets(home: Path) -> None:
    done = guiju(home, "run", "--once")
    assert done.returncode == 0, done.stderr
    assert "AI-generated" in done.stdout
    request = re.search(r"request (q[0-9a-f]+)", done.stdout)
    assert request
    assert "request.admitted/1" in done.stdout and "answer.closed/1" in done.stdout
    assert re.search(
        r"met \(demo\) +cn-draft-2023-04/16 +\[2023-04-11 [0-9a-f]{8}\] .*label", done.stdout, re.IGNORECASE
    )
    assert re.search(r"http://127\.0\.0\.1:\d+/v1", done.stdout)
    assert "Traceback" not in done.stderr


def test_what_it_leaves_is_marked_as_a_demonstration_and_its_key_ends(home: Path) -> None:
    shown = guiju(home, "run", "--once").stdout
    kinds = [record["kind"] for record in evidence(home) if record["demo"]]
    assert {"request.admitted/1", "answer.closed/1"} <= set(kinds)
    assert not [r for r in evidence(home, "--kind", "answer.closed/1") if not r["demo"]]
    keys = orjson.loads(guiju(home, "keys", "list", "--json").stdout)
    assert keys and all(key["revoked"] for key in keys)
    key = re.search(r"gj-[\w-]+", shown)
    assert key and key[0].encode() not in (home / "guiju.db").read_bytes()


def test_ctrl_c_ends_it_cleanly_and_nothing_stays_behind(home: Path) -> None:
    with subprocess.Popen([*COMMAND, "run"], cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        said = until(running, b"chat.completions.create")
        url = re.search(rb"http://127\.0\.0\.1:(\d+)/v1", said)
        assert url
        model = children(running.pid)
        assert model
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 0, running.stderr.read()
    assert [r["kind"] for r in evidence(home, "--kind", "service.stopped/1")] == ["service.stopped/1"]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(url[1]))) != 0
    assert not [process for process in model if process.is_running()]


def test_it_stands_in_front_of_ones_own_model(home: Path, embedded_model: EmbeddedModel) -> None:
    words = ("--upstream", embedded_model.url, "--upstream-key-env", "MODEL_KEY", "--model", embedded_model.name)
    done = guiju(home, "run", "--once", *words, MODEL_KEY=SECRET)
    assert done.returncode == 0, done.stderr
    assert "answer.closed/1" in done.stdout
    assert "embedded model" not in done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert SECRET.encode() not in (home / "guiju.db").read_bytes()


def test_with_ones_own_provider_code_only_the_tour_is_a_demonstration(
    home: Path, embedded_model: EmbeddedModel
) -> None:
    done = guiju(home, "run", "--once", "--upstream", embedded_model.url, "--producer", PROVIDER)
    assert done.returncode == 0, done.stderr
    assert [r["demo"] for r in evidence(home, "--kind", "answer.closed/1")] == [True]
    assert [r["demo"] for r in evidence(home, "--kind", "service.started/1")] == [False]
    assert f"producer={PROVIDER}" in done.stdout


@pytest.mark.parametrize("code", ["1234", "0011" + "1" * 23])
def test_a_wrong_provider_code_stops_the_start(home: Path, embedded_model: EmbeddedModel, code: str) -> None:
    done = guiju(home, "run", "--once", "--upstream", embedded_model.url, "--producer", code)
    assert done.returncode == 2
    assert "provider code" in done.stderr and "Traceback" not in done.stderr


def test_a_taken_port_is_passed_over_unless_it_was_asked_for(home: Path, embedded_model: EmbeddedModel) -> None:
    with taken_port() as port:
        (home / "guiju.toml").write_text(f"port = {port}\n")
        done = guiju(home, "run", "--once", "--upstream", embedded_model.url)
        assert done.returncode == 0, done.stderr
        assert f":{port}/" not in done.stdout and "taken" in done.stderr
        asked = guiju(home, "run", "--once", "--upstream", embedded_model.url, "--port", str(port))
        assert asked.returncode == 3
        assert f"cannot listen on 127.0.0.1:{port}" in asked.stderr


def test_a_model_that_is_not_there_is_a_clear_error(home: Path) -> None:
    with taken_port() as port:
        pass
    done = guiju(home, "run", "--once", "--upstream", f"http://127.0.0.1:{port}/v1")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("guiju: ")


def test_the_client_code_of_the_readme_works(home: Path, embedded_model: EmbeddedModel) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", readme, re.DOTALL)
    assert code
    words = [*COMMAND, "run", "--upstream", embedded_model.url]
    with subprocess.Popen(words, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        said = until(running, b"chat.completions.create").decode()
        url, key = re.search(r"http://\S+/v1", said), re.search(r"gj-[\w-]+", said)
        assert url and key
        own = code[1].replace("http://127.0.0.1:8800/v1", url[0]).replace("gj-…", key[0])
        names: dict[str, Any] = {}
        exec(own.replace("your-model", embedded_model.name), names)
        text = "".join(c.choices[0].delta.content or "" for c in names["answer"] if c.choices)
        running.send_signal(signal.SIGINT)
    label, _, told = text.partition("\n")
    assert "AI-generated" in label and told.strip()


def until(running: subprocess.Popen[bytes], words: bytes, seconds: float = 90) -> bytes:
    """What it has said once these words are among it."""
    assert running.stdout is not None
    said, deadline = b"", time.monotonic() + seconds
    while words not in said:
        left = deadline - time.monotonic()
        assert left > 0 and select.select([running.stdout], [], [], left)[0], said.decode()
        piece = os.read(running.stdout.fileno(), 65536)
        assert piece, f"it ended early: {said.decode()}"
        said += piece
    return said


def children(parent: int) -> list[psutil.Process]:
    """The processes that this one started."""
    return psutil.Process(parent).children()
