"""Sentence: the stretch in which a name in Latin letters, or a person beside something sensitive, is read whole."""

from __future__ import annotations

import re

SENTENCE_LIMIT = 186
"""Characters of a sentence; a longer one ends at its last pause before that, or there."""

_CODE = 64
_ENDS = "。！？；!?;\n"
_HAN = "\u4e00-\u9fff"
_SENTENCE = re.compile(
    rf"[^\s{_HAN}{_ENDS}]{{{_CODE}}}|[^A-Za-z{_HAN}{_ENDS}]{{{_CODE}}}"
    rf"|[^{_ENDS}]{{0,{SENTENCE_LIMIT - 1}}}[{_ENDS}]"
    rf"|(?=[^{_ENDS}]{{{SENTENCE_LIMIT}}})[^{_ENDS}]{{1,{SENTENCE_LIMIT}}}(?:(?<=[，、,：的了])|(?<=[A-Za-z][ ]))"
    rf"|[^{_ENDS}]{{1,{SENTENCE_LIMIT}}}"
)


def sentence_ends(text: str) -> list[int]:
    """The places where the sentences of a text end. What is no prose is cut in even pieces."""
    return [found.end() for found in _SENTENCE.finditer(text)]


def sentence_cut(text: str, ends: list[int]) -> int:
    """The last of the ends that nothing which follows can move; 0 where there is none."""
    if not text or text[-1] in _ENDS:
        return len(text)
    return ends[-2] if len(ends) > 1 else 0
