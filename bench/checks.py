"""What the checks cost and how long they hold text, beside the libraries they stand on: a table, and JSON.

Times are of the CPU and the best of several rounds, as for any cost that noise can only add to; every row is measured
in every round. Words stand beside the numbers of ``pii``, which is what a gateway looks for in every prompt and answer
without a model; the whole of ``pii``, with names and places, has a line of its own. As in the gateway, the collector of
garbage leaves alone what was ready before.
"""

from __future__ import annotations

import gc
import gzip
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click
import orjson
from daachorse import CharwiseDoubleArrayAhoCorasick

from bench.evasion import recall
from bench.machine import machine
from bench.ordinary import deltas, invented
from guiju.checks import Lexicon, Pii, Words, judged, shipped_lexicon
from guiju.checks.fold import code_points, fold
from guiju.checks.lexicon import entry
from guiju.checks.spelling import HIDDEN
from guiju.core.check import Check
from guiju.core.content import Content, Kind, Stage

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
HARMLESS: Mapping[str, Callable[[dict[str, str]], bool]] = {
    "benign_alpaca_zh": lambda row: True,
    "sensitive_answerable_cvalues": lambda row: True,
    "toxicity_cold": lambda row: row["label"] == "not_offensive" and row["split"] != "train",
}
ROW = 1000
SIZES = (1, 8, 64, 200, 1000)
MESSAGE = 500
HOSTILE = {
    "repeats": "秋秋天天", "dense hits": "坏蛋", "soft words": "软词", "one long word": "b", "spaced letters": "b ",
    "invisible characters": "\u200b", "noise after a beginning": "坏*", "wide folds": "㎏", "one long number": "1",
    "spaced digits": "4 ", "at signs": "a@", "birthdays": "11010119900307 ",
}  # fmt: skip

Costs = dict[str, float]


def chinese(characters: int) -> str:
    """Generated Chinese: GB 2312 level 1 by a Zipf law, in sentences."""
    chance = random.Random(5)
    han = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)]
    weights = [1 / (rank + 10) for rank in range(len(han))]
    drawn = chance.choices(han, weights, k=characters)
    for at in range(15, characters, 16):
        drawn[at] = chance.choice("，，，。。！？、0A ")
    return "".join(drawn)


def words(listed: list[str], weight: float = 1.0) -> Words:
    """The words check over these, every one of this weight, and a few for hostile text."""
    entries = [entry(word, "a1.a", weight) for word in [*listed, "坏蛋", "bomb", "b" * 100]]
    return Words(Lexicon((*entries, entry("软词", "a1.a", weight / 2)), "bench"))


def plain(listed: list[str]) -> Words:
    """The same over words so light that none is looked for in another spelling."""
    return replace(words(listed, HIDDEN - 0.1), id="words without spellings")


def shipped() -> Words:
    """Those of the shipped lexicon."""
    return replace(Words(shipped_lexicon()), id="words, shipped")


def content(text: str) -> Content:
    """A prompt."""
    return Content("1", Stage.PROMPT, Kind.TEXT, "user", text)


def best(tasks: Mapping[str, Callable[[], object]], rounds: int, times: int = 1) -> Costs:
    """The least seconds of CPU of one call of each task, the tasks taking turns."""
    least = dict.fromkeys(tasks, float("inf"))
    for _ in range(rounds):
        for name, task in tasks.items():
            begun = time.process_time()
            for _ in range(times):
                task()
            least[name] = min(least[name], (time.process_time() - begun) / times)
    return least


def throughput(checks: tuple[Check, ...], listed: list[str], text: str, rounds: int) -> Costs:
    """MB/s (UTF-8) of each check, in rows of 1,000 characters and whole, and of what it stands on."""
    rows = [content(text[at : at + ROW]) for at in range(0, len(text), ROW)]
    automaton, points = CharwiseDoubleArrayAhoCorasick(listed), fold().points
    digits = re.compile(r"[\d@]")
    short = text[: len(text) // 20]
    either = re.compile("|".join(map(re.escape, listed)))
    tasks: dict[str, Callable[[], object]] = {
        "daachorse alone": lambda: automaton.find_overlapping(text),
        "numpy table alone": lambda: points[code_points(text)],
        "str.translate alone": lambda: text.translate(fold().table),
        "re alone, a digit or @": lambda: sum(1 for _ in digits.finditer(text)),
    }
    ready, (_, numbers) = shipped(), checks
    gc.freeze()
    for check in (plain(listed), *checks, ready):
        tasks[f"{check.id}, rows"] = partial(check, rows)
        tasks[f"{check.id}, whole"] = partial(check, [content(text)])
    tasks["whole of pii, rows"] = partial(Pii(), rows)
    for pair in (checks, (ready, numbers)):
        tasks[f"{' and '.join(check.id for check in pair)}, rows"] = partial(judged, pair, rows)
    size = len(text.encode()) / 1e6
    rates = {name: size / seconds for name, seconds in best(tasks, rounds).items()}
    slow = best({"re alone, all words": lambda: either.findall(short)}, 1)
    return rates | {name: len(short.encode()) / 1e6 / seconds for name, seconds in slow.items()}


def messages(checks: tuple[Check, ...], texts: Mapping[str, str], rounds: int) -> dict[str, Costs]:
    """µs of judging one message of so many characters, asked one by one."""
    found = {}
    for name, text in texts.items():
        rows = [[content(text[at : at + MESSAGE])] for at in range(0, min(len(text) - MESSAGE, 200 * 53), 53)]
        tasks = {check.id: partial(_judge, check, rows) for check in checks}
        found[name] = {check: s / len(rows) * 1e6 for check, s in best(tasks, rounds).items()}
    return found


def _judge(check: Check, rows: Sequence[Sequence[Content]]) -> None:
    for row in rows:
        check(row)


def made() -> Costs:
    """Seconds of CPU to read the shipped lexicon, and to make it ready."""
    shipped_lexicon.cache_clear()
    begun = time.process_time()
    lexicon = shipped_lexicon()
    read = time.process_time()
    Words(replace(lexicon, version="made anew"))
    return {"read": read - begun, "made ready": time.process_time() - read}


def tails(checks: tuple[Check, ...], text: str, rounds: int) -> dict[int, Costs]:
    """µs of ``tail`` by length of the window, over windows at many places."""
    found = {}
    for size in SIZES:
        windows = [text[at : at + size] for at in range(0, 200 * 37, 37)]
        tasks = {check.id: partial(_read, check, windows) for check in checks}
        found[size] = {name: s / len(windows) * 1e6 for name, s in best(tasks, rounds).items()}
    return found


def _read(check: Check, windows: Sequence[str]) -> None:
    for window in windows:
        check.tail(window)


def held(check: Check, text: str) -> dict[int, float]:
    """How often so many characters are held, over every place where a stream could stop for the moment."""
    counts: Counter[int] = Counter()
    base = 0
    for end in range(1, len(text) + 1):
        base += check.settled(text[base:end])
        counts[end - base] += 1
    return {characters: count / len(text) for characters, count in sorted(counts.items())}


def hostile(checks: tuple[Check, ...], characters: int, rounds: int) -> dict[str, dict[str, tuple[float, float]]]:
    """ns a character of half the text, and of all of it, by text and check: in proportion where they are alike."""
    found: dict[str, dict[str, tuple[float, float]]] = {}
    for name, unit in HOSTILE.items():
        whole = (unit * characters)[:characters]
        for check in checks:
            part = whole[: characters // 2]
            cost = best({"part": partial(check.tail, part), "whole": partial(check.tail, whole)}, rounds)
            each = cost["part"] / len(part) * 1e9, cost["whole"] / characters * 1e9
            found.setdefault(name, {})[check.id] = each
    return found


def alarms() -> dict[str, Costs]:
    """How often the shipped lexicon decides on harmless text, where the evaluation data is at hand."""
    check, found = Words(shipped_lexicon()), {}
    for name, harmless in HARMLESS.items():
        if not (file := DATA / f"{name}.jsonl.gz").is_file():
            continue
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            rows = [content(row["text"]) for row in map(orjson.loads, lines) if harmless(row)]
        seen = check(rows)
        hard = sum(any(f.score >= check.threshold for f in row) for row in seen)
        found[name] = {"decided": hard / len(rows), "any": sum(map(bool, seen)) / len(rows), "rows": float(len(rows))}
    return found


def _lines(result: dict[str, object]) -> Iterator[str]:
    """The result as tables."""
    for name, figures in result.items():
        if not isinstance(figures, dict):
            continue
        yield f"\n{name}"
        for row, value in figures.items():
            yield f"  {row!s:<44}{_cells(value)}"


def _cells(value: object) -> str:
    if isinstance(value, dict):
        return "".join(f"{key!s:>16}{_cells(inner)}" for key, inner in value.items())
    if isinstance(value, tuple):
        return "".join(map(_cells, value))
    return f"{value:>10.3f}" if isinstance(value, float) else f"  {value}"


@click.command()
@click.option("--quick", is_flag=True, help="Less text and fewer rounds.")
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "bench" / "results" / "checks.json")
def main(quick: bool, out: Path) -> None:
    """Measures the checks."""
    rounds, characters = (2, 200_000) if quick else (7, 1_500_000)
    listed = invented()
    checks: tuple[Check, ...] = words(listed), Pii("numbers")
    text, prose = chinese(characters), "".join(deltas(4000))
    out.parent.mkdir(parents=True, exist_ok=True)
    han = "".join(char for char in prose if char > "\u2e7f")
    latin = "".join(char for char in prose if char < "\u2e7f")
    spread = {
        f"{check.id}, {name}": held(check, shown)
        for check in checks for name, shown in (("Chinese", han), ("English", latin), ("both", prose))
    }  # fmt: skip
    result: dict[str, object] = {
        "machine": machine(out.parent),
        "MB/s of UTF-8, 10,000 words, generated Chinese": throughput(checks, listed, text, rounds),
        f"µs a message of {MESSAGE} characters": messages(
            (*checks, shipped()),
            {"generated": text, "prose": prose},
            rounds,
        ),
        "seconds for the shipped lexicon": made(),
        "µs of tail by characters of the window, generated Chinese": tails(checks, text, rounds),
        "µs of tail by characters of the window, ordinary prose": tails(checks, prose, rounds),
        "share of places at which so many characters are held": spread,
        "ns a character on hostile text: half of it, all of it": hostile(
            checks, 400_000 // (4 if quick else 1), rounds
        ),
        "shipped lexicon on harmless text: share of rows decided, and with any word": alarms(),
        "phrases of the shipped lexicon found when they are hidden": recall(),
    }
    click.echo("\n".join(_lines(result)))
    out.write_bytes(orjson.dumps(result, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS))


if __name__ == "__main__":
    main()
