"""Writes texts with names in them, one JSON line each, for tools/pii_names.py: python tools/pii_silver.py DATA LAC OUT.

The texts are sets that are free to train on and the lines of our own in training/sets; who is named in them is told by
Baidu's LAC (Apache-2.0), whose package lies unpacked in the folder LAC. It runs under paddlepaddle 2.6, in an
environment of its own: nothing of it is shipped.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from base64 import b85decode
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

SETS = {
    "hallucination_uhgeval": ("evidence", "context", "real", "text", "headline"),
    "responses_jade_v3": ("prompt", "text", "response"),
    "sexism_swsr": ("text",),
    "cvalues_mc": ("text",),
    "harmful_prompts_jade": ("text",),
    "sensitive_answerable_cvalues": ("text",),
    "safetybench_zh_mc": ("text",),
    "toxicity_cold": ("text",),
}
OWN = Path(__file__).parent.parent / "training/sets"
BATCH = 64
Labelled = tuple[int, int, str]


def sentences(data: Path) -> Iterator[tuple[str, str]]:
    """Every sentence of the sets and of our own lines once, with its set."""
    seen = set[str]()
    for name, text in texts(data):
        for piece in map(str.strip, re.split(r"\n+|\\n|(?<=[。！？])", text)):
            if 4 <= len(piece) <= 300 and piece not in seen and re.search("[\u4e00-\u9fff]", piece):
                seen.add(piece)
                yield name, piece


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """Every text of the sets and of our own lines, with its set."""
    for name, fields in SETS.items():
        for line in gzip.decompress((data / f"{name}.jsonl.gz").read_bytes()).splitlines():
            row = json.loads(line)
            yield from ((name, row[field]) for field in fields if isinstance(row.get(field), str))
    for path in sorted(OWN.glob("*.b85")):
        lines = zlib.decompress(b85decode("".join(path.read_text("utf-8").split()))).decode()
        yield from (("own", field) for own in lines.splitlines() for field in own.split("\t"))


def table(file: Path, *, turned: bool = False) -> dict[str, str]:
    """A file of pairs as a dict."""
    pairs = (line.rstrip("\n").split("\t") for line in file.read_text("utf-8").splitlines())
    return {pair[turned]: pair[not turned] for pair in pairs if len(pair) == 2}


def labeller(folder: Path) -> Callable[[list[str]], list[list[Labelled]]]:
    """What LAC says of several texts: spans and their tags."""
    sys.path.insert(0, str(folder.parent))
    inference: Any = import_module("paddle.inference")
    segment: Any = import_module("lac_segment.segment").Segment(str(folder / "lac_model/conf/small_seg.dic"))
    conf = folder / "lac_model/conf"
    words, tags, plain = table(conf / "word.dic", turned=True), table(conf / "tag.dic"), table(conf / "q2b.dic")
    config = inference.Config(str(folder / "lac_model/model"))
    config.disable_gpu()
    config.switch_ir_optim(False)
    predictor = inference.create_predictor(config)

    def label(texts: list[str]) -> list[list[Labelled]]:
        import_numpy: Any = import_module("numpy")
        pieces = [[part for word in segment.fast_cut(t) for part in ([word] if word in words else word)] for t in texts]
        ids = [int(words.get(plain.get(part, part), words["OOV"])) for piece in pieces for part in piece]
        ends = [0]
        for piece in pieces:
            ends.append(ends[-1] + len(piece))
        handle = predictor.get_input_handle(predictor.get_input_names()[0])
        handle.reshape([len(ids), 1])
        handle.copy_from_cpu(import_numpy.array(ids, "int64").reshape(-1, 1))
        handle.set_lod([ends])
        predictor.run()
        out = predictor.get_output_handle(predictor.get_output_names()[0]).copy_to_cpu().ravel()
        return [
            spans(piece, [tags[str(tag)] for tag in out[ends[number] : ends[number + 1]]])
            for number, piece in enumerate(pieces)
        ]

    return label


def spans(parts: list[str], tags: list[str]) -> list[Labelled]:
    """The spans of a text whose parts have tags that begin (-B) or continue (-I)."""
    made, at = list[Labelled](), 0
    for part, tag in zip(parts, tags, strict=True):
        kind, begins = tag.removesuffix("-B").removesuffix("-I"), tag.endswith("-B")
        if made and not begins and made[-1][2] == kind and kind != "O":
            made[-1] = (made[-1][0], at + len(part), kind)
        else:
            made.append((at, at + len(part), kind))
        at += len(part)
    return made


def main() -> None:
    """Labels every sentence."""
    data, folder, out = map(Path, sys.argv[1:4])
    label, batch = labeller(folder), list[tuple[str, str]]()
    with out.open("w", encoding="utf-8") as file:
        for one in (*sentences(data), None):
            if one:
                batch.append(one)
            if batch and (len(batch) == BATCH or one is None):
                for (name, text), found in zip(batch, label([text for _, text in batch]), strict=True):
                    file.write(json.dumps([name, text, found], ensure_ascii=False) + "\n")
                batch.clear()


if __name__ == "__main__":
    main()
