"""The table of what labels outlast, on the screen and as pages of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guiju.cli.columns import padded
from guiju.core.language import Lang
from guiju.core.text import Text
from guiju.labels import Survival

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
PAGES: Final[dict[Lang, Path]] = {"en": DOCS / "labels-survival.md", "zh": DOCS / "labels-survival.zh-CN.md"}
LETTERS: Final = (Text("隐", "i"), Text("显", "e"), Text("水", "m"), Text("签", "s"), Text("证", "c"))
FAMILIES: Final = (
    (Text("图片", "Pictures"), ("png", "jpeg", "webp", "tiff", "avif", "heic", "gif", "svg")),
    (Text("视频", "Films"), ("mp4", "mov", "mkv", "webm", "avi", "flv")),
    (Text("音频", "Sound"), ("wav", "mp3", "flac", "m4a", "opus")),
    (Text("文档", "Documents"), ("pdf", "docx", "xlsx", "odt", "ods", "html", "markdown", "text", "code")),
)
_PUT_IN: Final = Text("**加入的**", "**as labelled**")
_NONE: Final = Text("失", "none")
_REFUSED: Final = Text("拒", "refused")
_HEAD: Final = Text(
    """\
# 标识经得住什么

每种格式各取一个文件, 加上它能带的全部标识 (隐式标识并签名, 显式标识, 隐形水印, C2PA 清单), \\
再交给常用工具处理, 然后逐项检查。本页由 `python -m bench.labels_survival --write` 运行这些工具得出; \\
您的文件用 `guiju label strip-test` 来试。另有[英文版](labels-survival.md)。

每格是处理之后还在的: **隐** 隐式标识 (同样的七个字段, 不论在什么位置), **显** 看得见听得到的标识, \\
**水** 隐形水印, **签** 签名 (标识与内容都未变), **证** C2PA 清单 (有效)。「显?」是人或许还看得到, 程序辨认不出; \\
「失」是全部失去; 「拒」是该工具不处理这个文件; 空格是没有试。第一行是加入的。GIF 的每一帧都有, 「显」才算在。
""",
    """\
# What labels outlast

A file of each format got every label that it can hold (the implicit one with a signature, the explicit one, the
invisible mark, a C2PA manifest), went through common tools, and was looked at again.
`python -m bench.labels_survival --write` made this page by running them; with `guiju label strip-test` a file of yours
is tried. Read it in [Chinese](labels-survival.zh-CN.md).

A cell says what was still there: **i** the implicit label (the same seven fields, wherever they stood), **e** the label
that is seen or heard, **m** the invisible mark, **s** the signature (label and content are what they were), **c** the
C2PA manifest (it holds). *e?*: people may still see it, a program cannot tell. *none*: all were lost; *refused*: the
tool did not take the file; empty: not tried. The first row
is what was put in. In a GIF, *e* counts where every frame has it.
""",
)
_TAIL: Final = Text(
    """\
## 都经不住的

谁想去掉标识, 总能去掉。元数据 (隐式标识、签名、清单) 经不住截屏、翻拍、打印再扫描、转码和多数平台的上传处理。\\
画在角上的字经不住把那个角裁去, 也经不住涂抹; 片头的字和开头的节奏经不住从几秒之后截取。\\
水印经不住裁得很小、转四分之一圈、嵌进更大的画面、打印后翻拍, 也经不住有意的攻击; 没有密钥的人读不到它。\\
签名与清单证明没有改动过, 不能证明曾经有过: 整个拿掉就什么也不剩。\\
放在旁边的 `.aigc.json` 与文件分开就失去了。所以要几样并用, 并且留存记录: \\
内容编号查得到, 发出过什么就说得清。

## 用的工具
""",
    """\
## What nothing outlasts

Who wants labels gone gets them gone. Metadata (the implicit label, signature, manifest) do not outlast a screenshot, a
photograph of the screen, printing and scanning, coding anew, or what most platforms do to uploads. Words in a corner
go with the corner, and under a brush; words on the first pictures and the rhythm at the start go where a part is taken
from later on. The mark does not outlast a very small crop, a quarter turn, a place in a larger picture, printing and
photographing, or an attack that is meant for it, and nobody without the key reads it. Signature and manifest show that
nothing was changed, and not that they were there: where all of it is taken out, nothing is left to check. A label
beside a file is lost as soon as the two part. So use several, and keep the record: with the number of a content on
record, it can be told what left your service.

## The tools
""",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What one treatment left of the labels that one file ``had``; without a tool, what was put in."""

    name: str
    one: Survival
    had: Survival

    @property
    def treatment(self) -> tuple[str, str]:
        """What was done: by which tool, what."""
        return (self.one.tool, self.one.what.en) if self.one.tool else ("", "")

    def left(self, lang: Lang) -> str:
        """What was left, in letters."""
        if self.one.why:
            return _REFUSED.of(lang)
        every = zip(LETTERS, self.one.labels, self.had.labels, strict=True)
        signs = [letter.of(lang) + "?" * (there is None) for letter, there, had in every if had and there is not False]
        return " ".join(signs) or _NONE.of(lang)


def table(rows: Sequence[Row]) -> Iterator[str]:
    """The lines for a screen."""
    for row in rows:
        why = f"  ({row.one.why.en})" if row.one.why else ""
        what = ", ".join(part for part in (row.one.tool, row.one.what.en) if row.one.tool) or "as labelled"
        yield f"{padded(row.name, 10)}{padded(what, 52)}{row.left('en')}{why}"


def page(rows: Sequence[Row], tools: Mapping[str, str], lang: Lang) -> str:
    """The whole page in a language."""
    out = [_HEAD.of(lang).replace("\\\n", "")]
    for family, names in FAMILIES:
        mine = [row for row in rows if row.name in names]
        if mine:
            out += [f"## {family.of(lang)}", "", *_family(mine, [n for n in names if _any(mine, n)], lang), ""]
    out.append(_TAIL.of(lang).replace("\\\n", ""))
    out.append(", ".join(f"{tool} {number}" for tool, number in sorted(tools.items(), key=lambda one: one[0].lower())))
    return "\n".join([*out, ""])


def _family(rows: Sequence[Row], names: Sequence[str], lang: Lang) -> Iterator[str]:
    yield "| | " + " | ".join(names) + " |"
    yield "|---" * (len(names) + 1) + "|"
    for treatment in dict.fromkeys(row.treatment for row in rows):
        cells = {row.name: row for row in rows if row.treatment == treatment}
        first = next(iter(cells.values())).one
        named = f"{first.tool}: {first.what.of(lang)}" if first.tool else _PUT_IN.of(lang)
        left = [cells[name].left(lang) if name in cells else "" for name in names]
        yield f"| {named} | " + " | ".join(left) + " |"


def _any(rows: Sequence[Row], name: str) -> bool:
    return any(row.name == name for row in rows)
