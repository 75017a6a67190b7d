from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.svg import SVG as CARRIER
from guiju.labels.explicit.documents import noticed
from guiju.labels.explicit.sizes import Unfit
from tests.labels.explicit.documents.samples import SVG, ZH, told

SHARE = 0.05


def drawn(data: bytes, folder: Path, size: tuple[int, int]) -> np.ndarray:
    """The pixels that a browser shows of a drawing."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no browser")
    (folder / "a.svg").write_bytes(data)
    command = [
        program, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
        f"--screenshot={folder}/a.png", f"--window-size={size[0]},{size[1]}", f"file://{folder}/a.svg",
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=60, check=True)
    return np.asarray(Image.open(folder / "a.png").convert("L"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("head", "size"),
    [('viewBox="0 0 4 3" width="800" height="600"', (800, 600)), ('width="300" height="900"', (300, 900))],
)
def test_letters_are_as_high_as_they_have_to_be(lang: str, head: str, size: tuple[int, int], tmp_path: Path) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" {head}><path d="M0 0"/></svg>'.encode()
    pixels = drawn(told(data, "a.svg", words="AI生成", lang=lang), tmp_path, size)[: size[1], : size[0]]
    rows = np.flatnonzero((pixels < 128).any(axis=1))
    assert rows[-1] - rows[0] + 1 >= SHARE * min(size)
    assert rows[0] > size[1] / 2, "it is at the lower edge"


def test_the_drawing_stays_and_its_label_is_written_beside() -> None:
    made = told(SVG.encode(), "a.svg").decode()
    own = re.search(r'<svg class="aigc-notice".*?</svg>', made)
    assert own and made.replace(own[0], "") == SVG
    assert CARRIER().scan(made.encode()).remarks[0].detail == ZH


@pytest.mark.parametrize(
    "head", ['<?xml version="1.0" encoding="ISO-8859-1"?>', "<!DOCTYPE svg [<!ENTITY a 'b'>]>", ""]
)
def test_a_prologue_stays(head: str) -> None:
    made = told(f"{head}{SVG}".encode(), "a.svg")
    assert made.startswith(f"{head}<svg".encode()) and CARRIER().scan(made).remarks[0].detail == ZH


def test_a_prefix_is_kept() -> None:
    data = b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:path/></s:svg>'
    assert b"<s:text" in told(data, "a.svg") and b'width="100%"' in told(data, "a.svg")


def test_long_words_give_way_to_the_fewest_that_do() -> None:
    shown = CARRIER().scan(told(SVG.encode(), "a.svg", "2", lang="en")).remarks
    assert [remark.detail for remark in shown] == ["可能为AI生成"]
    with pytest.raises(Unfit, match="too long"):
        noticed(SVG.encode(), "svg", "1", "zh", share=0.5)


def test_what_is_empty_is_refused() -> None:
    with pytest.raises(Damaged, match="empty"):
        told(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg")
    with pytest.raises(Unfit, match="no size"):
        told(b'<svg viewBox="0 0 0 0" xmlns="http://www.w3.org/2000/svg"><g/></svg>', "a.svg")
