from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest

from guiju.labels.explicit.voice import SPOKEN, Prompt, characters, kept_to, prompt, recorded, speed


@pytest.mark.parametrize(("lang", "value"), SPOKEN)
def test_shipped_prompts_are_spoken_at_normal_speed(lang: str, value: str) -> None:
    spoken = prompt(lang, value)
    kept_to(spoken, 120, 160)
    assert spoken.words == SPOKEN[lang, value] and spoken.samples.shape[1] == 1
    assert 0.5 < np.abs(spoken.samples).max() <= 1


@pytest.mark.parametrize(("lang", "value"), SPOKEN)
def test_they_name_both_elements(lang: str, value: str) -> None:
    words = SPOKEN[lang, value]
    assert ("人工智能" in words and "生成" in words) if lang == "zh" else ("AI" in words and "generated" in words)


def test_they_are_small() -> None:
    data = Path(__file__).parents[3] / "src/guiju/labels/data"
    assert sum(file.stat().st_size for file in data.glob("voice_*.flac")) <= 300_000


def test_no_prompt_for_another_value() -> None:
    with pytest.raises(ValueError, match="zh or en"):
        prompt("zh", "4")


@pytest.mark.parametrize(
    ("words", "count"),
    [("本内容由人工智能生成", 10), ("AI generated content", 8), ("由AI生成。", 5), ("Possibly made", 4), ("", 0)],
)
def test_what_counts_as_a_character(words: str, count: int) -> None:
    assert characters(words) == count


@pytest.mark.parametrize(("seconds", "pace"), [(4.0, 150), (3.0, 200), (6.0, 100)])
def test_speed_counts_the_voice_alone(seconds: float, pace: float) -> None:
    silence = np.zeros((8000, 1), np.float32)
    voice = np.full((round(8000 * seconds), 1), 0.3, np.float32)
    spoken = Prompt("本内容由人工智能生成", np.concatenate([silence, voice, silence, silence]), 8000)
    assert speed(spoken) == pytest.approx(pace, rel=0.01)
    if not 120 <= pace <= 160:
        with pytest.raises(ValueError, match=f"{pace:.0f} characters a minute, 120 to 160"):
            kept_to(spoken, 120, 160)


def test_an_own_recording(tmp_path: Path) -> None:
    file = tmp_path / "own.wav"
    with wave.open(str(file), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(22050)
        tone = np.sin(np.arange(22050 * 4) / 9) * 12000
        out.writeframes(np.repeat(tone.astype("<i2"), 2).tobytes())
    own = recorded(file, "由人工智能合成的声音")
    assert own.rate == 22050 and speed(own) == pytest.approx(150, rel=0.02)
    assert abs(own.samples).max() == pytest.approx(12000 / 32768, rel=0.05)


def test_what_is_no_recording(tmp_path: Path) -> None:
    file = tmp_path / "own.wav"
    file.write_bytes(b"no sound at all")
    with pytest.raises(ValueError, match=r"own.wav: cannot be read as sound"):
        recorded(file, "x")
    with pytest.raises(ValueError, match="silent"):
        speed(Prompt("由", np.zeros((8000, 1), np.float32), 8000))
