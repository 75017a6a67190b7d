"""What a C2PA manifest costs: milliseconds to write and to check one, and the bytes that a file grows by.

The files are made here: small ones of every kind, and of some kinds a larger one. The time to write is the whole of
``manifested``: making the copy, signing (ECDSA on P-256, no time stamp), and reading the manifest again.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from bench.machine import load_average, machine
from bench.manifest_files import FILES, image, movie, pdf, wav
from guiju.core.label import Label
from guiju.labels.provenance import Chain, create, is_packed, manifest, manifested, stored

RESULTS = Path(__file__).parent / "results" / "labels_c2pa.json"
ROUNDS = 15
LABEL = Label("1", "001191320118MAK93FC72D10001", "c3f1-0001")
LARGER: Mapping[str, Callable[[], bytes]] = {
    "1024².png": lambda: image("PNG", (1024, 1024)),
    "4000x3000.jpg": lambda: image("JPEG", (4000, 3000), quality=90),
    "1024².gif": lambda: image("GIF", (1024, 1024)),
    "720p.mp4": lambda: movie("mp4", (1280, 720), 50),
    "10-minutes.wav": lambda: wav(600),
    "500-pages.pdf": lambda: pdf(500),
}


def measured(name: str, data: bytes, chain: Chain, folder: Path) -> dict[str, float]:
    """One file: its size, what the manifest adds, and the median of the rounds in ms."""
    path, made = folder / name, folder / f"signed-{name}"
    path.write_bytes(data)
    written, read = list[float](), list[float]()
    for _ in range(ROUNDS):
        start = time.perf_counter()
        manifested(path, made, "", LABEL, chain)
        middle = time.perf_counter()
        found = manifest(made, chain.root)
        read.append(time.perf_counter() - middle)
        written.append(middle - start)
        if found is None or found.state != "trusted":
            raise RuntimeError(f"{name}: {found}")
    plain = path
    if is_packed(path):
        plain = folder / f"stored-{name}"
        stored(path, plain)
    return {
        "bytes": len(data), "stored": plain.stat().st_size, "added": made.stat().st_size - plain.stat().st_size,
        "write_ms": median(written) * 1e3, "read_ms": median(read) * 1e3,
    }  # fmt: skip


def report(told: Mapping[str, Any]) -> Iterator[str]:
    """The table's lines."""
    yield f"{'file':<16}{'bytes':>11}{'uncompressed':>14}{'manifest':>10}{'write ms':>10}{'check ms':>10}"
    for name, row in told["files"].items():
        larger = row["stored"] - row["bytes"]
        yield (
            f"{name:<16}{row['bytes']:>11}{f'+{larger}' if larger else '':>14}{row['added']:>10}"
            f"{row['write_ms']:>10.1f}{row['read_ms']:>10.1f}"
        )


def main() -> None:
    """Measures, prints and keeps."""
    told: dict[str, Any] = {"machine": machine(RESULTS.parent.parent), "rounds": ROUNDS, "files": {}}
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        chain = create(folder / "keys", "Example")
        for name, make in {**FILES, **LARGER}.items():
            told["files"][name] = measured(name, make(), chain, folder)
    told["machine"]["load_after"] = load_average()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    sys.stdout.write("\n".join(report(told)) + "\n")


if __name__ == "__main__":
    main()
