"""Builds the project's lexicon of words, src/guiju/checks/data/lexicon.b85, from its own phrases and permissive lists.

``python tools/lexicon.py`` composes the phrases from the parts and takes from the lists what the rules let in; both
rest encoded beside this file. ``parts`` shows either (``python tools/lexicon.py parts``), ``parts FILE`` puts FILE in
its place; the same for ``rules``. Keep such files outside the repository: nobody shall meet these words by chance.
"""

from __future__ import annotations

import gzip
import itertools
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import orjson
from daachorse import CharwiseDoubleArrayAhoCorasick

from guiju.checks.fold import fold
from guiju.checks.lexicon import Entry, entry, lexicon_of, lines_of
from guiju.checks.shipped import decoded, encoded

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/guiju/checks/data/lexicon.b85"
DATA = HERE.parent.parent / "shared" / "data"
LISTS = {"houbb": "Apache-2.0", "konsheng": "MIT", "fwwdn": "Apache-2.0", "SexHateLex": "MIT"}
OWN, OWN_LICENCE = "guiju", "Apache-2.0"
DATE, LISTED = "2026-11-23", "2026-11-22"
PLAIN = (
    "hallucination_uhgeval",
    "safetybench_zh_mc",
    "cvalues_mc",
    "value_rules_jade_rag",
    "public_domain_texts",
    "bias_cbbq",
)
"""Permissive sets of ordinary text: a listed word that stands in one of their rows is an ordinary word."""
FORUM = ("toxicity_cold", "sexism_swsr", "responses_jade_v3")
"""Permissive sets with harmless rows that speak about harmful things; of the first only what it calls train."""
HARMLESS = {"not_offensive", "not_sexist", "safe_response"}
ORDINARY, SPOKEN_OF = 1, 2
"""Rows from which a listed word counts as ordinary, and as a word of those who speak about harm."""
LEAST, MOST = 2, 12
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def main() -> None:
    """Builds the lexicon, or shows or replaces one of its sources."""
    if len(sys.argv) == 1:
        built = list(_cleaned(_composed(_source("parts"))))
        TARGET.write_text(encoded("\n".join(lines_of(built)) + "\n"), "ascii")
        print(f"{len(built)} entries, {TARGET.stat().st_size} bytes")
    elif len(sys.argv) == 2:
        print(_source(sys.argv[1]), end="")
    else:
        (HERE / f"lexicon_{sys.argv[1]}.b85").write_text(encoded(Path(sys.argv[2]).read_text("utf-8")), "ascii")


def _source(name: str) -> str:
    return decoded((HERE / f"lexicon_{name}.b85").read_text("ascii"))


def _composed(text: str) -> Iterator[Entry]:
    """The phrases of the parts. ``@name: a|b`` lists pieces; ``@@risk weight: a{name}(c|d)`` composes phrases; other
    lines are those of a lexicon."""
    slots: dict[str, list[str]] = {}
    rest = []
    for line in text.splitlines():
        head, _, body = line.partition(":")
        if line.startswith("@@"):
            risk, weight = head[2:].split()
            for phrase in _templates(body.strip(), slots):
                yield entry(phrase, risk, float(weight), OWN, DATE, OWN_LICENCE)
        elif line.startswith("@"):
            slots[head[1:]] = list(_templates(body.strip(), slots))
        else:
            rest.append(line)
    yield from lexicon_of([("parts", "\n".join(rest))], "").entries


def _templates(body: str, slots: dict[str, list[str]]) -> Iterator[str]:
    """Every phrase of templates between bars; bars in round brackets part the pieces of one slot."""
    for template in re.split(r"\|(?![^()]*\))", body):
        pieces = re.split(r"(\{\w+\}|\([^()]*\))", template)
        choices = [slots[p[1:-1]] if p[:1] == "{" else p[1:-1].split("|") if p[:1] == "(" else [p] for p in pieces]
        yield from map("".join, itertools.product(*choices))


def _cleaned(own: Iterable[Entry]) -> Iterator[Entry]:
    """The own phrases, each once and the first time it is composed; then what the rules take from the lists."""
    known: dict[tuple[str, str], Entry] = {}
    for one in own:
        known.setdefault((one.phrase, one.risk), one)
    phrases = {one.phrase for one in known.values()}
    taken: dict[str, Entry] = {}
    for phrase, (risk, weight, source) in _listed().items():
        new = entry(phrase, risk, weight, source, LISTED, LISTS[source])
        if new.phrase not in phrases:
            taken.setdefault(new.phrase, new)
    yield from known.values()
    plain, forum = _rows(PLAIN), _rows(FORUM)
    ordinary, spoken = _counted(taken, plain), _counted(taken, forum)
    held = _holders([*known.values(), *taken.values()])
    for one in taken.values():
        rare = ordinary[one.phrase] < ORDINARY and spoken[one.phrase] < SPOKEN_OF
        if rare and not any(short.risk == one.risk and short.weight >= one.weight for short in held(one.phrase)):
            yield one


def _holders(entries: list[Entry]) -> Callable[[str], Iterator[Entry]]:
    """What finds the entries that stand inside a phrase: with one of them it says nothing new."""
    unique = list({one.phrase: one for one in entries}.values())
    automaton = CharwiseDoubleArrayAhoCorasick([one.phrase for one in unique])

    def held(phrase: str) -> Iterator[Entry]:
        return (unique[n] for start, end, n in automaton.find_overlapping(phrase) if end - start < len(phrase))

    return held


def _listed() -> dict[str, tuple[str, float, str]]:
    """Of every word of the lists that a rule takes: risk, weight and the first list that has it."""
    rules = [line.partition(": ") for line in _source("rules").splitlines() if line and not line.startswith("#")]
    drop = re.compile("|".join(body for head, _, body in rules if head == "!drop"))
    takes = [(re.compile(body), head.split()) for head, _, body in rules if head != "!drop"]
    found: dict[str, tuple[str, float, str]] = {}
    for row in _read("lexicons_zh"):
        word = fold().dense(row["text"])
        if word in found or not LEAST <= len(word) <= MOST or not _HAN.fullmatch(word) or drop.search(word):
            continue
        rule = next((rule for rule in takes if rule[0].search(word)), None)
        if rule:
            found[word] = (rule[1][0], float(rule[1][1]), row["source"])
    return found


def _rows(names: Iterable[str]) -> list[str]:
    rows = (row for name in names for row in _read(name) if row["label"] in HARMLESS or name not in FORUM)
    kept = (row for row in rows if row.get("split", "train") == "train")
    return [fold().dense(" ".join(str(row.get(key, "")) for key in ("text", "context", "response"))) for row in kept]


def _counted(words: Iterable[str], rows: Iterable[str]) -> dict[str, int]:
    """In how many rows each word stands."""
    listed = list(words)
    counts = dict.fromkeys(listed, 0)
    automaton = CharwiseDoubleArrayAhoCorasick(listed)
    for row in rows:
        for number in {number for _, _, number in automaton.find_overlapping(row)}:
            counts[listed[number]] += 1
    return counts


def _read(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(orjson.loads, lines)


if __name__ == "__main__":
    main()
