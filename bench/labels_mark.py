"""How well the invisible mark of pictures is hidden and outlives what happens to pictures, and what it costs.

A row is one kind of picture under one method; a column is one attack, in per cent of marks whose whole number was read
again. Other methods are asked on every n-th photograph of the same run, and ours once more on those alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import click
import numpy as np
import orjson

from bench.labels_mark_attacks import ATTACKS
from bench.labels_mark_methods import KEY, Method, others, ours
from bench.labels_mark_pictures import KEPT, TUNED, Image, made, photographs, unmarked, variants
from bench.machine import load_average, machine
from guiju.labels.marks import read
from guiju.labels.marks.code import decoded
from guiju.labels.marks.frame import frame_size, framed, waves
from guiju.labels.marks.layout import layout
from guiju.labels.marks.payload import CHECK_BITS, NUMBER_BITS, number_in, payload
from guiju.labels.marks.raster import grey, size_of

ROOT = Path(__file__).parent.parent


@dataclass(slots=True)
class Row:
    """One kind of picture under one method: PSNR in dB, and how often each attack was outlived."""

    method: str
    pictures: str
    psnr: list[float] = field(default_factory=list)
    kept: dict[str, list[bool]] = field(default_factory=lambda: {name: [] for name in ATTACKS})
    lost: dict[str, list[str]] = field(default_factory=dict)

    def taken(self, method: Method, image: Image, name: str, number: int, draw: np.random.Generator) -> None:
        """Marks one picture, attacks it and reads it."""
        number &= (1 << method.bits) - 1
        done = method.write(image, number)
        plain = np.dstack([image] * 3) if image.ndim < done.ndim else image
        self.psnr.append(psnr(plain, done))
        for what, attack in ATTACKS.items():
            kept = method.read(attack.change(done, draw), attack.moved) == number
            self.kept[what].append(kept)
            if not kept:
                self.lost.setdefault(what, []).append(name)

    def plain(self) -> dict[str, object]:
        """As a row of JSON."""
        shares = {what: sum(kept) / max(1, len(kept)) for what, kept in self.kept.items()}
        least, mean = (float(of(self.psnr)) if self.psnr else 0.0 for of in (min, np.mean))
        return {
            "method": self.method, "pictures": self.pictures, "count": len(self.psnr), "psnr_mean": mean,
            "psnr_least": least, "kept": shares, "lost": self.lost,
        }  # fmt: skip


def psnr(one: Image, other: Image) -> float:
    """In dB."""
    error = np.mean((one.astype(np.float64) - other) ** 2)
    return float(10 * np.log10(255**2 / max(float(error), 1e-9)))


def outlived(names: Sequence[str], photos: Mapping[str, Image], count: int, every: int, kind: str) -> Iterator[Row]:
    """The rows of photographs: ours on ``count`` parts of each, then every method on each ``every``-th."""
    draw = np.random.default_rng(2025)
    pictures = [(n, one) for n in names if n in photos for one in variants(photos[n], draw, count)]
    yield _row(ours(), kind, pictures)
    if every:
        for method in (ours(), *others()):
            yield _row(method, f"{kind}, each {every}th", pictures[::every])


def _row(method: Method, kind: str, pictures: Iterable[tuple[str, Image]]) -> Row:
    row, draw = Row(method.name, kind), np.random.default_rng(7)
    for name, image in pictures:
        row.taken(method, image, name, int(draw.integers(1 << NUMBER_BITS)), draw)
    return row


@dataclass(frozen=True, slots=True)
class Chance:
    """Pictures without a mark: how many were read, how many gave one, and how many passed the first 8 bits of the check
    (by chance, one in 256); the same of the full search."""

    pictures: int
    found: int
    passed_8_bits: int
    expected_8_bits: float
    searched: int
    found_by_search: int


def chance(photos: Mapping[str, Image], count: int, searched: int) -> Chance:
    """Reads pictures that nobody marked, every fifty under another key."""
    draw = np.random.default_rng(11)
    found = passed = deep = 0
    for number, image in enumerate(unmarked(dict(photos), draw, count)):
        key = KEY + (number // 50).to_bytes(4, "big")
        chosen = layout(key)
        heard = waves(framed(grey(image), frame_size(size_of(image))))
        bits = decoded(heard.bits(chosen) * chosen.signs)
        found += number_in(bits, key) is not None
        passed += _first_bits_hold(bits, key)
        if number < searched:
            deep += read(image, key, thorough=True) is not None
    return Chance(count, found, passed, count / 256, searched, deep)


def _first_bits_hold(bits: Any, key: bytes) -> bool:
    number = int("".join(map(str, bits[:NUMBER_BITS])), 2)
    return bool(np.array_equal(bits[NUMBER_BITS:][:8], payload(number, key)[NUMBER_BITS:][:8]))


def costs(photos: Mapping[str, Image], rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds a megapixel on one core, of pictures of one and of eight megapixels; the search in ms a picture."""
    cv2: Any = import_module("cv2")
    source, told = max(photos.values(), key=lambda one: one.size), {}
    for name, size in (("1 MP", (1152, 896)), ("8 MP", (3264, 2448))):
        image = cv2.resize(source, size, interpolation=cv2.INTER_CUBIC)
        for method in (ours(), *others()):
            done = method.write(image, 5)
            times = rounds if method.name == "guiju" else max(1, rounds // 5)
            row = {
                "write": _time(lambda m=method, i=image: m.write(i, 5), times) / image.size * 3e6,
                "read": _time(lambda m=method, d=done: m.read(d, False), times) / image.size * 3e6,
            }
            if method.name == "guiju":
                part = np.ascontiguousarray(done[40:-30, 25:-50])
                row |= {"search_found": _time(lambda p=part: read(p, KEY, thorough=True), 3)}
                row |= {"search_in_vain": _time(lambda i=image: read(i, KEY, thorough=True), 3)}
            told[f"{method.name}, {name}"] = row
    return told


def _time(act: Any, times: int) -> float:
    """The median in ms."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return median(taken) * 1e3


def report(rows: Sequence[Row], chances: Chance, times: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """Everything that is printed."""
    heads = [f"{row.method}" for row in rows]
    yield "pictures".ljust(26) + "".join(row.pictures[:17].rjust(18) for row in rows)
    yield "method".ljust(26) + "".join(head.rjust(18) for head in heads)
    plain = [row.plain() for row in rows]
    for what in ("count", "psnr_mean", "psnr_least"):
        yield what.ljust(26) + "".join(f"{row[what]:.1f}".rjust(18) for row in plain)
    for attack in ATTACKS:
        yield attack.ljust(26) + "".join(f"{100 * np.mean(row.kept[attack]):.1f}".rjust(18) for row in rows)
    for attack, names in rows[0].lost.items():
        yield f"lost by ours, {rows[0].pictures}, {attack}: " + ", ".join(
            f"{name} {names.count(name)}" for name in dict.fromkeys(names)
        )
    yield f"\nwithout a mark: {chances}; by design at most 2**-{CHECK_BITS} a try"
    for name, row in times.items():
        yield f"{name:<20}" + "".join(f"{what} {value:.1f} ms".rjust(26) for what, value in row.items())


@click.command()
@click.option("--quick", is_flag=True, help="A smoke run.")
@click.option("--parts", default=12, show_default=True, help="Pictures made of each photograph.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "bench/results/labels_mark.json")
def main(quick: bool, parts: int, out: Path) -> None:
    """Measures the invisible mark."""
    import_module("cv2").setNumThreads(1)
    facts, photos = machine(ROOT), photographs()
    click.echo("  ".join(f"{name} {value}" for name, value in facts.items()))
    parts, every, plain, deep, rounds = (2, 9, 300, 5, 3) if quick else (parts, 5, 12_000, 300, 15)
    rows = list(outlived(KEPT, photos, parts, every, "kept photographs"))
    rows += outlived(TUNED, photos, max(2, parts // 4), 0, "tuned on")
    for kind, pictures in made(np.random.default_rng(3), 2 if quick else 10).items():
        rows.append(_row(ours(), kind, [(kind, one) for one in pictures]))
    chances, times = chance(photos, plain, deep), costs(photos, rounds)
    click.echo("\n".join(report(rows, chances, times)))
    facts |= {"load_after": load_average(), "photographs": sorted(photos)}
    told = {"machine": facts, "rows": [row.plain() for row in rows], "chance": asdict(chances), "ms": times}
    out.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    click.echo(f"\nwritten to {out}")


if __name__ == "__main__":
    main()
