"""Sentences: what an answer claims, one by one, and the language in which it does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

from guiju.core.check import Span

Tongue = Literal["zh", "en", ""]

_SENTENCE: Final = re.compile(r"[^。！？!?\n；;]+?(?:[。！？!?；;]+[”\"'’」』）)]*|\n|\.(?=\s|$)|$)")
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA_HANGUL: Final = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_LATIN: Final = re.compile("[A-Za-z]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_ENGLISH: Final = re.compile(
    r"\b(?:the|of|and|to|in|is|was|are|were|a|an|that|for|on|with|by|at|it|from|as|has|have|be|this|which|or|not|he|she"
    r"|they|you|we|his|her|their|your|its|who|will|can|but|if|when|before|after|about|than|more|there|had|been|no|do|did"
    r"|does|only|one|two|each|every)\b",
    re.IGNORECASE,
)
_OTHER_LATIN: Final = re.compile(
    r"\b(?:der|die|das|und|ist|nicht|ein|eine|le|la|les|des|est|une|dans|pour|el|los|las|una|que|para|het|een|niet|och|att"
    r"|il|di|che|per|não|com|uma|jest|nie|và|của|yang|dan)\b|[ßàâçèéêëìíîïñòóôõùúûąęłżšžčřåæø]",
    re.IGNORECASE,
)
_NO_CLAIM: Final = re.compile(
    r"[？?]\s*[”\"]?$|^(?:你好|您好|谢谢|希望|如果您?还有|以上|综上所述|好的|当然)[^，,]{0,8}[。！!]?$"
    r"|^(?:hello|hi|thanks|thank you|sure|of course|i hope|let me know)\b[^.]{0,60}[.!]?$"
    r"|(?:资料|文中|材料|原文|段落|上下文)(?:里|中|内)?(?:没有|未|并未|无法)|(?:无法|不能)(?:从|根据).{0,12}(?:得知|确定|判断|回答)"
    r"|\b(?:passage|text|context|document|source)s?\b.{0,24}\b(?:do(?:es)? not|doesn't|don't|no)\b",
    re.IGNORECASE,
)
_LEAST: Final = 4
_SHORT: Final = 100
_CLAUSE: Final = re.compile(r"(?:[^，,;；:：。！？!?\n|]|(?<=\d)[,:](?=\d))+")


def sentences(text: str) -> Iterator[Span]:
    """The places of the sentences that claim something."""
    for found in _SENTENCE.finditer(text):
        said = found[0].strip()
        if len(said) >= _LEAST and _LETTER.search(said) and not _NO_CLAIM.search(said):
            start = found.start() + len(found[0]) - len(found[0].lstrip())
            yield start, start + len(said)


def tongue(text: str) -> Tongue:
    """Chinese or English, or neither of the two: then nothing can be said about it."""
    letters = len(_LETTER.findall(text))
    han, latin = len(_HAN.findall(text)), len(_LATIN.findall(text))
    if not letters or len(_KANA_HANGUL.findall(text)) * 10 > letters:
        return ""
    if han * 3 >= letters:
        return "zh"
    english, other = len(_ENGLISH.findall(text)), len(_OTHER_LATIN.findall(text))
    if latin * 10 >= letters * 9 and other <= english and (latin < _SHORT or english * 40 >= latin):
        return "en"
    return ""


def clauses(text: str) -> Iterator[str]:
    """What stands between commas, colons and the ends of sentences."""
    for found in _CLAUSE.finditer(text):
        if len(found[0].strip()) >= _LEAST:
            yield found[0].strip()
