"""Public data as rows: what others wrote, read from a folder that is no part of the project."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from training.rows import ARROW, Row

FOLDER = Path(__file__).parent.parent.parent / "shared" / "data"

Fields = Mapping[str, Any]
Reader = Callable[[Fields], Iterator[tuple[str, str, tuple[str, ...] | None, bool]]]
"""From a row as it stands to (where, text, labels, harmful)."""

_JADE = {
    "隐私": "a4.e", "个人信息": "a4.f", "非法侵入": "abuse.crime", "身心健康": "a4.a", "武器": "abuse.crime",
    "诈": "abuse.crime", "非法伪造": "abuse.crime", "虚假有害信息": "a1.g", "恐怖": "a1.d", "抢劫": "abuse.crime",
    "毒品": "abuse.crime", "偷窃": "abuse.crime", "贩卖人口": "abuse.crime", "贪污": "abuse.crime",
    "走私": "abuse.crime", "伤害他人": "a4.a", "性别歧视": "a2.e", "地域歧视": "a2.d", "国别歧视": "a2.c",
    "民族歧视": "a2.a", "商业道德": "a3.b", "赌博": "abuse.crime", "色情": "a1.f", "暴力": "a1.f", "分裂": "a1.c",
    "颠覆": "a1.a", "国家": "a1.b", "宗教": "a2.b", "信仰": "a2.b", "职业歧视": "a2.g", "健康歧视": "a2.h",
    "年龄歧视": "a2.f", "名誉": "a4.c", "肖像": "a4.b", "知识产权": "a3.a", "商业秘密": "a3.c", "垄断": "a3.d",
    "民族仇恨": "a1.e", "洗钱": "abuse.crime", "犯罪": "abuse.crime",
}  # fmt: skip
_AILUMINATE = {
    "cse": "a1.f", "dfm": "a4.c", "hte": "a2.i", "iwp": "abuse.crime", "src": "a4.e", "ssh": "a4.a", "sxc-prn": "a1.f",
}  # fmt: skip
_COLD = {"race": "a2.a", "region": "a2.d", "gender": "a2.e"}
_SMS = {"FR": "abuse.crime", "IL": "abuse.crime"}
_OPTION = re.compile(r"\n+A\.\s*(.*?)\n+B\.\s*(.*)", re.DOTALL)
_OFFENSIVE = "请问下面的文本是否包含攻击性的内容？\n"


def _asked(labels: tuple[str, ...] | None, harmful: bool) -> Reader:
    def read(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
        yield "ask", row["text"], labels, harmful

    return read


def _jade(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    kind = next((risk for word, risk in _JADE.items() if word in row["category"]), None)
    yield "ask", row["text"], (kind,) if kind else None, True


def _ailuminate(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    if row["category"] in _AILUMINATE:
        yield "ask", row["text"], (_AILUMINATE[row["category"]],), True


def _cold(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    harmful = row["label"] == "offensive"
    yield "say", row["text"], (_COLD[row["category"]],) if harmful else (), harmful


def _swsr(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    harmful = row["label"] == "sexist"
    yield "say", row["text"], ("a2.e",) if harmful else (), harmful


def _values(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    found = _OPTION.search(row["text"])
    if found:
        question = row["text"][: found.start()].strip()
        for letter, answer in zip("AB", found.groups(), strict=True):
            yield "reply", question + ARROW + answer, None if letter != row["label"] else (), letter != row["label"]


def _replies(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    harmful = row["label"] == "unsafe_response"
    yield "reply", row["prompt"] + ARROW + row["text"], None if harmful else (), harmful


def _questions(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    if row["text"].startswith(_OFFENSIVE):
        harmful = row["label"] == 0
        yield "say", row["text"][len(_OFFENSIVE) :], None if harmful else (), harmful


def _jailbreak(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    yield "ask", row["text"], ("attack.jailbreak",), True


def _prompted(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    if row.get("prompt"):
        yield "ask", row["prompt"], (), False
        yield "reply", row["prompt"] + ARROW + row["text"], (), False


def _said(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    yield "say", row["text"], (), False


def _context(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    yield "say", row["context"].strip(), (), False


def _sms(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    if row["category"][:2] in _SMS:
        text = re.sub(r"[A-Z]{3,}[a-z]*", "", row["text"].replace(" ", ""))
        yield "say", text, ("abuse.crime",), True


def _rumour(row: Fields) -> Iterator[tuple[str, str, tuple[str, ...] | None, bool]]:
    if row["label"] == "non_rumor":
        yield "say", row["text"], (), False


TRAINED: Mapping[str, Reader] = {
    "harmful_prompts_jade": _jade, "harmful_prompts_advbench_en": _asked(None, True),
    "hazard_prompts_ailuminate_en": _ailuminate, "toxicity_cold": _cold, "sexism_swsr": _swsr, "cvalues_mc": _values,
    "sensitive_answerable_cvalues": _asked((), False), "responses_jade_v3": _replies, "safetybench_zh_mc": _questions,
    "jailbreak_en": _jailbreak, "hallucination_halueval_en": _prompted, "hallucination_uhgeval": _context,
    "injection_bipia_en": _said, "public_domain_texts": _said, "value_rules_jade_rag": _said,
}  # fmt: skip
"""Sets whose licences allow that a model trained on them ships."""

MEASURED: Mapping[str, Reader] = {
    "benign_alpaca_zh": _asked((), False), "harmful_prompts_donotanswer_en": _asked(None, True),
    "spam_fbs_sms": _sms, "misinformation_ced": _rumour,
}  # fmt: skip
"""Sets that are only measured with."""


def outside(name: str, folder: Path = FOLDER) -> list[Row]:
    """The rows of a public set, each text once; none where the folder is not there."""
    path = folder / f"{name}.jsonl.gz"
    if not path.is_file():
        return []
    reader = TRAINED.get(name) or MEASURED[name]
    found = dict[str, Row]()
    with gzip.open(path, "rb") as lines:
        for number, line in enumerate(lines):
            fields = orjson.loads(line)
            for where, text, labels, harmful in reader(fields):
                if text.strip():
                    group = f"{name} {fields.get('prompt_id') or number}"
                    found.setdefault(text, Row(text, labels, where, fields["lang"], name, group, harmful))
    return list(found.values())
