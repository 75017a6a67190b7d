"""How well pii sees, on text of other origin and on generated numbers; run alone: python -m bench.judgement_pii.

The sets of others are read from a folder that is no part of the project (GUIJU_DATA, else ../shared/data). Rows with
an odd place were never looked at while the check was built; only these are counted.
"""

from __future__ import annotations

import gzip
import json
import os
import random
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from bench.pii_numbers import numbers
from guiju.checks import Pii
from guiju.core.content import Content, Kind, Stage

DATA = Path(os.environ.get("GUIJU_DATA", "../shared/data"))
Span = tuple[int, int]
Finder = Callable[[str], dict[str, set[Span]]]

_FIELDS = ("person", "address", "org")
_SETS = (
    (
        "pii_cluener",
        {"name": "person", "address": "address", "company": "org", "organization": "org", "government": "org"},
    ),
    ("pii_resumener", {"NAME": "person", "ORG": "org"}),
)
_CARRIERS = ("{}", "我住在{}。", "请寄到{}，谢谢", "收货地址：{}，电话", "他的地址是{}，你知道吗")
_ROUNDS = 400


class Row(NamedTuple):
    """One text and the spans that are in it, by kind."""

    text: str
    spans: dict[str, set[Span]]


def rows(finder: Finder | None = None, check: str = "pii") -> list[dict[str, Any]]:
    """A line per set and kind: precision, recall, F1 of exact spans with its interval, and of spans that overlap."""
    find = finder or _guiju()
    lines = list[dict[str, Any]]()
    for name, kinds, texts in _sources():
        counts = {
            kind: [_counted(row.spans.get(kind, set()), found.get(kind, set())) for row, found in _seen(find, texts)]
            for kind in kinds
        }
        for kind, each in counts.items():
            precision, recall, f1 = _figures(each, 0)
            low, high = _interval(each)
            lines.append(
                {
                    "check": check, "set": name, "kind": kind, "precision": precision, "recall": recall, "f1": f1,
                    "interval": [low, high], "overlap_f1": _figures(each, 3)[2], "rows": len(texts),
                }
            )  # fmt: skip
    return lines


def _sources() -> Iterator[tuple[str, list[str], list[Row]]]:
    generated = list(numbers(random.Random(7), 4_000))
    yield (
        "generated numbers",
        sorted({kind for _, spans in generated for kind in spans}),
        [Row(*one) for one in generated],
    )
    for name, kinds in _SETS:
        if (DATA / f"{name}.jsonl.gz").exists():
            yield f"{name} (unseen half)", sorted(set(kinds.values())), [_row(one, kinds) for one in _read(name)]
    if (DATA / "pii_address.jsonl.gz").exists():
        texts = list[Row]()
        for number, one in enumerate(_read("pii_address")):
            carrier = _CARRIERS[number % len(_CARRIERS)]
            start = carrier.index("{")
            texts.append(Row(carrier.format(one["text"]), {"address": {(start, start + len(one["text"]))}}))
        yield "pii_address in sentences (unseen half)", ["address"], texts


def _read(name: str) -> list[dict[str, Any]]:
    with gzip.open(DATA / f"{name}.jsonl.gz") as lines:
        return [json.loads(line) for line in lines][1::2]


def _row(one: dict[str, Any], kinds: dict[str, str]) -> Row:
    spans: dict[str, set[Span]] = {}
    for start, end, kind, _ in one["spans"]:
        if kind in kinds:
            spans.setdefault(kinds[kind], set()).add((start, end))
    return Row(one["text"], spans)


def _guiju() -> Finder:
    check = Pii()

    def find(text: str) -> dict[str, set[Span]]:
        found: dict[str, set[Span]] = {}
        for one in check([Content("1", Stage.PROMPT, Kind.TEXT, "user", text)])[0]:
            if one.at and one.score >= check.threshold:
                found.setdefault(one.risk.removeprefix("pii."), set()).add(one.at)
        return found

    return find


def _jieba() -> Finder:
    cut = import_module("jieba.posseg").cut

    def find(text: str) -> dict[str, set[Span]]:
        found, at = dict[str, set[Span]](), 0
        for word, tag in cut(text):
            kind = {"nr": "person", "nt": "org"}.get(tag)
            if kind:
                found.setdefault(kind, set()).add((at, at + len(word)))
            at += len(word)
        return found

    return find


def _presidio() -> Finder:
    found_by = import_module("presidio_analyzer.predefined_recognizers")
    kinds = {"PhoneRecognizer": "phone", "CreditCardRecognizer": "bank_card", "EmailRecognizer": "email"}
    made = {kind: getattr(found_by, name)() for name, kind in kinds.items()}
    made["phone"].supported_regions = ("CN", "HK", "MO", "TW")

    def find(text: str) -> dict[str, set[Span]]:
        return {
            kind: {(one.start, one.end) for one in each.analyze(text, each.supported_entities, None) or ()}
            for kind, each in made.items()
        }

    return find


def _seen(find: Finder, texts: Iterable[Row]) -> Iterator[tuple[Row, dict[str, set[Span]]]]:
    for row in texts:
        yield row, find(row.text)


def _counted(true: set[Span], found: set[Span]) -> tuple[int, ...]:
    """Exact: hits, found, true. Overlapping: found that touch a true one, found, true that are touched, true."""
    touch = sum(any(a < d and c < b for c, d in true) for a, b in found)
    touched = sum(any(a < d and c < b for c, d in found) for a, b in true)
    return len(true & found), len(found), len(true), touch, len(found), touched, len(true)


def _figures(each: Iterable[tuple[int, ...]], first: int) -> tuple[float, float, float]:
    sums = [sum(column) for column in zip(*each, strict=True)]
    if first == 0:
        precision, recall = sums[0] / max(1, sums[1]), sums[0] / max(1, sums[2])
    else:
        precision, recall = sums[3] / max(1, sums[4]), sums[5] / max(1, sums[6])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _interval(each: list[tuple[int, ...]]) -> tuple[float, float]:
    """The middle 95 % of F1 over texts drawn again with replacement."""
    draw = random.Random(1)
    telling = [one for one in each if any(one)]
    drawn = sorted(_figures(draw.choices(telling, k=len(telling)), 0)[2] for _ in range(_ROUNDS)) if telling else [0.0]
    return drawn[len(drawn) * 25 // 1000], drawn[-1 - len(drawn) * 25 // 1000]


def main() -> None:
    """Prints the table; beside it what baselines see, where they are installed."""
    lines = rows()
    for name, make in (("jieba.posseg", _jieba), ("presidio patterns", _presidio)):
        try:
            finder = make()
        except ImportError:
            print(f"{name}: not installed")
            continue
        lines += [line for line in rows(finder, name) if line["recall"]]
    for line in lines:
        low, high = line["interval"]
        print(
            f"{line['check']:18} {line['set']:40} {line['kind']:10} P {line['precision']:.3f} R {line['recall']:.3f} "
            f"F1 {line['f1']:.3f} [{low:.3f}, {high:.3f}] overlap F1 {line['overlap_f1']:.3f}"
        )


if __name__ == "__main__":
    main()
