"""Finding a notice in a text: the words, whoever chose them, by which a text says of itself that it was generated.

A notice is a short line of its own, or in brackets of its own, among the first or the last lines (GB 45438-2025, 5.1).
Sentences about generated content are none, nor is one that says that nothing was generated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from guiju.labels.text import notice

LOOKED_AT: Final = 8  # own number: lines at either end among which a notice may stand behind titles, dates and licences
_LONGEST: Final = 120  # own number: characters of a notice with all that is said beside it

_AI: Final = r"(?:人工智能|AIGC|AI)(?:\(AI\)|技术|大模型|大语言模型|模型|工具|助手|算法|系统|软件|平台|智能体)*"
_MADE: Final = r"(?:生成(?:合成|、合成|和合成|与合成|/合成|或合成)?|合成)"
_BRANDS: Final = (
    r"(?:ChatGPT|GPT-?[\d.o]*|DeepSeek|豆包|文心一言|通义千问|千问|Kimi|智谱清言|元宝|讯飞星火|Claude|Gemini|Copilot|Midjourney|"
    r"Stable ?Diffusion|大模型|大语言模型|语言模型)"
)
_THING: Final = (  # none of them two others in a row, for which there would be two ways at every place
    r"(?:内容|文字|文本|文案|文章|文档|文件|文|正文|回答|答案|回复|摘要|总结|图片|图像|插图|配图|图|照片|封面|视频|音频|语音|声音|配音|音乐|"
    r"歌曲|代码|程序|数据|报告|作品|页面|网页|信息|结果|翻译|译文|故事|小说|消息|对话|评论|简介|描述|标题|新闻|稿件|材料|素材|画面)"
)
_SAID: Final = r"(?:(?:作者|特别|温馨|重要|免责|友情|风险)?(?:声明|提示|说明|提醒)|注|备注|标识)[:：,]?"
_WHICH: Final = (
    rf"(?:本|此|该|以上|以下|上述|全部|部分|所有|文中|本页)?(?:(?:篇|段|张|条|次|页|个|期|份|部分)?{_THING}(?:和|及|与|、)?)*"
    r"(?:均|都|全部|部分|主要|大部分|完全)?(?:可能|或许?)?(?:疑似)?(?:含有?|包含|包括|涉及)?(?:是|为|系|属于|来源于|来自)?(?:部分)?"
)
_BY: Final = r"(?:由|经由?|使用|利用|借助|通过|采用|基于|用)(?:[\w.\-《》]{1,12}?(?<![撰写创作编译]))??"
_HOW: Final = r"(?:自动|辅助|协助|智能|参与|直接|进行|所|而)?"
_BESIDE: Final = (
    r"(?:[,;。.!:、]?(?:内容)?(?:仅供.{1,8}|(?:敬?请|注意|谨慎|仔细|自行|务必|认真)+(?:甄别|核实|鉴别|辨别|辨识|判断|识别|核对|使用|参考|"
    r"谨慎|注意).{0,6}|不代表.{1,16}|不构成.{1,16}|(?:可能|或)(?:存在|有|包含|含有|不).{1,14}|(?:并|且|已)*经?(?:人工|编辑|作者|专家).{2,12}|"
    r"如有.{1,14}|请勿.{1,12}|(?:我们|平台)?(?:不保证|无法保证|不对).{1,18}|版权.{1,14})){0,3}+"
)
_ZH: Final = rf"(?:{_SAID})?{_WHICH}(?:{_BY})?{_AI}{_HOW}{_MADE}的?{_THING}*{_BESIDE}"
_ZH_LESS: Final = (
    rf"(?:{_SAID})?{_WHICH}(?:(?:由|使用|利用|借助|通过)(?:{_AI}){_HOW}(?:创作|制作|撰写|绘制|编写|写作|完成)|"
    rf"(?:由|使用|利用|借助|通过){_BRANDS}{_HOW}{_MADE}|AI(?:创作|绘画|制作|写作))的?{_THING}*{_BESIDE}"
)
_WORK: Final = (
    r"(?:content|text|article|post|page|document|file|image|picture|photo|illustration|video|audio|voice|speech|music|song|"
    r"code|summary|answer|response|reply|translation|story|media|material|output|message|report|work|module)s?"
)
_DONE: Final = r"(?:generated|synthesi[sz]ed|created|produced|written|made|drafted|composed)"
_EN_AI: Final = (
    r"(?:generative)?(?:ai|artificialintelligence(?:\(ai\))?)(?:tools?|technology|assistants?|models?|systems?)*"
)
_EN_BRANDS: Final = (
    r"(?:chatgpt|gpt-?[\d.o]*|claude(?:code)?|gemini|copilot|deepseek|midjourney|dall-?e|a?largelanguagemodel|anllm)"
)
_EN_IS: Final = r"(?:is|was|are|were|hasbeen|havebeen|(?:maybe|mayhavebeen|mightbe|possibly)|contains?|includes?)?"
_EN_HOW: Final = r"(?:(?:possibly)|(?:suspected(?:tobe)?)|partially|partly|fully|entirely|automatically)*"
_EN: Final = (
    rf"(?:(?:disclaimer|note|notice|warning):?)?(?:this|the|these|all|some|above|following)*(?:{_WORK})*(?:above|below|onthispage)?"
    rf"{_EN_IS}{_EN_HOW}(?:ai-?(?:generated|synthesi[sz]ed|created|written|made|produced)(?:{_WORK})*|"
    rf"{_DONE}(?:automatically|entirely|partly)?(?:by|with|using|withthehelpof)(?:an|a|the)?(?:{_EN_AI}|{_EN_BRANDS}))"
    r"(?:[,.;](?:and|please|for|it|may|reviewed|verify|check|not|do)[a-z,.;' -]{0,80})?"
)
_NAMED: Final = re.compile(_ZH, re.IGNORECASE)
_LESS: Final = re.compile(_ZH_LESS, re.IGNORECASE)
_ENGLISH: Final = re.compile(_EN)
_MIXED: Final = re.compile(
    rf"(?:(?P<first>{_EN})[.,:]?)?(?P<zh>[^a-z]*?[\u4e00-\u9fff].*[\u4e00-\u9fff])[.,:。]?"
    rf"(?P<last>{_EN})?",
    re.IGNORECASE,
)
_PARTED: Final = re.compile(r"\s*[·|•‧;]\s*|\s+[-—–/]+\s+")
_DENIED: Final = re.compile(
    r"非|不是|不含|不属于|未(?:使用|经|采用|用)|没有|并无|禁止|不得|如何|是否|怎|吗|\?|与AI|\bnot\b|n't|\bno\b",
    re.IGNORECASE,
)
_EDGE: Final = " \t\r\n\f#/*-;%\"'`<>!=_~|>•.。!:,，…\u200b\ufeff\ufe0f"
_OPEN: Final = "【[(（〔「《{"
_CLOSE: Final = "】])）〕」》}"
_FRONT: Final = re.compile(rf"\s*[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}]{{2,80}})[{re.escape(_CLOSE)}]")
_BACK: Final = re.compile(
    rf"[{re.escape(_OPEN)}]([^{re.escape(_OPEN + _CLOSE)}]{{2,80}})[{re.escape(_CLOSE)}][\s.。!！]*\Z"
)


@dataclass(frozen=True, slots=True)
class Noticed:
    """A notice: its words, the label value that it states (1 is, 2 may be, 3 is suspected), and whether it holds both
    elements: 人工智能 or AI, and 生成 or 合成."""

    words: str
    value: str
    both: bool


def written(value: str) -> str:
    """The notice of the house in both languages on one line. ValueError where the value is none of 1, 2, 3."""
    chinese, english = notice("zh", value)[1:-1], notice("en", value)[1:-1].partition(" · ")[0]
    return f"【{chinese} · {english}】"


def noticed(text: str, tail: str = "") -> Noticed | None:
    """The notice at the start or the end of a text, one with both elements before one without; None where there is
    none. ``tail`` is the end of a text of which ``text`` is the start, where it is not read whole."""
    found = None
    for words in _candidates(text, tail or text):
        one = said(words)
        if one and one.both:
            return one
        found = found or one
    return found


def said(line: str) -> Noticed | None:
    """The notice that a line, or what stands in brackets, is as a whole; None for any other."""
    words = _bare(line)
    if not 2 <= len(words) <= _LONGEST or not re.search(
        "AI|人工智能|模型|artificial|gpt|generated|生成", words, re.IGNORECASE
    ):
        return None
    values, both, parts = set[str](), False, [part for part in _PARTED.split(words) if part]
    for part in parts:
        one = _part(part)
        if one is None:
            return None
        values.add(one.value)
        both = both or one.both
    return Noticed(words, max(values, default="1"), both) if parts else None


def _part(part: str) -> Noticed | None:
    """One language's half of a notice."""
    compact = re.sub(r"\s+", "", _bare(part))
    head = re.split(r"[,;。]", compact, maxsplit=1)[0]
    if _DENIED.search(head) or _DENIED.search(part.split(",")[0]):
        return None
    for pattern, both in ((_NAMED, True), (_LESS, False), (_ENGLISH, False)):
        found = pattern.fullmatch(compact if pattern is not _ENGLISH else compact.lower())
        if found:
            return Noticed(part, _value(head), both)
    mixed = _MIXED.fullmatch(compact.lower())
    if mixed and (mixed["first"] or mixed["last"]):
        inner = _part(mixed["zh"].upper())
        return Noticed(part, inner.value, inner.both) if inner else None
    return None


def _value(head: str) -> str:
    if re.search("疑似|suspected", head, re.IGNORECASE):
        return "3"
    return "2" if re.search("可能|或许|possibly|maybe|mayhave|might", head, re.IGNORECASE) else "1"


def _candidates(text: str, tail: str) -> Iterator[str]:
    """Lines and brackets that may be a notice."""
    first = [line for line in text.splitlines() if line.strip()][:LOOKED_AT]
    last = [line for line in tail.splitlines() if line.strip()][-LOOKED_AT:]
    yield from first
    yield from last
    if first and (found := _FRONT.match(first[0])):
        yield found[1]
    if last and (found := _BACK.search(last[-1][-200:])):
        yield found[1]


def _bare(line: str) -> str:
    """A line without what decorates it: brackets around it, signs of comments, quotations and emphasis, pictograms."""
    if len(line) > 4 * _LONGEST:
        return ""
    words = unicodedata.normalize("NFKC", line)
    while words:
        cut = words.strip(_EDGE)
        if cut and (cut[0] in _OPEN or unicodedata.category(cut[0]) == "So"):
            cut = cut[1:]
        elif cut and (cut[-1] in _CLOSE and not _closed(cut)):
            cut = cut[:-1]
        if cut == words:
            break
        words = cut
    return words


def _closed(words: str) -> bool:
    """Whether the last bracket closes one that stands within."""
    return any(sign in words for sign in _OPEN)
