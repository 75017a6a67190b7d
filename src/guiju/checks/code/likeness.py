"""Likeness: whether a value looks like a secret, or like what stands in the place of one."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final

_STANDS_IN: Final = re.compile(
    r"your[_\- ]?|\bmy[_-](?:secret|token|key|pass)|example|sample|placeholder|change[_-]?(?:me|it|this)|dummy|fake|"
    r"redacted|replace|insert|foobar|\*{3}|\.\.\.|…|todo|fixme|<[^>]{0,60}>|\{\{|\A\{\w+\}\Z|\$\{|\$\(|%\(|%[sd]\b|(?<![a-z])test(?![a-z])|"
    r"0{6}|1{6}|x{4}|not[_-]?a[_-]?real|示例|样例|你的|您的|填写|替换|占位|此处|自己的",
    re.IGNORECASE,
)
_USUAL: Final = frozenset(
    re.findall(
        r"\w+",
        "password passwd pass secret token key apikey none null nil true false undefined default admin root user "
        "username guest postgres mysql redis rabbitmq mongo test testing string str text value hidden required "
        "optional empty tiger changeit letmein basic bearer credentials credential localhost env self this",
    )
)
_LOOKED_UP: Final = re.compile(
    r"(?:os\.|process\.|env[.(\[]|getenv|config|settings|secrets?\.|self\.|this\.|args?\.|input\(|getpass|prompt|vault|request\.|"
    r"req\.|props|params|options|\$[A-Za-z_{(]|@|&|:|%[A-Z_]+%|[\w.:-]+[(\[{]|[a-z_]\w{0,40}\.[A-Za-z_]+\b(?!\d)"
    r"|(?:[A-Z]{1,4}\d{0,2})?(?:[A-Z][a-z]{2,}\d?){2,}\Z)"
)
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NAMES_PARTS: Final = re.compile(
    r"[A-Za-z_][a-z_]*(?:[._:/-][A-Za-z_]+)*|[a-z]{2,}(?:[A-Z][a-z]+)+|(?:[A-Z][a-z]+){2,}"
)
_HEX: Final = re.compile("[0-9a-fA-F]+")
_LEAST_HEX: Final = 20
_IN_ORDER: Final = ("0123456789", "9876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")
_DOCUMENTED: Final = frozenset(
    ("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c")
)
"""Keys that the documents of their makers show as examples."""


def stands_in(value: str) -> bool:
    """Whether a value is an example or keeps a place free for one."""
    if value in _DOCUMENTED or _STANDS_IN.search(value) or len(set(value)) < min(5, len(value)):
        return True
    low = value.lower()
    return low in _USUAL or any(
        low[at : at + 8] in row for row in _IN_ORDER for at in range(0, max(1, len(low) - 7), 4)
    )


def looked_up(value: str) -> bool:
    """Whether a value without quotes is read from elsewhere and not written here."""
    return bool(_LOOKED_UP.match(value))


def is_key(value: str) -> bool:
    """Whether a value is random enough for a key: long, of many characters, with a digit; no UUID and no name."""
    if len(value) < 16 or not any(map(str.isdigit, value)) or _UUID.fullmatch(value) or _NAMES_PARTS.fullmatch(value):
        return False
    if _HEX.fullmatch(value):
        return len(value) >= _LEAST_HEX and entropy(value) >= 2.8 and not stands_in(value)
    return entropy(value) >= 3.3 and not stands_in(value)


def is_password(value: str) -> bool:
    """Whether a value is a password that somebody set: not a word, a name, a number or a free place."""
    if not 6 <= len(value) <= 128 or " " in value or stands_in(value) or _UUID.fullmatch(value):
        return False
    kinds = sum(bool(re.search(kind, value)) for kind in ("[a-z]", "[A-Z]", "[0-9]", r"[^A-Za-z0-9_\-./]"))
    return kinds >= 2 and not _NAMES_PARTS.fullmatch(value) and len(set(value)) >= 5


def entropy(value: str) -> float:
    """Bits a character, by the frequencies in the value itself."""
    size = len(value)
    return -sum(n / size * math.log2(n / size) for n in Counter(value).values())
