"""How well the check of code finds secrets and malware, on a set of the project's own and on the code of this machine.

``python -m bench.judgement_code`` prints a table and writes JSON with ``-o``. The set was written beside the check:
its figures say that the check does what it was written for. The code at hand (the standard library, installed
packages, scripts of the system) is of other origin and taken as harmless, so what is found there counts as false.
"""

from __future__ import annotations

import argparse
import random
import sysconfig
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import orjson

from bench.own import rows
from guiju.checks.code import Code
from guiju.core.content import Content, Kind, Stage

RISKS = ("code.secret", "code.malware")
FILES = 1500
LONGEST = 100_000
ENDINGS = frozenset((".py", ".sh", ".js", ".c", ".h", ".pl", ".ps1", ".postinst"))


def found(check: Code, text: str) -> list[tuple[str, str]]:
    """Risk and place of what counts in a text."""
    (row,) = check([Content("1", Stage.ANSWER, Kind.TEXT, "assistant", text)])
    return [(f.risk, text[slice(*f.at)] if f.at else "") for f in row if f.score >= check.threshold]


def own_set(check: Code) -> dict[str, dict[str, float]]:
    """Precision and recall of each risk on the set; a secret counts where its place is exact."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows("code"):
        seen = found(check, row["text"])
        for risk in RISKS:
            told = any(r == risk for r, _ in seen)
            exact = any(r == risk and at == row["secret"] for r, at in seen) if row.get("secret") else told
            counts[risk, "right" if row["label"] == risk and exact else "wrong" if told else "none"] += told
            counts[risk, "there"] += row["label"] == risk
    return {
        risk: {
            "positive": counts[risk, "there"],
            "precision": counts[risk, "right"] / max(1, counts[risk, "right"] + counts[risk, "wrong"]),
            "recall": counts[risk, "right"] / counts[risk, "there"],
        }
        for risk in RISKS
    }


def at_hand(seed: int) -> Iterator[str]:
    """Files of code on this machine, drawn at random."""
    folders = (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), "/usr/include", "/usr/share", "/etc")
    files = [p for f in folders for p in sorted(Path(f).rglob("*")) if p.suffix in ENDINGS and p.is_file()]
    for path in random.Random(seed).sample(files, min(FILES, len(files))):
        yield path.read_text("utf-8", "replace")[:LONGEST]


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("-o", type=Path, help="where the JSON goes")
    parser.add_argument("--seed", type=int, default=1)
    told, check = parser.parse_args(), Code()
    figures: dict[str, object] = {}
    print(f"{'own set':<16}{'there':>8}{'precision':>11}{'recall':>9}")
    for risk, f in own_set(check).items():
        figures[risk] = f
        print(f"{risk:<16}{f['positive']:>8.0f}{f['precision']:>11.3f}{f['recall']:>9.3f}")
    files, size, false, start = 0, 0, Counter[str](), time.perf_counter()
    for text in at_hand(told.seed):
        files, size = files + 1, size + len(text)
        false.update({risk for risk, _ in found(check, text)})
    seconds = time.perf_counter() - start
    figures["at hand"] = {"files": files, "characters": size, "false": dict(false)}
    print(f"\ncode at hand: {files} files, {size / 1e6:.1f} M characters, {size / 1e6 / seconds:.2f} M a second")
    for risk in RISKS:
        print(f"{risk:<16}in {false[risk]} files ({false[risk] / max(1, files):.2%})")
    if told.o:
        told.o.write_bytes(orjson.dumps(figures, option=orjson.OPT_INDENT_2))


if __name__ == "__main__":
    main()
