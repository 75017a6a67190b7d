"""A small pack, whole and right, to be bent in one place at a time."""

from __future__ import annotations

import shutil
from pathlib import Path

from guiju.law.reading.loading import FOLDER

PACK = """\
id: test-pack
title: {zh: 试, en: Test}
version: "1"
jurisdiction: cn
since: 2026-01-01
instruments:
  test: {title: {zh: 试, en: Test}, kind: measures, issuers: {zh: 署, en: Body}, status: in_force}
articles:
  - {number: "1", title: {zh: 一, en: One}, text: {zh: 文, en: Text}}
obligations:
  - id: "1"
    clause: "1"
    duty: {zh: 责, en: Duty}
    trigger: continuous
    controls: [answers, later]
    shows: {zh: 证, en: Evidence}
    live: L
controls:
  answers:
    text: {zh: 答, en: Answers}
    events: {kind: answer.closed/1}
    holds: {judged: true}
    window: P30D
    fresh: P7D
    writes: answer.closed/1
  later:
    planned: true
    text: {zh: 后, en: Later}
parameters:
  limit: {value: 3, join: min, unit: times, clause: "1"}
penalties:
  fine: {clause: "1", text: {zh: 罚, en: Fine}, tiers: [{severity: base, fine: {min: 1, max: 2}}]}
risks:
  a1.a:
    name: {zh: 险, en: Risk}
    prompt: REFUSE
    answer: {action: MASK, text: "[x]"}
    corpus: ALLOW
    clause: "1"
"""


def folder(place: Path, *, active: str = "test-pack: binding\n", **packs: str) -> Path:
    """A folder of packs, with one file for each and the list of those that are active."""
    for name, text in (packs or {"test_pack": PACK}).items():
        (place / f"{name.replace('_', '-')}.yaml").write_text(text, encoding="utf-8")
    (place / "_active.yaml").write_text(active, encoding="utf-8")
    (place / "_controls.yaml").write_text("{}\n", encoding="utf-8")
    for shared in ("_words.yaml", "_facts.yaml"):
        shutil.copy(FOLDER / shared, place / shared)
    return place
