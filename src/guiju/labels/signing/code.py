"""The signature of a label as the text of a reserved code: five parts in characters that annex E allows."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Final

from guiju.labels.signing.keys import ALGORITHMS, Algorithm

SCHEME: Final = "gj1"
"""The first version; another version is another scheme, which this one does not read."""

_PARTS: Final = 5
_DIGEST: Final = 32
_SIGNATURE: Final = 64


@dataclass(frozen=True, slots=True)
class Code:
    """``gj1.ALGORITHM.KEY.DIGEST.SIGNATURE``: the key's id, and digest of the content (32 bytes) and signature
    (64 bytes) in base64url without padding."""

    algorithm: Algorithm
    key: str
    digest: bytes
    signature: bytes

    def text(self) -> str:
        """What stands in the reserved code."""
        return ".".join((SCHEME, self.algorithm, self.key, _packed(self.digest), _packed(self.signature)))


def is_code(text: str) -> bool:
    """Whether a reserved code is meant to be one of ours."""
    return text.split(".", 1)[0] == SCHEME


def read_code(text: str) -> Code:
    """The code in a text; each code has one spelling alone. Raises ValueError."""
    parts = text.split(".")
    algorithm = next((one for one in ALGORITHMS if parts[1:2] == [one]), None)
    if len(parts) != _PARTS or parts[0] != SCHEME or algorithm is None:
        raise ValueError(f"a signed code is {SCHEME}.ALGORITHM.KEY.DIGEST.SIGNATURE")
    code = Code(algorithm, parts[2], _unpacked(parts[3]), _unpacked(parts[4]))
    if len(code.digest) != _DIGEST or len(code.signature) != _SIGNATURE or code.text() != text:
        raise ValueError("a part of a signed code has the wrong size")
    return code


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _unpacked(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise ValueError("a part of a signed code is no base64url") from None
