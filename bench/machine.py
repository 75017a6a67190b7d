"""What a figure depends on beside the code: the machine, its load, its disk, and which code it was."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median


def machine(folder: Path) -> dict[str, object]:
    """Facts to print beside every table; ``fdatasync_ms`` is the median of the disk that holds ``folder``."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load_before": load_average(),
        "fdatasync_ms": milliseconds(folder),
    }


def load_average() -> float:
    """How many processes wanted a core over the last minute."""
    return round(os.getloadavg()[0], 2)


def milliseconds(folder: Path) -> float:
    """The disk's fdatasync in ms."""
    return round(fdatasync(folder) * 1e3, 3)


def fdatasync(folder: Path, times: int = 200) -> float:
    """Median seconds in which the disk below ``folder`` makes 4 KiB durable."""
    probe, taken = folder / "fdatasync-probe", []
    handle = os.open(probe, os.O_CREAT | os.O_RDWR)
    try:
        for number in range(times):
            os.pwrite(handle, b"\1" * 4096, number * 4096)
            begun = time.perf_counter()
            os.fdatasync(handle)
            taken.append(time.perf_counter() - begun)
    finally:
        os.close(handle)
        probe.unlink()
    return median(taken)


def _commit() -> str:
    """The commit that was measured, marked where the working tree differs from it."""
    told = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"
