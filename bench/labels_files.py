"""What a label costs: files a second and bytes added for each format, beside exiftool writing one tag."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from bench.labels_samples import samples
from guiju.core.label import Label
from guiju.labels import Order, examine, mark, opened

_LABEL = Label("1", "001191320118MAK93FC72D10001", "5b0193ec-51da-4a9f-85f3-b19e3eb8051e")
_ROUNDS = 15
_TAGS = {"png": "-XMP-dc:Title=x", "jpeg": "-XMP-dc:Title=x", "webp": "-XMP-dc:Title=x", "gif": "-XMP-dc:Title=x",
         "tiff": "-XMP-dc:Title=x", "heic": "-XMP-dc:Title=x", "avif": "-XMP-dc:Title=x", "mp4": "-Title=x",
         "mov": "-Title=x", "m4a": "-Title=x", "pdf": "-Title=x", "svg": "-XMP-dc:Title=x"}  # fmt: skip


def rows(folder: Path) -> list[dict[str, Any]]:
    """A line per format: its size, milliseconds of CPU to write, and to verify, the median of several; bytes added; and
    exiftool's own milliseconds of CPU for one tag, on a process that stays open."""
    found = []
    with _Exiftool() as exiftool:
        for name, path in samples(folder).items():
            spent, added = _written(path, folder)
            found.append(
                {
                    "format": name, "size": path.stat().st_size, "write_ms": spent,
                    "read_ms": _read(folder / "out", path), "files_a_second": 1000 / spent, "added": added,
                    "exiftool_ms": exiftool.tagged(path, _TAGS[name]) if name in _TAGS else None,
                }
            )  # fmt: skip
    return found


def _written(path: Path, folder: Path) -> tuple[float, int]:
    spent = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        made = mark(path, folder / "out", _LABEL, Order(), name=path.name)
        spent.append((time.process_time() - begun) * 1000)
    return statistics.median(spent), made.added


def _read(path: Path, source: Path) -> float:
    spent = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        with opened(path) as data:
            assert examine(data, source.name).verdict == "compliant"
        spent.append((time.process_time() - begun) * 1000)
    return statistics.median(spent)


class _Exiftool:
    """exiftool as a process that stays open, so that its start is not counted; nothing where it is not installed."""

    def __enter__(self) -> _Exiftool:
        self._process = None
        if shutil.which("exiftool"):
            self._process = subprocess.Popen(
                ["exiftool", "-stay_open", "True", "-@", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._process.stdin:
            self._process.stdin.write("-stay_open\nFalse\n")
            self._process.stdin.close()
            self._process.wait(10)

    def tagged(self, path: Path, tag: str) -> float | None:
        """Milliseconds of its CPU for one tag, the mean of several; None where it does not write this format."""
        if self._process is None or not self._process.stdin or not self._process.stdout:
            return None
        own = psutil.Process(self._process.pid)
        with tempfile.TemporaryDirectory() as folder:
            begun = _cpu(own)
            for n in range(_ROUNDS):
                target = Path(folder, f"{n}{path.suffix}")
                self._process.stdin.write(f"{tag}\n-o\n{target}\n{path}\n-execute\n")
                self._process.stdin.flush()
                while "{ready}" not in self._process.stdout.readline():
                    pass
                if not target.is_file():
                    return None
            return (_cpu(own) - begun) * 1000 / _ROUNDS


def _cpu(process: psutil.Process) -> float:
    spent = process.cpu_times()
    return spent.user + spent.system


def table(lines: list[dict[str, Any]]) -> list[str]:
    """The lines as text."""
    out = [f"{'format':<10}{'size':>10}{'write ms':>10}{'files/s':>10}{'verify ms':>11}{'added':>8}{'exiftool ms':>13}"]
    for line in lines:
        other = f"{line['exiftool_ms']:.1f}" if line["exiftool_ms"] is not None else "-"
        out.append(
            f"{line['format']:<10}{line['size']:>10,}{line['write_ms']:>10.2f}{line['files_a_second']:>10.0f}"
            f"{line['read_ms']:>11.2f}{line['added']:>8,}{other:>13}"
        )
    return out
