"""Signs: what an attack on a model looks like, as far as it can be told exactly."""

from __future__ import annotations

import binascii
import codecs
import re
from base64 import b64decode
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from string import ascii_lowercase, ascii_uppercase

_OVERRIDE = re.compile(
    r"(?:忽略|无视|忘记|忘掉|抛开|不要理会|不用管|绕过|推翻|覆盖)(?:掉|了)?(?:你)?(?:之前|以前|先前|此前|以上|上面|上述|前面|所有|全部|一切|原来|原有|系统|开发者)"
    r"[^。！？\n]{0,12}(?:指令|指示|规则|设定|提示|要求|限制|约束|命令|守则|准则)"
    r"|(?:ignore|disregard|forget|override|bypass|drop|discard)\s+(?:\w+\s+){0,3}?"
    r"(?:previous|prior|above|earlier|preceding|all|any|your|system|initial|original)\s+(?:\w+\s+){0,3}?"
    r"(?:instructions?|prompts?|rules?|guidelines?|directives?|commands?|restrictions?|polic(?:y|ies))"
    r"|(?:reveal|print|show|repeat|output|leak)\s+(?:me\s+)?(?:your|the)\s+(?:\w+\s+){0,2}?(?:system|hidden|initial)\s+(?:prompt|instructions?)"
    r"|(?:输出|打印|重复|透露|告诉我|泄露|显示)(?:一下)?你的?(?:完整的?|全部的?|初始|原始|隐藏的?)?(?:系统提示词?|系统指令|初始指令|隐藏指令)",
    re.IGNORECASE,
)
_ABOUT = (
    "指令", "指示", "规则", "设定", "提示", "要求", "限制", "约束", "命令", "守则", "准则",
    "instruction", "prompt", "rule", "guideline", "directive", "command", "restriction", "polic",
)  # fmt: skip
"""Without one of these words nothing is overridden."""

_VERBS = (
    "忽略", "无视", "忘记", "忘掉", "抛开", "不要理会", "不用管", "绕过", "推翻", "覆盖", "输出", "打印", "重复",
    "透露", "告诉我", "泄露", "显示", "ignore", "disregard", "forget", "override", "bypass", "drop", "discard",
    "reveal", "print", "show", "repeat", "output", "leak",
)  # fmt: skip
"""Nor without one of these."""

_OPENS = re.compile(r"<(\w{1,12})\b")
_NAME = 13
_HIDES = re.compile(
    r"display\s*+:\s*+none|visibility\s*+:\s*+hidden"
    r"|font-size\s*+:\s*+[01](?:px|pt)?\b|color\s*+:\s*+(?:white|#fff(?:fff)?)\b"
    r"|opacity\s*+:\s*+0\b",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"!\[[^\]\n]{0,80}+\]\(\s*+https?://(?=([^\s)]{2,300}))", re.IGNORECASE)
_TAKES = re.compile(
    r"[?&/=][^\s)?&/=]{0,80}?(?:[{\[<]|%7B)"
    r"|[?&/=][^\s)?&/=]{0,40}?(?:secret|history|conversation|prompt|password|token|api_?key|data)=",
    re.IGNORECASE,
)
_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{24,4000}={0,2}(?![\w+/])")
_HEX = re.compile(r"(?<!\w)(?:[0-9a-fA-F]{2}[ ]?){16,2000}(?!\w)")
_ROT = re.compile(r"\brot[- ]?13\b|凯撒密码|caesar", re.IGNORECASE)
_LEET = re.compile(r"(?=\w{0,12}[0134578@$])(?=\w{0,12}[a-zA-Z])[\w@$]{2,20}")
_LEET_LETTERS = str.maketrans("0134578@$", "oieastbas")
_DIGIT = re.compile(r"[0134578@$][a-zA-Z]|[a-zA-Z][0134578@$]")
_PLUS = re.compile(r"[+＋]")
_PART = re.compile(
    r"(?<!\w)([A-Za-z]\w{0,11}|[甲乙丙丁])\s{0,3}(?:=|：|:|是|为)\s{0,3}[\"'“‘「]([^\"'”’」\n]{1,80})[\"'”’」]"
)
_SUM = re.compile(r"(?<!\w)(?:[A-Za-z]\w{0,11}|[甲乙丙丁])(?:\s{0,3}[+＋]\s{0,3}(?:[A-Za-z]\w{0,11}|[甲乙丙丁])){1,20}")
_TURN = re.compile(
    r"^\s{0,4}(?:\*\*)?(?:(user|human|q|用户|人类|问)|(?:assistant|ai|a|助手|模型|答))(?:\*\*)?\s{0,2}[:：]",
    re.IGNORECASE | re.MULTILINE,
)
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_TAGS = re.compile("[\U000e0020-\U000e007e]{8,}")

SHOTS = 6
"""Turns of each side in one message from which it is a dialogue made up to lead the model on."""

_LEAST, _MOST = 8, 600
"""Characters that something unseen has."""
_NEAR = 200
"""Characters between a tag's name and what hides it, and from there to the tag's end."""

_LIMIT = 20_000
"""Characters in which hidden payloads are looked for."""
_PAYLOADS = 16
_LEET_WORDS = 3


def overrides(text: str) -> bool:
    """Whether a text tells the model to put its instructions aside, or to give them away."""
    lower = text.lower()
    named = any(word in lower for word in _ABOUT) and any(word in lower for word in _VERBS)
    return named and _OVERRIDE.search(text) is not None


def exfiltrates(text: str) -> bool:
    """Whether a text shows an image whose address takes something out."""
    images = _IMAGE.finditer(text) if "![" in text else ()
    return any(_TAKES.search(image[1], 1) is not None for image in images)


def unseen(text: str) -> Iterator[str]:
    """What stands in a document for a machine but not for a reader."""
    yield from _comments(text)
    yield from _hidden(text) if "</" in text else ()
    for found in _TAGS.finditer(text):
        yield "".join(chr(ord(char) - 0xE0000) for char in found[0])


def _comments(text: str) -> Iterator[str]:
    start = text.find("<!--")
    while start >= 0:
        begin, end = start + 4, text.find("-->", start + 4 + _LEAST, start + 4 + _MOST + 3)
        if end >= 0:
            yield text[begin:end]
        start = text.find("<!--", begin if end < 0 else end)


def _hidden(text: str) -> Iterator[str]:
    """What tags hold that say of themselves that they are not shown. Each tag is looked at once."""
    hiding = ((text.find(">", found.end(), found.end() + _NEAR + 1), found.start()) for found in _HIDES.finditer(text))
    before = 0
    for close, group in groupby(hiding, itemgetter(0)):
        starts = [start for _, start in group]
        if close < before:
            continue
        begin = max(before, text.rfind(">", before, starts[0]) + 1, starts[0] - _NEAR - _NAME)
        before = close + 1
        held = text[before : before + _MOST + _NAME + 1]
        lower = held.translate(_LOWER)
        for tag in _OPENS.finditer(text, begin, close):
            at = bisect_left(starts, tag.end())
            if at < len(starts) and starts[at] - tag.end() <= _NEAR:
                name = "</" + tag[1].translate(_LOWER)
                end = lower.find(name, _LEAST, _MOST + len(name))
                if end >= 0:
                    yield held[:end]
                    before += end
                    break


def is_many_shot(text: str) -> bool:
    """Whether a message holds a long dialogue of its own."""
    if text.count("\n") < 2 * SHOTS - 1:
        return False
    turns = [bool(found[1]) for found in _TURN.finditer(text)]
    return turns.count(True) >= SHOTS and turns.count(False) >= SHOTS


def payloads(text: str) -> list[str]:
    """What is written in a text in base 64, hexadecimal, rot 13 or leet, or in parts that are to be joined."""
    found = list[str]()
    for payload in _payloads(text[:_LIMIT]):
        found.append(payload)
        if len(found) == _PAYLOADS:
            break
    return found


def _payloads(text: str) -> Iterator[str]:
    for run in _BASE64.finditer(text):
        if shown := _readable(_unbased(run[0])):
            yield shown
    for run in _HEX.finditer(text):
        if shown := _readable(bytes.fromhex(run[0].replace(" ", ""))):
            yield shown
    if _ROT.search(text) is not None:
        yield codecs.encode(text, "rot13")
    if _DIGIT.search(text) and len(_LEET.findall(text)) >= _LEET_WORDS:
        yield _LEET.sub(lambda word: word[0].translate(_LEET_LETTERS), text)
    parts = {part[1]: part[2] for part in _PART.finditer(text)} if _PLUS.search(text) else {}
    for total in _SUM.finditer(text) if len(parts) > 1 else ():
        names = re.split(r"\s*[+＋]\s*", total[0])
        if all(name in parts for name in names):
            yield "".join(parts[name] for name in names)


def _unbased(run: str) -> bytes:
    try:
        return b64decode(run + "=" * (-len(run) % 4), validate=False)
    except binascii.Error:
        return b""


def _readable(data: bytes) -> str:
    """The bytes as text, or nothing where they are none."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return (
        text
        if len(text) >= 6 and sum(char.isalpha() or char in " ,.?!，。？！" for char in text) >= 0.8 * len(text)
        else ""
    )
