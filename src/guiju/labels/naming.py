"""What a field that holds a label is called, by the guides and by those who write their own way."""

from __future__ import annotations

import re
from typing import Final

_NAMED: Final = re.compile(r"(?:TC260[:._ -]?)?AIGC(?:[:._ -]?(?:Label|Metadata|Info))?", re.IGNORECASE)
_HELD: Final = re.compile(
    r'\s*+(?:\{\s*+"AIGC"\s*+:|AIGC\s*+[:=]?\s*+\{|\{\s*+"Label"\s*+:\s*+"?\d?"?\s*+,\s*+"ContentProducer")'
)


def named(key: str) -> bool:
    """Whether a field of this name is meant for a label (annex E: the name contains AIGC). A name that says more than
    that, as ``AIGC_TOOL``, is another matter."""
    return _NAMED.fullmatch(key.strip("\0 \t")) is not None


def held(text: str) -> bool:
    """Whether a text is itself a label, as comments and descriptions hold it."""
    return _HELD.match(text) is not None
