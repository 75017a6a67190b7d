"""The shipped lexicon: the project's own phrases and those that it takes from permissive lists.

Kept encoded, so that nobody who reads or searches the source meets its words; ``tools/lexicon.py`` builds it.
"""

from __future__ import annotations

import zlib
from base64 import b85decode, b85encode
from functools import cache
from importlib.resources import files

from guiju.checks.lexicon import Lexicon, lexicon_of

VERSION = "2026.11.23"

_WIDTH = 100


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that comes with this version."""
    text = decoded((files("guiju.checks") / "data" / "lexicon.b85").read_text("ascii"))
    return lexicon_of([("shipped", text)], VERSION)


def decoded(lines: str) -> str:
    """The text of an encoded list: base 85 in lines, of zlib, of UTF-8 lines as ``load_lexicon`` reads them.

    Raises ValueError for what is none.
    """
    try:
        return zlib.decompress(b85decode("".join(lines.split()))).decode()
    except zlib.error as fault:
        raise ValueError(str(fault)) from None


def encoded(text: str) -> str:
    """The same way back."""
    code = b85encode(zlib.compress(text.encode(), 9)).decode()
    return "\n".join(code[at : at + _WIDTH] for at in range(0, len(code), _WIDTH)) + "\n"
