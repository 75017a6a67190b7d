"""How often the explicit label of a picture is found again where it is, and where it is not (run: python -m
bench.explicit_look [FOLDER …] [--out FILE]).

Pictures are the .jpg and .png files of the folders; without one, those that come with scikit-learn and scikit-image,
where they are installed. Each is cut into parts of several shapes; every part is looked at bare, then labelled in each
value and language in turn, plain and after what platforms do to pictures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from io import BytesIO
from itertools import cycle, product
from pathlib import Path
from time import perf_counter

import numpy as np
from PIL import Image

from guiju.labels.explicit.picture import Style, drawn
from guiju.labels.explicit.pixels import Pixels
from guiju.labels.explicit.seen import Seen, remark, seen_in
from guiju.labels.explicit.wording import Tongue, wordings

SHAPES = ((1, 1), (1, 2), (2, 1))
TONGUES: tuple[Tongue, ...] = ("zh", "en", "both")
LABELS = tuple(product("123", TONGUES))
SHARE = 0.05


def folders() -> list[Path]:
    """Where pictures come with what is installed."""
    places = (("sklearn", "datasets/images"), ("skimage", "data"))
    found = ((find_spec(name), inner) for name, inner in places)
    return [Path(spec.origin).parent / inner for spec, inner in found if spec and spec.origin]


def parts(places: list[Path]) -> Iterator[tuple[str, Pixels]]:
    """Cuttings of every picture: all of it, halves and quarters."""
    for file in sorted(file for place in places for file in place.iterdir() if file.suffix in (".jpg", ".png")):
        whole = np.asarray(Image.open(file).convert("RGB"))
        for down, across in SHAPES:
            height, width = whole.shape[0] // down, whole.shape[1] // across
            if min(height, width) >= 150:
                for row, column in product(range(down), range(across)):
                    cut = whole[row * height : (row + 1) * height, column * width : (column + 1) * width]
                    yield f"{file.name} {down}x{across} {row},{column}", cut


def jpeg(pixels: Pixels, quality: int = 50) -> Pixels:
    """After a JPEG of middling quality."""
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality)
    return np.asarray(Image.open(out))


def half(pixels: Pixels) -> Pixels:
    """At half its size."""
    image = Image.fromarray(pixels)
    return np.asarray(image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS))


CHANGES: dict[str, Callable[[Pixels], Pixels]] = {"plain": lambda pixels: pixels, "jpeg50": jpeg, "half": half}


def told(seen: Seen) -> str:
    """The code of what is said of a label."""
    said = remark(seen, SHARE)
    return said.code if said else ""


def measure(places: list[Path]) -> dict[str, object]:
    """The counts: bare parts and how many a label was seen in; labelled ones, how many were found, and with the value
    that was drawn."""
    counts, wrong, seconds = Counter[str](), list[str](), list[float]()
    labels = cycle(LABELS)
    for name, part in parts(places):
        start = perf_counter()
        false = seen_in(part)
        seconds.append(perf_counter() - start)
        counts["bare"] += 1
        counts["bare seen"] += false is not None
        wrong += [f"{name}: {false.words} ({false.likeness:.2f})"] if false else []
        value, tongue = next(labels)
        labelled = drawn(part, wordings(value, tongue), Style(SHARE)).image
        for change, act in CHANGES.items():
            seen = seen_in(act(labelled))
            counts[f"{change}"] += 1
            counts[f"{change} found"] += seen is not None
            counts[f"{change} value right"] += seen is not None and seen.value == value
            counts[f"{change} high enough"] += seen is not None and told(seen) == "explicit_seen"
            wrong += [f"{name} {change}: missed {value} {tongue}"] if seen is None else []
        print(name, dict(counts), file=sys.stderr)
    return {"counts": dict(counts), "seconds a look": round(float(np.median(seconds)), 3), "wrong": wrong}


def main() -> None:
    """Prints the counts as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    text = json.dumps(measure(given.folders or folders()), ensure_ascii=False, indent=1)
    print(text)
    if given.out:
        given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
