"""Writes docs/labels-cases.md and its translation: small files, good and broken, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from guiju.cli.label_text import VERDICTS
from guiju.core.language import LANGS, Lang
from guiju.core.text import Text
from guiju.labels import Examined, Inspection
from guiju.labels.sidecar import ENDING
from tests.labels.cases import CASES, Case

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PAGES: Final[dict[Lang, Path]] = {"en": DOCS / "labels-cases.md", "zh": DOCS / "labels-cases.zh-CN.md"}
HEAD: Final = Text(
    """\
# 好的和坏的文件

`guiju label verify` 区分些什么: {files} 个小文件, {formats} 种格式, 每个都按格式的说明用几行代码做成 \
(`tests/labels/cases`), 测试逐一核对结论与所说的话。标识的位置及其依据见 [标识](labels.zh-CN.md); \
条款一栏是 GB 45438-2025 的条款 (E 为附录 E), PG 开头的是 TC260 实践指南。本页由 `make docs` 生成, \
另有[英文版](labels-cases.md)。

- **合规**: 只有一份隐式标识, 读来无误 (纯文本: 提示具备两个要素)。另有所说的, 只是提醒。
- **不合规**: 违反了某条规定, 确定无疑。
- **没有标识**: 没有遇到标识。
- **无法判定**: 读不出来, 不能断言。
""",
    """\
# Good and broken files

What `guiju label verify` tells apart: {files} small files of {formats} formats, each made by a few lines of code from
the description of its format (`tests/labels/cases`); the tests hold verdict and words of each against this. Where
labels stand, and by what source, is told in [labels](labels.md); the column of clauses is that of GB 45438-2025 (E is
its annex E), or of a practice guide of TC260 (PG). `make docs` writes this page.
Read it in [Chinese](labels-cases.zh-CN.md).

- **compliant**: one implicit label, read without a fault (of plain text: a notice with both elements). What is said
  beside it is worth knowing, and no breach.
- **not compliant**: a rule is broken for certain.
- **no label**: none was met.
- **inconclusive**: what could not be read, nothing is claimed of.
""",
)
_NO_FORMAT: Final = Text("不认识的格式", "no known format")
_COLUMNS: Final = Text(
    "| 文件 | 是什么 | 结论 | 所说 | 条款 |", "| file | what it is | verdict | what is said | clause |"
)
_SIGNS: Final = str.maketrans({"|": "\\|", "<": "&lt;", "\n": " ", "*": "\\*", "_": "\\_"})


def page(lang: Lang) -> str:
    """The whole page in a language."""
    formats = list(dict.fromkeys(case.carrier for case in CASES if case.carrier))
    out = [HEAD.of(lang).format(files=len(CASES), formats=len(formats))]
    with TemporaryDirectory(prefix="guiju-") as folder:
        for name in [*formats, ""]:
            mine = [case for case in CASES if case.carrier == name]
            out += [f"## {name or _NO_FORMAT.of(lang)}", "", _COLUMNS.of(lang), "|---|---|---|---|---|"]
            out += [_row(case, _looked_at(case, Path(folder)), lang) for case in mine]
            out.append("")
    return "\n".join(out)


def _looked_at(case: Case, folder: Path) -> Examined:
    path = folder / case.file
    path.write_bytes(case.data)
    if case.beside:
        (folder / f"{case.file}{ENDING}").write_bytes(case.beside)
    return Inspection()(path)


def _row(case: Case, seen: Examined, lang: Lang) -> str:
    said = "<br>".join(dict.fromkeys(remark.what.of(lang).translate(_SIGNS) for remark in seen.remarks))
    clauses = ", ".join(_clauses(seen))
    what = case.what.of(lang).translate(_SIGNS)
    return f"| `{case.file}` | {what} | {VERDICTS[seen.verdict].of(lang)} | {said} | {clauses} |"


def _clauses(seen: Examined) -> Iterator[str]:
    return iter(dict.fromkeys(remark.clause for remark in seen.remarks if remark.clause))


if __name__ == "__main__":
    for lang in LANGS:
        PAGES[lang].write_text(page(lang), encoding="utf-8")
