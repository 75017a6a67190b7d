"""Phrase: a stretch that is read by itself: no name, address or organisation crosses its ends or looks beyond."""

from __future__ import annotations

import re

PHRASE_LIMIT = 62
"""Characters of a phrase that has Han characters to its end; a longer one is read as several."""

_LEAD, _GAP = 4, 20
_OPENS = "我你您他她它这那把被让给但而却哪谁什怎没很就"
_CLOSES = "的了说吗呢吧啊哦么、,;。!?\n，；！？"
_HAN = f"[{''.join(chr(at) for at in range(0x4E00, 0xA000) if chr(at) not in _OPENS + _CLOSES)}]"
_FIRST = f"{_HAN[:-1]}{_OPENS}]"
_OTHER = rf"[^\u4e00-\u9fff{_CLOSES}]"
_HAN_PHRASE = (
    # What has nothing but Han characters in it is what the second line finds as well, with more steps.
    rf"{_FIRST}{_HAN}{{0,{PHRASE_LIMIT - 1}}}+(?:[{_CLOSES}]|(?=[{_OPENS}]))|"
    rf"(?:[{_OPENS}]|(?={_OTHER}{{0,{_LEAD}}}{_HAN})[^{_OPENS}])"
    rf"(?:{_HAN}|{_OTHER}(?={_OTHER}{{0,{_GAP - 1}}}{_HAN})){{0,{PHRASE_LIMIT - 1}}}{_OTHER}{{0,{_GAP}}}[{_CLOSES}]?|"
)
_PHRASE = re.compile(f"{_HAN_PHRASE}.", re.DOTALL)
_FAR = re.compile(rf"[^\u4e00-\u9fff]{{{2 * _GAP}}}")
"""Where there is much that is far from any of Han."""
_PHRASE_OR_FAR = re.compile(rf"{_HAN_PHRASE}([^\u4e00-\u9fff]+(?=[^\u4e00-\u9fff]{{{_LEAD}}}))|.", re.DOTALL)
"""The same, with what is far from any of Han as one: each character of it is a phrase."""
_OTHER_ONE = re.compile(_OTHER)


def phrase_ends(text: str) -> list[int]:
    """The places where the phrases of a text end: after a particle or a pause, or before a word that opens another.

    Characters far from any of Han are phrases by themselves.
    """
    if not _FAR.search(text):
        return [found.end() for found in _PHRASE.finditer(text)]
    ends = list[int]()
    for found in _PHRASE_OR_FAR.finditer(text):
        if found.lastindex:
            ends += range(found.start() + 1, found.end() + 1)
        else:
            ends.append(found.end())
    return ends


def phrase_cut(text: str, ends: list[int]) -> int:
    """The last of the ends that nothing which follows can move; 0 where there is none."""
    if not ends or text[-1] in _CLOSES:
        return len(text)
    at = len(ends) - 1
    lead = 0
    while (
        at >= 0
        and lead < _LEAD
        and ends[at] - (ends[at - 1] if at else 0) == 1
        and _OTHER_ONE.match(text, ends[at] - 1)
    ):
        at, lead = at - 1, lead + 1
    if lead:
        return ends[at] if at >= 0 else 0
    return ends[-2] if len(ends) > 1 else 0
