"""Builds src/guiju/checks/data/fold.txt, the table by which words are matched (run: python tools/fold_table.py).

Four sources: OpenCC's single-character conversions to simplified Chinese (Apache-2.0), Unicode's NFKC, case folding
and decomposition without marks, Unicode's general categories for what is no letter at all, and our own list of letters
that are written in place of others. It is built once and committed, so that every installation folds alike whatever
Unicode its Python knows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import opencc

TABLE = Path(__file__).parent.parent / "src/guiju/checks/data/fold.txt"
HEAD = """\
# How single characters are folded before words are matched. Built by tools/fold_table.py; do not edit.
# Traditional to simplified: OpenCC {opencc} (Apache-2.0, see NOTICE). The rest: Unicode {unicode}.
# I, V, S: invisible, visible and white noise, as ranges of code points in hexadecimal.
# Other lines: what is folded to, a tab, and the characters folded to it.
"""
HANGUL = range(0xAC00, 0xD7A4)
BLANK_LETTERS = {0x115F, 0x1160, 0x3164, 0xFFA0}
ALIKE = """
ɐa ɔc ǝe ɟf ƃg ɓb ɗd ɠg ɥh ᴉi ıi ɾj ʞk ꞁl łl ɯm ŋn ɹr
ʇt ʌv ʍw ʎy øo đd ħh ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk
ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz аa вb еe кk мm
нh оo рp сc тt уy хx іi ѕs јj ԁd ԛq ԝw һh αa εe ιi κk
νv οo ρp τt υu χx 氵水 亻人 扌手 讠言 訁言 钅金 釒金 饣食 飠食 犭犬 忄心 礻示
衤衣 纟丝 糸丝 糹丝 艹草 刂刀 灬火 罒网 辶走 攵文 疒病 宀家 囗口 ⺡水 ⺅人 ⺘手 ⻈言 ⻐金
⻠食 ⺨犬 ⺖心 ⺭示 ⻂衣 ⺯丝 ⺾草 ⺉刀 ⺣火 ⻌走 ⺙文 莪我 伱你 沵你 囯国 囻国 恠怪 啲的
哋地 吥不 鈈不 湜是 恏好 侞如 洧有 佷很 滛淫 毐毒 葯药 儍傻 囬回 硪我 祢你 祂他 氷冰 灋法
亰京 秊年 羙美 蓅流 叧另 黒黑 髙高
"""
"""Letters written in place of others: turned, small, of other alphabets; radicals and rare characters for Han."""
INVISIBLE = {"Mn", "Me", "Cf"}
WHITE = {"Zs", "Zl", "Zp"}


def in_place() -> dict[str, str]:
    """What each letter of ALIKE, and each letter in a dark circle or square, stands for."""
    dark = {chr(first + at): chr(ord("a") + at) for first in (0x1F150, 0x1F170) for at in range(26)}
    return {pair[0]: pair[1] for pair in ALIKE.split()} | dark


LIKE = in_place()


def category_class(char: str) -> str:
    """I, V or S where the character is noise, else nothing."""
    if char in LIKE:
        return ""
    category = unicodedata.category(char)
    if category in INVISIBLE or ord(char) in BLANK_LETTERS:
        return "I"
    if category in WHITE or char in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85":
        return "S"
    return "" if category[0] in "LN" or category == "Mc" else "V"


def simplified(converters: list[opencc.OpenCC], char: str) -> str:
    """The simplified form of one character, by the first converter that knows one."""
    for converter in converters:
        found = str(converter.convert(char))
        if len(found) == 1 and found != char:
            return found
    return char


def unmarked(text: str) -> str:
    """Letters without their marks; Hangul syllables stay whole."""
    return "".join(c if ord(c) in HANGUL else unicodedata.normalize("NFD", c) for c in text)


def folded(converters: list[opencc.OpenCC], char: str) -> str:
    """What one character becomes, noise left out, folded until nothing changes."""
    before, after = "", char
    while before != after:
        before = after
        spread = unmarked(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", before).casefold()))
        after = "".join(LIKE.get(c) or simplified(converters, c) for c in spread if not category_class(c))
    return after


def ranges(points: list[int]) -> Iterator[str]:
    """Code points as hexadecimal ranges."""
    first = last = points[0]
    for point in [*points[1:], -1]:
        if point != last + 1:
            yield f"{first:X}-{last:X}"
            first = point
        last = point


def main() -> None:
    """Writes the table."""
    converters = [opencc.OpenCC(name) for name in ("t2s", "tw2s", "hk2s")]
    noise: dict[str, list[int]] = {"I": [], "V": [], "S": []}
    sources: dict[str, str] = {}
    for point in range(0x110000):
        char = chr(point)
        if 0xD800 <= point < 0xE000 or not (target := folded(converters, char)):
            noise[category_class(char) or "V"].append(point)
        elif target != char:
            sources[target] = sources.get(target, "") + char
    lines = [f"{kind} {' '.join(ranges(points))}" for kind, points in noise.items()]
    lines += [f"{target}\t{chars}" for target, chars in sorted(sources.items())]
    head = HEAD.format(opencc=opencc.__version__, unicode=unicodedata.unidata_version)
    TABLE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
