"""Programs that read what our carriers wrote."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from guiju.labels.aigc import value
from tests.labels.carriers.laws import FIRST


def program(name: str) -> str:
    """The path of a program; the test is skipped where it is not installed."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def run(*args: str) -> str:
    return subprocess.run(args, capture_output=True, text=True, timeout=60).stdout


def exiftool_label(data: bytes, path: Path) -> list[str]:
    """Every value that exiftool shows for the label."""
    path.write_bytes(data)
    (rows,) = json.loads(run(program("exiftool"), "-a", "-G1:4", "-j", "-struct", str(path)))
    return [text if isinstance(text, str) else json.dumps(text) for key, text in rows.items() if key.endswith("Aigc")]


def exiftool_faults(data: bytes, path: Path) -> set[str]:
    """What exiftool finds wrong with a file."""
    path.write_bytes(data)
    lines = run(program("exiftool"), "-validate", "-warning", "-error", "-a", "-s3", str(path)).splitlines()
    return set(lines[1:])


def exiv2_packet(data: bytes, path: Path) -> str:
    """The packet of properties that exiv2 finds."""
    path.write_bytes(data)
    return run(program("exiv2"), "-pX", str(path))


def check_read_by_others(data: bytes, path: Path, exiv2: bool = True) -> None:
    """exiftool and exiv2 show the first label of the laws."""
    told = exiftool_label(data, path)
    assert len(told) == 1 and json.loads(told[0]) == json.loads(value(FIRST))
    if exiv2:
        assert "001191320118MAK93FC72D10001" in exiv2_packet(data, path)


def pixels(data: bytes) -> list[tuple[str, tuple[int, int], bytes]]:
    """Mode, size and pixels of every frame, as Pillow decodes them."""
    found = []
    with Image.open(io.BytesIO(data)) as image:
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            found.append((image.mode, image.size, image.tobytes()))
    return found
