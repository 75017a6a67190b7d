"""FFmpeg opens a file whatever it is called."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from guiju.labels.explicit.address import address
from guiju.labels.explicit.watching import moving
from tests.labels.carriers.media import film


@pytest.mark.parametrize("name", ["Talk:intro.mp4", "-i.mp4", "concat:a|b.mp4", "a%2Fb?c#d.mp4"])
def test_a_name_is_no_protocol(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(film("mp4"))
    with av.open(address(Path(name))) as read:
        assert read.streams.video
    assert moving(Path(name))
