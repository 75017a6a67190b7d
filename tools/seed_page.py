"""Writes docs/seed-coverage.md: each sentence of the commentary and the duty that answers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from guiju.core.pack import Obligation
from guiju.law import read_packs
from guiju.law.agreement.seed import Sentence, coverage, sentences
from guiju.law.reading.loading import FOLDER

PAGE = Path(__file__).resolve().parent.parent / "docs" / "seed-coverage.md"
HEAD = """\
# 评析覆盖表 · Coverage of the commentary

This project answers a commentary on the draft measures of April 2023. Each of its sentences stands here by its number
and the start of its SHA-256 (without white space), with what it comes to in our own words and the obligations that
answer it. `make docs` writes this page from `packs/_seed.yaml`; tests hold it against the packs, and against the
commentary where that is at hand. 本页由 `make docs` 生成。
"""
NONE = {"background": "背景 · background", "outline": "预告 · outline", "transition": "过渡 · transition",
        "appraisal": "评价 · appraisal"}  # fmt: skip


def page() -> str:
    """The whole page."""
    packs = read_packs()
    duties = {duty.id: duty for pack in packs.values() for duty in pack.obligations}
    found = coverage(FOLDER, packs.values())
    share = f"**{found.covered} / {found.with_duty} ({found.share:.0%})**"
    told = f"{share} 句涉及义务的句子有对应义务 · sentences that bear on a duty are answered; {found.sentences} in all."
    rows = [row for place, one in enumerate(sentences(FOLDER), 1) for row in _row(place, one, duties)]
    return "\n".join(
        [HEAD, told, "", "| # | SHA-256 | 句意 · says | 义务 · obligations |", "|--:|---|---|---|", *rows, ""]
    )


def _row(place: int, one: Sentence, duties: Mapping[str, Obligation]) -> Iterator[str]:
    named = "<br>".join(f"`{id}` {duties[id].duty.zh}" for id in one.duties) or NONE[one.none]
    yield f"| {place} | `{one.digest}` | {one.says.zh} · {one.says.en} | {named} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
