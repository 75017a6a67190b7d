"""The starter list: the project's own words, for an operator who has no list yet.

Kept encoded, so that nobody who reads or searches the source meets its words; ``tools/starter.py`` shows and
replaces them.
"""

from __future__ import annotations

import zlib
from base64 import b85decode, b85encode
from importlib.resources import files

from guiju.checks.lexicon import Lexicon, lexicon_of

VERSION = "starter-2026.11"

_SOURCE = "starter"
_WIDTH = 100


def starter_lexicon() -> Lexicon:
    """The starter list as a lexicon."""
    text = decoded((files("guiju.checks") / "data" / "starter.b85").read_text("ascii"))
    return lexicon_of([(_SOURCE, text)], VERSION)


def decoded(lines: str) -> str:
    """The text of an encoded list: base 85 in lines, of zlib, of UTF-8 lines as ``load_lexicon`` reads them."""
    return zlib.decompress(b85decode("".join(lines.split()))).decode()


def encoded(text: str) -> str:
    """The same way back."""
    code = b85encode(zlib.compress(text.encode(), 9)).decode()
    return "\n".join(code[at : at + _WIDTH] for at in range(0, len(code), _WIDTH)) + "\n"
