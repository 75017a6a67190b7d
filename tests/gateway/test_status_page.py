"""The status page in a real browser: it shows what the ledger holds, in both languages, and loads nothing else."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pytest

from guiju.models import EmbeddedModel

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAGE = files("guiju.gateway").joinpath("pages/status.html").read_text(encoding="utf-8")

in_a_browser = pytest.mark.skipif(BROWSER is None, reason="no browser here: apt-get install chromium")


@dataclass(frozen=True)
class Shown:
    """A gateway that runs and the first request it answered."""

    url: str
    request: str
    question: str


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, embedded_model: EmbeddedModel) -> Iterator[Shown]:
    home = tmp_path_factory.mktemp("home")
    command = [sys.executable, "-c", "from guiju.cli.main import main; main()", "run", "--upstream", embedded_model.url]
    environment = {**os.environ, "GUIJU_HOME": str(home), "LANG": "C.UTF-8"}
    with subprocess.Popen(command, cwd=home, env=environment, stdout=subprocess.PIPE) as running:
        said = until(running, "chat.completions.create")
        found = [
            re.search(pattern, said) for pattern in (r"(http://\S+:\d+)/v1", r"request (q\w+)", r"question ── (.+)")
        ]
        yield Shown(*(match[1] if match else "" for match in found))
        running.send_signal(signal.SIGINT)


def until(running: subprocess.Popen[bytes], words: str) -> str:
    assert running.stdout is not None
    said = b""
    while words.encode() not in said:
        assert select.select([running.stdout], [], [], 90)[0], said.decode()
        piece = os.read(running.stdout.fileno(), 65536)
        assert piece, said.decode()
        said += piece
    return said.decode()


def drawn(url: str, profile: Path) -> str:
    """The page as a browser shows it, as text."""
    assert BROWSER is not None
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=5000",
        f"--user-data-dir={profile}",
    ]
    done = subprocess.run(
        [BROWSER, *options, "--dump-dom", url], capture_output=True, text=True, timeout=120, check=True
    )
    body = re.sub(r"<(script|style).*?</\1>", "", done.stdout, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", body)


@in_a_browser
@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ("ready", "met (demo)", "Latest decisions", "finished")), ("zh", ("就绪", "已满足 (演示)", "最近的决定"))],
)
def test_it_shows_what_is_met_and_by_which_records(
    shown: Shown, tmp_path: Path, lang: str, words: tuple[str, ...]
) -> None:
    text = drawn(f"{shown.url}/?lang={lang}", tmp_path)
    assert [word for word in words if word not in text] == []
    assert shown.request in text
    assert re.search(r"[0-9a-f]{4}/\d+", text)


@in_a_browser
def test_it_shows_no_word_of_what_was_asked(shown: Shown, tmp_path: Path) -> None:
    text = drawn(f"{shown.url}/?lang=en", tmp_path)
    assert shown.question and shown.question not in text


def test_it_loads_nothing_from_anywhere_else() -> None:
    assert re.findall(r"https?://|//[a-z]|@import|<link|<script src|<img", PAGE) == []


def test_it_has_every_word_in_both_languages() -> None:
    words = PAGE.split("const WORDS = {", 1)[1].split("\n};", 1)[0]
    english, chinese = words.split("\n  zh: {", 1)
    keys = [
        sorted(re.findall(r"(?:^|[{,\s])(\w+): (?:\"|\[|\{|\w+ =>|\(\w, \w\) =>)", part)) for part in (english, chinese)
    ]
    assert [key for key in keys[0] if key != "en"] == keys[1]
