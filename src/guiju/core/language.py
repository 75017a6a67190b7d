"""The language in which a person is answered: Chinese or English."""

from __future__ import annotations

import re
from typing import Final, Literal

Lang = Literal["zh", "en"]

LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
"""All of them."""

_LOOKED_AT = 2000
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_WORD = re.compile(r"[^\W\d_]+")


def lang_of(text: str, otherwise: Lang = "zh") -> Lang:
    """``zh`` where at least half of the words are Han characters (each is a word), else ``en``.

    Looks at the first 2,000 characters; a text without any word is in ``otherwise``.
    """
    start = text[:_LOOKED_AT]
    han = len(_HAN.findall(start))
    others = len(_WORD.findall(_HAN.sub(" ", start)))
    if not han and not others:
        return otherwise
    return "zh" if han >= others else "en"
