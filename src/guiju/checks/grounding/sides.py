"""Sides: on which side a sentence stands where it can stand on two, as it denies or affirms, or says more or less."""

from __future__ import annotations

import re
from typing import Final

_DENIED: Final = re.compile(
    r"不(?!断|仅|同|少|过|久|得不|只|但|论|管|止|妨|禁|愧|惜|锈|动产|倒翁|好意思|光|单)|没有?|未(?!来|必|婚|知数)|(?<!毫)无(?!论|数|线|人机|疑|锡|偿|限)|"
    r"并非|绝非|尚未|从未|否认|拒绝|禁止|"
    r"\b(?:not|no|never|none|neither|nor|without|cannot|denied|denies|refused|failed)\b|n['’]t\b",
    re.IGNORECASE,
)
_PAIRS: Final = (
    ("上升|上涨|增长|增加|提高|提升|扩大|走高", "下降|下跌|减少|降低|缩小|下滑|走低"),
    ("高于|超过|多于|大于", "低于|不足|少于|小于"),
    ("盈利|赚", "亏损|亏"),
    ("成功", "失败"),
    ("赞成|同意|支持|批准|通过", "反对|否决|拒绝|驳回"),
    ("允许|可以|应当", "禁止|不得|不可以"),
    ("开始|启动|开幕", "结束|终止|闭幕"),
    ("进口", "出口"),
    ("胜|赢|击败", "负于|输给|不敌"),
    ("最高|最大|最多|最早", "最低|最小|最少|最晚"),
    ("之前|以前", "之后|以后"),
    ("东部|东侧", "西部|西侧"),
    ("南部|南侧", "北部|北侧"),
    (r"\bincreas\w*|\bris(?:e|es|ing|en)\b|\brose\b|\bgr[eo]w\w*",
     r"\bdecreas\w*|\bfall\w*\b|\bfell\b|\bdeclin\w*|\bdrop\w*"),
    (r"\bmore than\b|\babove\b|\bover\b", r"\bless than\b|\bbelow\b|\bunder\b|\bfewer than\b"),
    (r"\bbefore\b", r"\bafter\b"),
    (r"\bsucceed\w*|\bsuccess\w*", r"\bfail\w*"),
    (r"\ballow\w*|\bpermit\w*", r"\bprohibit\w*|\bban(?:s|ned)?\b|\bforbid\w*"),
    (r"\baccept\w*|\bapprov\w*", r"\breject\w*|\brefus\w*"),
    (r"\bwon\b|\bwin\w*", r"\blost\b|\blos[es]\w*"),
    (r"\bfirst\b|\bearliest\b", r"\blast\b|\blatest\b"),
    (r"\bbest\b|\bhighest\b|\blargest\b|\bmost\b", r"\bworst\b|\blowest\b|\bsmallest\b|\bleast\b"),
    (r"\beast\w*", r"\bwest\w*"),
    (r"\bnorth\w*", r"\bsouth\w*"),
)  # fmt: skip
_OPPOSITES: Final = tuple((re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in _PAIRS)


def denials(text: str) -> int:
    """How often a text denies."""
    return len(_DENIED.findall(text))


def opposed(claim: str, passage: str) -> bool:
    """Whether a claim has one word of a pair of opposites where a passage about the same has only the other."""
    for one, other in _OPPOSITES:
        here, there = (bool(one.search(claim)), bool(other.search(claim))), (
            bool(one.search(passage)), bool(other.search(passage)),
        )  # fmt: skip
        if here != there and here[0] != here[1] and there[0] != there[1]:
            return True
    return False
