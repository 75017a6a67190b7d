"""The embedded model answers as an OpenAI server does, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import openai
import pytest

from guiju.models import EmbeddedModel
from guiju.models import embedded as room


def answers(url: str) -> bool:
    parts = urlsplit(url)
    assert parts.hostname and parts.port
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex((parts.hostname, parts.port)) == 0


def gone(url: str, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while answers(url):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_it_streams_what_it_also_answers_whole(embedded_model: EmbeddedModel) -> None:
    client = openai.OpenAI(base_url=embedded_model.url, api_key="none", max_retries=0)
    asked = {"role": "user", "content": "Name one colour."}
    whole = client.chat.completions.create(
        model=embedded_model.name, messages=[asked], max_tokens=8, temperature=0, seed=1
    )
    chunks = list(
        client.chat.completions.create(
            model=embedded_model.name, messages=[asked], max_tokens=8, temperature=0, seed=1, stream=True
        )
    )
    text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
    assert text and text == whole.choices[0].message.content
    assert len(chunks) > 1


def test_it_says_its_name(embedded_model: EmbeddedModel) -> None:
    client = openai.OpenAI(base_url=embedded_model.url, api_key="none", max_retries=0)
    assert [model.id for model in client.models.list()] == [embedded_model.name]


def test_it_listens_on_the_loopback_alone(embedded_model: EmbeddedModel) -> None:
    assert urlsplit(embedded_model.url).hostname == "127.0.0.1"


def test_nothing_answers_after_stop_and_stop_twice_is_fine() -> None:
    model = EmbeddedModel()
    with model:
        url = model.url
        assert answers(url)
    assert gone(url)
    model.stop()
    with pytest.raises(RuntimeError, match="not started"):
        _ = model.url


def test_it_dies_with_its_parent() -> None:
    program = "import time, guiju.models; print(guiju.models.EmbeddedModel().start().url, flush=True); time.sleep(600)"
    source = str(Path(room.__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": source}
    ) as parent:
        assert parent.stdout is not None
        url = parent.stdout.readline().decode().strip()
        assert answers(url)
        parent.send_signal(signal.SIGKILL)
    assert gone(url)


def test_without_its_package_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.models.weights.PACKAGE", "no_such_package_here")
    with pytest.raises(LookupError, match="make install"):
        EmbeddedModel().start()


def test_a_file_that_is_no_model_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken_weights").mkdir()
    (tmp_path / "broken_weights" / "m.gguf").write_bytes(b"not a model")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("guiju.models.weights.PACKAGE", "broken_weights")
    with pytest.raises(ConnectionError, match="did not start"):
        EmbeddedModel(patience=30).start()
